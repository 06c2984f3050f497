// The columns of the machines grid: how each is called and drawn.
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { stateKeyOf } from '../../live/domain-rules.ts';
import { osNameOf } from '../../live/os-name.ts';
import type { GridColumn } from '../../ui/data-grid-types.ts';
import type { ColumnId } from './column-ids.ts';
import { GroupCell, TagsCell } from './label-cells.tsx';
import { HostCell, MemoryCell, MiddleCell, NONE, StateCell, shortText } from './machine-cells.tsx';
import { isRate } from './machine-orders.ts';
import { CpuCell, MemoryUseCell, RateCell } from './rate-cells.tsx';

/** What many machines have in common: looked up once for all of them. */
interface Words {
  stateOf(domain: DomainSummary): string;
  readonly yes: string;
}

function wordsIn(t: TFunction<'domains'>): Words {
  const states = new Map<string, string>();
  function stateOf(domain: DomainSummary): string {
    const key = stateKeyOf(domain);
    const word = states.get(key) ?? t(key);
    states.set(key, word);
    return word;
  }
  return { stateOf, yes: t('yes') };
}

interface Column extends Omit<GridColumn<DomainSummary>, 'id' | 'header' | 'cell'> {
  readonly cell: (domain: DomainSummary, words: Words) => ReactNode;
}

const end = { align: 'end' } as const;
/** Measured only where it can be read. */
const rate = { ...end, later: true } as const;

function diskName({ path, volume }: DomainSummary['disks'][number]): string {
  return volume ?? path?.slice(path.lastIndexOf('/') + 1) ?? '';
}

const COLUMNS: Readonly<Record<ColumnId, Column>> = {
  name: { width: 115, grow: 7, rowHeader: true, cell: (domain) => shortText(domain.name) },
  title: { width: 70, grow: 4, cell: (domain) => shortText(domain.title) },
  state: {
    width: 142,
    grow: 1,
    cell: (domain, words) => <StateCell domain={domain} word={words.stateOf(domain)} />,
  },
  reason: { width: 90, cell: (domain) => shortText(domain.reason) },
  cpu: { ...rate, width: 88, cell: (domain) => <CpuCell domain={domain} /> },
  memoryUse: { ...rate, width: 108, cell: (domain) => <MemoryUseCell domain={domain} /> },
  disk: {
    ...rate,
    width: 112,
    cell: (domain) => (
      <RateCell domain={domain} tone="paused" of="diskReadBytesPerS" and="diskWriteBytesPerS" />
    ),
  },
  diskRead: {
    ...rate,
    width: 112,
    cell: (domain) => <RateCell domain={domain} tone="paused" of="diskReadBytesPerS" />,
  },
  diskWrite: {
    ...rate,
    width: 112,
    cell: (domain) => <RateCell domain={domain} tone="paused" of="diskWriteBytesPerS" />,
  },
  net: {
    ...rate,
    width: 112,
    cell: (domain) => <RateCell domain={domain} tone="busy" of="netRxBytesPerS" and="netTxBytesPerS" />,
  },
  netRx: {
    ...rate,
    width: 112,
    cell: (domain) => <RateCell domain={domain} tone="busy" of="netRxBytesPerS" />,
  },
  netTx: {
    ...rate,
    width: 112,
    cell: (domain) => <RateCell domain={domain} tone="busy" of="netTxBytesPerS" />,
  },
  memory: { ...end, width: 72, cell: (domain) => <MemoryCell kib={domain.memoryKiB} /> },
  maxMemory: { ...end, width: 96, cell: (domain) => <MemoryCell kib={domain.maxMemoryKiB} /> },
  vcpus: { ...end, width: 60, cell: (domain) => domain.vcpus },
  addresses: { width: 128, grow: 1, cell: (domain) => shortText(domain.addresses.join(', ')) },
  macs: { width: 136, cell: (domain) => shortText(domain.macs.join(', ')) },
  networks: { width: 90, grow: 1, cell: (domain) => shortText(domain.networks.join(', ')) },
  disks: {
    width: 120,
    grow: 2,
    cell: (domain) => shortText(domain.disks.map(diskName).filter(Boolean).join(', ')),
  },
  os: { width: 100, grow: 1, cell: (domain) => shortText(osNameOf(domain)) },
  arch: { width: 80, cell: (domain) => shortText(domain.arch) },
  displays: { width: 80, cell: (domain) => shortText(domain.displays.join(', ')) },
  autostart: { width: 80, cell: (domain, { yes }) => (domain.autostart ? yes : NONE) },
  persistent: { width: 84, cell: (domain, { yes }) => (domain.persistent ? yes : NONE) },
  managedSave: { width: 96, cell: (domain, { yes }) => (domain.managedSave ? yes : NONE) },
  tags: { width: 92, grow: 2, later: true, cell: (domain) => <TagsCell tags={domain.tags} /> },
  group: { width: 90, grow: 1, cell: (domain) => <GroupCell group={domain.group} /> },
  host: { width: 112, grow: 1, cell: (domain) => <HostCell domain={domain} /> },
  id: { ...end, width: 52, cell: (domain) => domain.id ?? NONE },
  uuid: { width: 130, cell: (domain) => <MiddleCell text={domain.uuid} /> },
  description: { width: 70, grow: 3, cell: (domain) => shortText(domain.description) },
};

/** The columns with these ids, in this order. */
export function machineColumns(
  ids: readonly ColumnId[],
  t: TFunction<'domains'>,
): readonly GridColumn<DomainSummary>[] {
  const words = wordsIn(t);
  return ids.map((id) => ({
    ...COLUMNS[id],
    id,
    cell: (domain) => COLUMNS[id].cell(domain, words),
    header: t(`column.${id}`),
    sortable: true,
    largestFirst: isRate(id),
  }));
}
