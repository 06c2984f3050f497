// All hosts: how busy each is, and how much it promised.
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { useFrozen } from '../../graphs/past.ts';
import { PlaceLink } from '../../live/links.tsx';
import { useStatistics } from '../../live/measured.ts';
import { CapacityBar } from '../../ui/capacity-bar.tsx';
import { useFormat } from '../../ui/format.ts';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { overcommitOf, type Promised } from './host-load.ts';
import classes from './performance.module.css';

interface HostProps {
  readonly host: HostSummary;
  readonly paused: boolean;
}

function useHostSample({ host, paused }: HostProps) {
  return useFrozen(useStatistics(host.id)?.host, paused);
}

function CpuUse(props: HostProps) {
  const format = useFormat();
  const percent = useHostSample(props)?.cpuPercent ?? GAP;
  if (percent === GAP) return '—';
  return <CapacityBar used={percent} total={100} label={format.percent(percent)} />;
}

function MemoryUse(props: HostProps) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  const used = useHostSample(props)?.memoryUsedKiB ?? GAP;
  const total = props.host.facts?.memoryKiB ?? 0;
  if (used === GAP || total === 0) return '—';
  const label = t('host.usedOf', { used: format.kib(used), total: format.kib(total) });
  return <CapacityBar used={used} total={total} label={label} />;
}

function Traffic({ of, and, ...props }: HostProps & { readonly of: Traffic; readonly and: Traffic }) {
  const format = useFormat();
  const sample = useHostSample(props);
  const first = sample?.[of] ?? GAP;
  return first === GAP ? '—' : format.rate(first + Math.max(0, sample?.[and] ?? 0));
}

type Traffic = 'diskReadBytesPerS' | 'diskWriteBytesPerS' | 'netRxBytesPerS' | 'netTxBytesPerS';

interface HostsTableProps {
  readonly hosts: readonly HostSummary[];
  readonly promised: ReadonlyMap<ConnectionId, Promised>;
  readonly paused: boolean;
}

export function HostsTable({ hosts, promised, paused }: HostsTableProps) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  const share = (value: number | undefined) => (value === undefined ? '—' : format.percent(value * 100));
  const columns: readonly PlainColumn<HostSummary>[] = [
    {
      id: 'host',
      header: t('column.host'),
      most: 200,
      cell: (host) => <PlaceLink to={{ page: 'performance', connection: host.id }}>{host.name}</PlaceLink>,
    },
    { id: 'cpu', header: t('host.cpu'), cell: (host) => <CpuUse host={host} paused={paused} /> },
    { id: 'memory', header: t('host.memory'), cell: (host) => <MemoryUse host={host} paused={paused} /> },
    {
      id: 'disk',
      header: t('graph.disk'),
      align: 'end',
      cell: (host) => <Traffic host={host} paused={paused} of="diskReadBytesPerS" and="diskWriteBytesPerS" />,
    },
    {
      id: 'network',
      header: t('graph.network'),
      align: 'end',
      cell: (host) => <Traffic host={host} paused={paused} of="netRxBytesPerS" and="netTxBytesPerS" />,
    },
    {
      id: 'running',
      header: t('host.running'),
      align: 'end',
      cell: (host) => format.number(overcommitOf(host, promised).running),
    },
    {
      id: 'vcpus',
      header: t('host.vcpusPromised'),
      align: 'end',
      cell: (host) => share(overcommitOf(host, promised).vcpuShare),
    },
    {
      id: 'memoryPromised',
      header: t('host.memoryPromised'),
      align: 'end',
      cell: (host) => share(overcommitOf(host, promised).memoryShare),
    },
  ];
  return (
    <div className={classes.hosts}>
      <PlainTable
        label={t('host.table')}
        columns={columns}
        rows={hosts}
        rowKey={({ id }) => id}
        empty={t('noHosts')}
      />
    </div>
  );
}
