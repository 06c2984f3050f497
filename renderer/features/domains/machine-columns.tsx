// The columns of the machines grid: how each is called, drawn and sorted.
import type { TFunction } from 'i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import { urgencyOf } from '../../live/domain-rules.ts';
import { compareNames } from '../../live/ordered.ts';
import type { GridColumn } from '../../ui/data-grid-types.ts';
import { CpuCell, HostCell, MemoryCell, MemoryUseCell, StateCell, TextCell } from './machine-cells.tsx';

/** In the order they stand; all are shown at first. */
export const COLUMN_IDS = [
  'name',
  'title',
  'state',
  'cpu',
  'memoryUse',
  'vcpus',
  'memory',
  'addresses',
  'description',
  'host',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** What would leave the rows without a name cannot be hidden. */
export const FIXED_COLUMN: ColumnId = 'name';

export interface ColumnContext {
  readonly t: TFunction<'domains'>;
  readonly sampleOf: (key: DomainKey) => DomainSample | undefined;
  readonly hostName: (domain: DomainSummary) => string;
}

function by(value: (domain: DomainSummary) => number) {
  return (a: DomainSummary, b: DomainSummary) => value(a) - value(b);
}

function byText(value: (domain: DomainSummary) => string | undefined) {
  return (a: DomainSummary, b: DomainSummary) => {
    const [left, right] = [value(a) ?? '', value(b) ?? ''];
    // Machines without one come last: a sorted column begins with something to read.
    if (left === '' || right === '') return Number(left === '') - Number(right === '');
    return compareNames(left, right);
  };
}

type Column = Omit<GridColumn<DomainSummary>, 'id' | 'header'>;

function columnsFor({ sampleOf, hostName }: ColumnContext): Readonly<Record<ColumnId, Column>> {
  return {
    name: {
      width: 140,
      grow: 6,
      rowHeader: true,
      cell: (domain) => <TextCell text={domain.name} />,
      compare: byText((domain) => domain.name),
    },
    title: {
      width: 80,
      grow: 4,
      cell: (domain) => <TextCell text={domain.title} />,
      compare: byText((domain) => domain.title),
    },
    state: {
      width: 164,
      grow: 1,
      cell: (domain) => <StateCell domain={domain} />,
      compare: by(urgencyOf),
    },
    cpu: {
      width: 108,
      align: 'end',
      cell: (domain) => <CpuCell domain={domain} />,
      compare: by((domain) => sampleOf(domain.key)?.cpuPercent ?? -2),
    },
    memoryUse: {
      width: 124,
      align: 'end',
      cell: (domain) => <MemoryUseCell domain={domain} />,
      compare: by((domain) => sampleOf(domain.key)?.memoryKiB ?? -2),
    },
    vcpus: { width: 60, align: 'end', cell: (domain) => domain.vcpus, compare: by((domain) => domain.vcpus) },
    memory: {
      width: 76,
      align: 'end',
      cell: (domain) => <MemoryCell domain={domain} />,
      compare: by((domain) => domain.memoryKiB),
    },
    addresses: {
      width: 128,
      grow: 1,
      cell: (domain) => <TextCell text={domain.addresses.join(', ')} />,
      compare: byText((domain) => domain.addresses[0]),
    },
    description: {
      width: 70,
      grow: 3,
      cell: (domain) => <TextCell text={domain.description} />,
      compare: byText((domain) => domain.description),
    },
    host: { width: 90, cell: (domain) => <HostCell domain={domain} />, compare: byText(hostName) },
  };
}

/** The columns with these ids, in this order; what is not known is left out. */
export function machineColumns(
  ids: readonly string[],
  context: ColumnContext,
): readonly GridColumn<DomainSummary>[] {
  const columns = columnsFor(context);
  return ids.flatMap((id) => {
    const known = COLUMN_IDS.find((one) => one === id);
    return known === undefined
      ? []
      : [{ ...columns[known], id: known, header: context.t(`column.${known}`) }];
  });
}
