// How machines are sorted by each column, smallest first.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import { urgencyOf } from '../../live/domain-rules.ts';
import { compareNames } from '../../live/ordered.ts';
import { osNameOf } from '../../live/os-name.ts';
import type { Compare } from '../../ui/grid-order.ts';
import { COLUMN_IDS, type ColumnId } from './column-ids.ts';

export interface OrderContext {
  readonly sampleOf: (key: DomainKey) => DomainSample | undefined;
  readonly hostName: (domain: DomainSummary) => string;
}

type Order = Compare<DomainSummary>;

function by(value: (domain: DomainSummary) => number): Order {
  return (a, b) => value(a) - value(b);
}

/** Machines without one come last: a sorted column begins with something to read. */
function byText(value: (domain: DomainSummary) => string | undefined): Order {
  return (a, b) => {
    const [left, right] = [value(a) ?? '', value(b) ?? ''];
    if (left === '' || right === '') return Number(left === '') - Number(right === '');
    return compareNames(left, right);
  };
}

/** A machine that is not measured has less than one that does nothing. */
const UNMEASURED = -2;

/** Each machine is asked for its value once, and not in each comparison: of rates there is another order with each tick. */
function byRemembered(value: (domain: DomainSummary) => number): Order {
  const known = new Map<DomainKey, number>();
  const remembered = (domain: DomainSummary): number => {
    const before = known.get(domain.key);
    if (before !== undefined) return before;
    const now = value(domain);
    known.set(domain.key, now);
    return now;
  };
  return by(remembered);
}

function ordersFor({ sampleOf, hostName }: OrderContext): Readonly<Record<ColumnId, Order>> {
  const rate = (value: (sample: DomainSample) => number) =>
    byRemembered(({ key }) => {
      const sample = sampleOf(key);
      return sample === undefined ? UNMEASURED : value(sample);
    });
  return {
    name: byText(({ name }) => name),
    title: byText(({ title }) => title),
    state: by(urgencyOf),
    reason: byText(({ reason }) => reason),
    cpu: rate(({ cpuPercent }) => cpuPercent),
    memoryUse: rate(({ memoryKiB }) => memoryKiB),
    disk: rate((sample) => sample.diskReadBytesPerS + sample.diskWriteBytesPerS),
    diskRead: rate(({ diskReadBytesPerS }) => diskReadBytesPerS),
    diskWrite: rate(({ diskWriteBytesPerS }) => diskWriteBytesPerS),
    net: rate((sample) => sample.netRxBytesPerS + sample.netTxBytesPerS),
    netRx: rate(({ netRxBytesPerS }) => netRxBytesPerS),
    netTx: rate(({ netTxBytesPerS }) => netTxBytesPerS),
    memory: by(({ memoryKiB }) => memoryKiB),
    maxMemory: by(({ maxMemoryKiB }) => maxMemoryKiB),
    vcpus: by(({ vcpus }) => vcpus),
    addresses: byText(({ addresses }) => addresses[0]),
    macs: byText(({ macs }) => macs[0]),
    networks: byText(({ networks }) => networks[0]),
    disks: by(({ disks }) => disks.length),
    os: byText(osNameOf),
    arch: byText(({ arch }) => arch),
    displays: byText(({ displays }) => displays[0]),
    autostart: by(({ autostart }) => Number(!autostart)),
    persistent: by(({ persistent }) => Number(!persistent)),
    managedSave: by(({ managedSave }) => Number(!managedSave)),
    tags: byText(({ tags }) => tags[0]?.name),
    group: byText(({ group }) => group?.path),
    host: byText(hostName),
    id: by(({ id }) => id ?? Number.MAX_SAFE_INTEGER),
    uuid: byText(({ uuid }) => uuid),
    description: byText(({ description }) => description),
  };
}

const RATES: ReadonlySet<string> = new Set<ColumnId>([
  'cpu',
  'memoryUse',
  'disk',
  'diskRead',
  'diskWrite',
  'net',
  'netRx',
  'netTx',
]);

/** Whether the order by this column is another with each measurement. */
export function isRate(column: string): boolean {
  return RATES.has(column);
}

/** Every column that sorts, shown or not. */
export function machineOrders(context: OrderContext) {
  const orders = ordersFor(context);
  return COLUMN_IDS.map((id) => ({ id, compare: orders[id] }));
}
