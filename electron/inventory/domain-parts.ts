// What each virtual CPU, disk and network interface of one machine does, from two records of its statistics.
import {
  type DiskSample,
  type DomainParts,
  GAP,
  type NicSample,
  type VcpuSample,
} from '../../shared/model/statistics.ts';
import { VirDomainStatsTypes as Types } from '../libvirt/protocol/constants.gen.ts';
import type { TypedParam } from '../libvirt/protocol/values.gen.ts';
import { numberOf } from './counters.ts';
import type { Span } from './meter.ts';
import { perSecond } from './rates.ts';

export const PART_CLASSES =
  Types.VIR_DOMAIN_STATS_VCPU | Types.VIR_DOMAIN_STATS_INTERFACE | Types.VIR_DOMAIN_STATS_BLOCK;

/** More of a kind are not shown. */
const MOST_PARTS = 512;
const FIELD = /^(vcpu|block|net)\.(\d{1,4})\.(.+)$/;

/** Numbers by field, as `block.0.rd.bytes`, and texts. */
export interface PartCounters {
  readonly numbers: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, string>;
  /** Which indices each kind has. */
  readonly indices: Readonly<Record<'vcpu' | 'block' | 'net', readonly number[]>>;
}

export function partCounters(params: readonly TypedParam[]): PartCounters {
  const [numbers, texts] = [new Map<string, number>(), new Map<string, string>()];
  const indices = { vcpu: new Set<number>(), block: new Set<number>(), net: new Set<number>() };
  for (const param of params) {
    const [, kind, index] = FIELD.exec(param.field) ?? [];
    if (kind !== 'vcpu' && kind !== 'block' && kind !== 'net') continue;
    indices[kind].add(Number(index));
    const number = numberOf(param);
    if (number !== undefined) numbers.set(param.field, number);
    else texts.set(param.field, String(param.value.value));
  }
  const ordered = (kind: keyof typeof indices) =>
    [...indices[kind]].sort((a, b) => a - b).slice(0, MOST_PARTS);
  return {
    numbers,
    texts,
    indices: { vcpu: ordered('vcpu'), block: ordered('block'), net: ordered('net') },
  };
}

export function domainParts({ before, after, elapsedMs }: Span<PartCounters>): DomainParts {
  const now = (field: string) => after.numbers.get(field) ?? GAP;
  const rate = (field: string) => perSecond(before.numbers.get(field) ?? GAP, now(field), elapsedMs);
  /** ns of each second, as a share. */
  const share = (field: string) => {
    const nsPerS = rate(field);
    return nsPerS === GAP ? GAP : Math.min(100, nsPerS / 1e7);
  };
  const vcpu = (index: number): VcpuSample => ({
    index,
    percent: share(`vcpu.${index}.time`),
    waitPercent: share(`vcpu.${index}.wait`),
  });
  const disk = (index: number): DiskSample => {
    const path = after.texts.get(`block.${index}.path`);
    return {
      name: after.texts.get(`block.${index}.name`) ?? String(index),
      ...(path !== undefined && { path }),
      readBytesPerS: rate(`block.${index}.rd.bytes`),
      writeBytesPerS: rate(`block.${index}.wr.bytes`),
      readsPerS: rate(`block.${index}.rd.reqs`),
      writesPerS: rate(`block.${index}.wr.reqs`),
      allocationBytes: now(`block.${index}.allocation`),
      capacityBytes: now(`block.${index}.capacity`),
    };
  };
  const nic = (index: number): NicSample => ({
    name: after.texts.get(`net.${index}.name`) ?? String(index),
    rxBytesPerS: rate(`net.${index}.rx.bytes`),
    txBytesPerS: rate(`net.${index}.tx.bytes`),
    rxPacketsPerS: rate(`net.${index}.rx.pkts`),
    txPacketsPerS: rate(`net.${index}.tx.pkts`),
    lost: ['rx.errs', 'rx.drop', 'tx.errs', 'tx.drop'].reduce(
      (sum, field) => sum + Math.max(0, now(`net.${index}.${field}`)),
      0,
    ),
  });
  return {
    vcpus: after.indices.vcpu.map(vcpu),
    disks: after.indices.block.map(disk),
    nics: after.indices.net.map(nic),
  };
}
