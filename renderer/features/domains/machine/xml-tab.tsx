// The machine's definition as libvirt has it: running, stored, or the difference of the two.
import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary, DomainXml } from '../../../../shared/model/domain.ts';
import { useFetched } from '../../../live/hooks.ts';
import { XmlDiffView, XmlView } from '../../../ui/code/xml-view.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { Loading } from '../../../ui/loading.tsx';

type Which = 'running' | 'stored' | 'diff';

interface XmlTabProps {
  readonly domain: DomainSummary;
  /** What is shown first, where the machine has it. */
  readonly begin: Which | undefined;
}

export function XmlTab({ domain, begin }: XmlTabProps) {
  const { t } = useTranslation('machine');
  const xml = useFetched((api) => api.domains.xml({ domain: domain.key }), [domain.key, domain.revision]);

  if (xml.value !== undefined) return <Definitions name={domain.name} xml={xml.value} begin={begin} />;
  if (xml.failure !== undefined)
    return <FailureNote failure={xml.failure} action={t('xmlFailed', { name: domain.name })} />;
  return <Loading />;
}

interface DefinitionsProps {
  readonly name: string;
  readonly xml: DomainXml;
  readonly begin: Which | undefined;
}

function Definitions({ name, xml, begin }: DefinitionsProps) {
  const { t } = useTranslation('machine');
  const [chosen, setChosen] = useState(begin);
  const both = xml.running !== undefined && xml.stored !== undefined;
  const which = usable(chosen, xml) ?? (xml.running === undefined ? 'stored' : 'running');

  return (
    <Stack gap="xs" h="100%" mih={0}>
      <Group gap="md">
        <SegmentedControl
          size="xs"
          aria-label={t('xml.which')}
          value={which}
          onChange={(value) => setChosen(whichOf(value))}
          data={[
            { value: 'running', label: t('xml.running'), disabled: xml.running === undefined },
            { value: 'stored', label: t('xml.stored'), disabled: xml.stored === undefined },
            { value: 'diff', label: t('xml.diff'), disabled: !both },
          ]}
        />
        {xml.running === undefined && <Hint>{t('xml.noRunning')}</Hint>}
        {xml.stored === undefined && <Hint>{t('xml.noStored')}</Hint>}
        <Hint>{t('xml.noSecrets')}</Hint>
      </Group>
      <div style={{ flex: 1, minHeight: 0 }}>
        {which === 'diff' ? (
          <XmlDiffView
            left={xml.running ?? ''}
            right={xml.stored ?? ''}
            leftLabel={t('xml.runningLabel', { name })}
            rightLabel={t('xml.storedLabel', { name })}
          />
        ) : (
          <XmlView key={which} text={xml[which] ?? ''} label={t(`xml.${which}Label`, { name })} />
        )}
      </div>
    </Stack>
  );
}

function Hint({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="var(--gh-dim)">
      {children}
    </Text>
  );
}

function whichOf(value: string): Which {
  return value === 'stored' || value === 'diff' ? value : 'running';
}

/** What was chosen, as long as the machine still has it: a running definition goes when it stops. */
function usable(chosen: Which | undefined, xml: DomainXml): Which | undefined {
  if (chosen === 'diff') return xml.running !== undefined && xml.stored !== undefined ? chosen : undefined;
  return chosen !== undefined && xml[chosen] !== undefined ? chosen : undefined;
}
