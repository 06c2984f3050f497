// What a machine is: identity, virtual hardware, addresses, and what happens to it at the host's start.
import { Switch, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DomainDetails, DomainSummary } from '../../../../shared/model/domain.ts';
import { actionOf } from '../../../live/domain-actions.ts';
import { useDomainOperations } from '../../../live/domain-operations.ts';
import { isActive } from '../../../live/domain-rules.ts';
import { useHost } from '../../../live/hooks.ts';
import { PlaceLink } from '../../../live/links.tsx';
import { CommandHint } from '../../../ui/command.tsx';
import { type Fact, Facts } from '../../../ui/facts.tsx';
import { useFormat } from '../../../ui/format.ts';
import { Section } from '../../../ui/section.tsx';
import classes from './machine.module.css';
import { MachineGroup, MachineTags } from './machine-labels.tsx';

interface MachineFactsProps {
  readonly domain: DomainSummary;
  /** Absent until they are read. */
  readonly details: DomainDetails | undefined;
}

export function MachineFacts({ domain, details }: MachineFactsProps) {
  const { t } = useTranslation('machine');
  return (
    <div className={classes.columns}>
      <Section title={t('facts.title')}>
        <Facts facts={useIdentity(domain)} />
      </Section>
      <Section title={t('facts.hardware')}>
        <Facts facts={useHardware(domain, details)} />
      </Section>
    </div>
  );
}

function useIdentity(domain: DomainSummary): readonly Fact[] {
  const { t } = useTranslation('machine');
  const { t: tLabels } = useTranslation('labels');
  const host = useHost(domain.connection);
  return [
    ...(domain.title === undefined
      ? []
      : [{ label: t('facts.titleField'), value: <p className={classes.description}>{domain.title}</p> }]),
    ...(domain.description === undefined
      ? []
      : [
          {
            label: t('facts.description'),
            value: <p className={classes.description}>{domain.description}</p>,
          },
        ]),
    {
      label: t('facts.host'),
      value: (
        <PlaceLink to={{ page: 'host', connection: domain.connection }}>
          {host?.name ?? domain.connection}
        </PlaceLink>
      ),
    },
    { label: t('facts.addresses'), value: <Addresses domain={domain} /> },
    { label: tLabels('machine.group'), value: <MachineGroup domain={domain} /> },
    { label: tLabels('machine.tags'), value: <MachineTags domain={domain} /> },
    { label: t('facts.autostart'), value: <Autostart domain={domain} /> },
    { label: t('facts.definition'), value: t(domain.persistent ? 'facts.persistent' : 'facts.transient') },
    ...(domain.managedSave ? [{ label: t('facts.savedState'), value: t('facts.savedStateYes') }] : []),
    ...(domain.id === undefined ? [] : [{ label: t('facts.id'), value: String(domain.id) }]),
    { label: t('facts.uuid'), value: domain.uuid, code: true },
  ];
}

function useHardware(domain: DomainSummary, details: DomainDetails | undefined): readonly Fact[] {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const most = details?.maxVcpus ?? domain.vcpus;
  const vcpus = most > domain.vcpus ? t('facts.vcpusOf', { now: domain.vcpus, most }) : String(domain.vcpus);
  const memory =
    domain.maxMemoryKiB > domain.memoryKiB
      ? t('facts.memoryOf', { now: format.kib(domain.memoryKiB), most: format.kib(domain.maxMemoryKiB) })
      : format.kib(domain.memoryKiB);
  return [
    { label: t('facts.vcpus'), value: vcpus },
    { label: t('facts.memory'), value: memory },
    { label: t('facts.cpu'), value: details?.cpu || '—' },
    {
      label: t('facts.kind'),
      value: details && t('facts.kindText', { type: details.virtType, osType: details.osType }),
    },
    { label: t('facts.arch'), value: details?.arch },
    { label: t('facts.machine'), value: details?.machine || '—' },
    { label: t('facts.firmware'), value: details && t(`facts.firmwareNames.${details.firmware}`) },
    { label: t('facts.displays'), value: domain.displays.join(', ').toUpperCase() || t('facts.none') },
  ];
}

function Addresses({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  if (domain.addresses.length === 0)
    return (
      <span className={classes.quiet}>
        {t(isActive(domain) ? 'facts.noAddresses' : 'facts.noAddressesOff')}
      </span>
    );
  return (
    <span className={classes.addresses}>
      {domain.addresses.map((address) => (
        <code key={address}>{address}</code>
      ))}
    </span>
  );
}

function Autostart({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation(['machine', 'domains']);
  const host = useHost(domain.connection);
  const operations = useDomainOperations();
  const action = actionOf(domain.autostart ? 'autostart-off' : 'autostart-on');
  const enabled = action.isEnabled(domain, host);
  return (
    <span className={classes.device}>
      <Tooltip
        label={enabled === true ? '' : t(`obstacle.${enabled}`, { ns: 'domains' })}
        disabled={enabled === true}
      >
        <Switch
          size="xs"
          aria-label={t('facts.autostart')}
          checked={domain.autostart}
          disabled={enabled !== true}
          onChange={() => operations.request(action.id, [domain])}
        />
      </Tooltip>
      {host !== undefined && domain.persistent && (
        <CommandHint
          commands={[action.virsh(domain, host)]}
          of={t(action.labelKey(domain), { ns: 'domains' })}
        />
      )}
    </span>
  );
}
