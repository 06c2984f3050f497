// What a host is: names, versions, processor, memory, and which guests it can run.
import { useTranslation } from 'react-i18next';
import type { HostFacts, HostSummary } from '../../../shared/model/host.ts';
import { isRunning } from '../../live/domain-rules.ts';
import { useDomains } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { type Formats, useFormat } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';

export function HostFactsSection({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const connection = useConnectionFacts(host);
  const own = useOwnFacts(host.facts);
  return (
    <>
      <Section title={t('facts.title')}>
        <Facts facts={[...connection, ...own]} />
      </Section>
      {host.facts !== undefined && <Guests guests={host.facts.guests} />}
    </>
  );
}

function useConnectionFacts(host: HostSummary): readonly Fact[] {
  const { t } = useTranslation('hosts');
  const domains = useDomains(host.id);
  const running = domains.filter(isRunning).length;
  const lacks = host.lacks.map((what) => t(`facts.lack.${what}`));
  const machines = (
    <PlaceLink to={{ page: 'machines', connection: host.id }}>
      {t('facts.machinesText', { running, total: domains.length })}
    </PlaceLink>
  );
  return [
    { label: t('facts.uri'), value: host.uri, code: true },
    ...(host.facts === undefined ? [] : [{ label: t('facts.machines'), value: machines }]),
    ...(lacks.length === 0 ? [] : [{ label: t('facts.lacks'), value: lacks.join(', ') }]),
  ];
}

function useOwnFacts(facts: HostFacts | undefined): readonly Fact[] {
  const { t } = useTranslation('hosts');
  const format = useFormat();
  if (facts === undefined) return [];
  return [
    { label: t('facts.name'), value: facts.hostname },
    {
      label: t('facts.hypervisor'),
      value: [facts.hypervisor, facts.hypervisorVersion ?? ''].join(' ').trim(),
    },
    { label: t('facts.libvirt'), value: facts.libvirtVersion },
    { label: t('facts.arch'), value: facts.arch },
    { label: t('facts.cpu'), value: facts.cpuModel || '—' },
    {
      label: t('facts.cpuCount'),
      value: t('facts.topology', {
        cpus: facts.cpus,
        sockets: t('facts.sockets', { count: facts.sockets }),
        cores: t('facts.cores', { count: facts.coresPerSocket }),
        threads: t('facts.threads', { count: facts.threadsPerCore }),
      }),
    },
    ...frequency(facts, t('facts.frequency'), format),
    { label: t('facts.memory'), value: format.kib(facts.memoryKiB) },
    { label: t('facts.numa'), value: format.number(facts.numaNodes) },
  ];
}

/** Some hosts (ARM, nested ones) do not know it and say 0. */
function frequency({ mhz }: HostFacts, label: string, format: Formats): readonly Fact[] {
  return mhz > 0 ? [{ label, value: `${format.number(mhz)} MHz` }] : [];
}

function Guests({ guests }: { readonly guests: HostFacts['guests'] }) {
  const { t } = useTranslation('hosts');
  return (
    <Section title={t('facts.guests')}>
      <PlainTable
        label={t('facts.guests')}
        rows={guests}
        rowKey={(guest) => `${guest.osType} ${guest.arch}`}
        empty={t('facts.guestsNone')}
        columns={[
          { id: 'arch', header: t('guest.arch'), cell: (guest) => guest.arch },
          { id: 'types', header: t('guest.types'), cell: (guest) => guest.types.join(', ') },
          { id: 'osType', header: t('guest.osType'), cell: (guest) => guest.osType },
        ]}
      />
    </Section>
  );
}
