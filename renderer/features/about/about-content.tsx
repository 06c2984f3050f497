// Versions, licences, and where settings and log are.
import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { About } from '../../../shared/model/settings.ts';
import { useFetched } from '../../live/hooks.ts';
import { CommandLine } from '../../ui/command.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './about.module.css';

const NOVNC_SOURCE = 'https://github.com/novnc/noVNC';

export function AboutContent() {
  const { t } = useTranslation('settings');
  const { value, failure } = useFetched((api) => api.settings.about({}), []);
  return (
    <div className={classes.about}>
      <p>{t('about.what')}</p>
      <p>{t('about.licence')}</p>
      {failure && <FailureNote failure={failure} action={t('about.failed')} />}
      {value === undefined && failure === undefined && <Loading />}
      {value !== undefined && <Known about={value} />}
    </div>
  );
}

function Known({ about }: { readonly about: About }) {
  const { t } = useTranslation('settings');
  const versions = versionsOf(about);
  return (
    <>
      <Section
        title={t('about.versions')}
        tools={<CopyVersions versions={versions.map(([name, version]) => `${name} ${version}`)} />}
      >
        <Facts facts={versions.map(([label, value]): Fact => ({ label, value }))} />
      </Section>
      <Section title={t('about.files')}>
        <Facts
          facts={[
            { label: t('about.settingsPath'), value: <CommandLine command={about.settingsPath} /> },
            { label: t('about.logPath'), value: <CommandLine command={about.logPath} /> },
          ]}
        />
      </Section>
      <Libraries libraries={about.libraries} />
    </>
  );
}

/** Product names are the same in every language. */
function versionsOf(about: About): readonly (readonly [name: string, version: string])[] {
  return [
    ['Guesthouse', about.version],
    ...(about.electron === undefined ? [] : [['Electron', about.electron] as const]),
    ...(about.chromium === undefined ? [] : [['Chromium', about.chromium] as const]),
    ['Node.js', about.node],
    ['OS', about.platform],
  ];
}

function CopyVersions({ versions }: { readonly versions: readonly string[] }) {
  const { t } = useTranslation('settings');
  return (
    <CopyButton value={versions.join('\n')}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {t(copied ? 'about.copied' : 'about.copyAll')}
        </Button>
      )}
    </CopyButton>
  );
}

function Libraries({ libraries }: { readonly libraries: About['libraries'] }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('about.libraries')}>
      <p className={classes.dim}>
        {t('about.novnc')} <code>{NOVNC_SOURCE}</code>
      </p>
      <PlainTable
        label={t('about.libraries')}
        rows={libraries}
        rowKey={(library) => `${library.name} ${library.version}`}
        empty="—"
        columns={[
          { id: 'name', header: t('about.library'), cell: (library) => library.name },
          { id: 'version', header: t('about.version'), cell: (library) => library.version },
          { id: 'licence', header: t('about.libraryLicence'), cell: (library) => library.licence },
        ]}
      />
    </Section>
  );
}
