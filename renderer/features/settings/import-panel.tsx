// What a file would change, before anything is changed: settings, hosts, and what is wrong with it.
import { Button, Checkbox, Group } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../shared/model/transfer.ts';
import { useRequest } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './settings.module.css';
import { useValueWords } from './value-words.ts';

type Good = Extract<ImportPreview, { state: 'good' }>;

interface ImportPanelProps {
  readonly name: string;
  readonly text: string;
  readonly preview: ImportPreview;
  readonly onClose: () => void;
  /** What was chosen is taken. */
  readonly onDone: () => void;
}

export function ImportPanel({ preview, ...rest }: ImportPanelProps) {
  const { t } = useTranslation('settings');
  const { name, onClose } = rest;
  if (preview.state === 'good') return <GoodPanel {...rest} preview={preview} />;
  return (
    <Panel title={t('import.refused', { name })} role="alert">
      <p className={classes.words}>{t(`importFault.${preview.fault}`, { where: preview.where ?? '' })}</p>
      <Button variant="default" onClick={onClose}>
        {t('import.close')}
      </Button>
    </Panel>
  );
}

interface PanelProps {
  readonly title: string;
  readonly role?: 'alert';
  readonly children: ReactNode;
}

function Panel({ title, role, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <h3 id={id} className={classes.panelTitle} {...(role === undefined ? {} : { role })}>
        {title}
      </h3>
      {children}
    </section>
  );
}

function GoodPanel({ name, text, preview, onClose, onDone }: ImportPanelProps & { readonly preview: Good }) {
  const { t } = useTranslation('settings');
  const added = preview.hosts.filter(({ known }) => !known);
  const [settings, setSettings] = useState(preview.changes.length > 0);
  const [hosts, setHosts] = useState(added.length > 0);
  const taking = useRequest((api, wanted: { settings: boolean; hosts: boolean }) =>
    api.settings.import({ text, ...wanted }),
  );

  async function take() {
    const result = await taking.run({ settings, hosts });
    if (result.ok) onDone();
  }

  const isNothing = preview.changes.length === 0 && added.length === 0;
  return (
    <Panel title={t('import.title', { name })}>
      {isNothing && <p className={classes.words}>{t('import.nothing')}</p>}
      <Changes preview={preview} checked={settings} onCheck={setSettings} />
      <Hosts hosts={added} checked={hosts} onCheck={setHosts} />
      {preview.unknown.length > 0 && (
        <p className={classes.words}>
          {t('import.unknown', { names: preview.unknown.slice(0, 10).join(', ') })}
        </p>
      )}
      {taking.failure !== undefined && <FailureNote failure={taking.failure} action={t('import.failed')} />}
      <Group gap="sm">
        <Button loading={taking.pending} disabled={!settings && !hosts} onClick={() => void take()}>
          {t('import.take')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('import.cancel')}
        </Button>
      </Group>
    </Panel>
  );
}

interface CheckedProps {
  readonly checked: boolean;
  readonly onCheck: (on: boolean) => void;
}

function Changes({ preview, checked, onCheck }: CheckedProps & { readonly preview: Good }) {
  const { t } = useTranslation('settings');
  const { fieldOf, wordsOf } = useValueWords();
  if (preview.changes.length === 0) return null;
  return (
    <div>
      <Checkbox
        label={t('import.settings', { count: preview.changes.length })}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">{t('import.setting')}</th>
            <th scope="col">{t('import.now')}</th>
            <th scope="col">{t('import.then')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.changes.map(({ field, from, to }) => (
            <tr key={field}>
              <th scope="row">{fieldOf(field)}</th>
              <td>{wordsOf(field, from) ?? t('import.present')}</td>
              <td>{wordsOf(field, to) ?? t('import.another')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** No person reads on. */
const MOST_SHOWN = 50;

function Hosts({ hosts, checked, onCheck }: CheckedProps & { readonly hosts: Good['hosts'] }) {
  const { t } = useTranslation('settings');
  if (hosts.length === 0) return null;
  return (
    <div>
      <Checkbox
        label={t('import.hosts', { count: hosts.length })}
        description={t('import.hostsText')}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <ul className={classes.hosts}>
        {hosts.slice(0, MOST_SHOWN).map(({ uri, name, readOnly }) => (
          <li key={`${uri} ${readOnly}`}>
            <code>{uri}</code> {name}
          </li>
        ))}
        {hosts.length > MOST_SHOWN && <li>{t('import.more', { count: hosts.length - MOST_SHOWN })}</li>}
      </ul>
    </div>
  );
}
