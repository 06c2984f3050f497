// What can be asked for by name. The names are the language's own, the same in every language of the interface; each
// has its Chinese name beside it, so that nobody has to leave the input method.
import { fold } from './fold.ts';

export const TEXT_FIELDS = [
  'state',
  'host',
  'name',
  'title',
  'desc',
  'os',
  'arch',
  'ip',
  'mac',
  'tag',
  'group',
  'net',
  'pool',
  'disk',
  'display',
  'uuid',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const NUMBER_FIELDS = [
  'mem',
  'maxmem',
  'vcpus',
  'id',
  'cpu',
  'used',
  'read',
  'write',
  'rx',
  'tx',
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export type Field = TextField | NumberField | 'is';
export const FIELDS: readonly Field[] = ['is', ...TEXT_FIELDS, ...NUMBER_FIELDS];

/** What the numbers of a field count. A bare number of `memory` is MiB, as in virt-manager. */
export type Measure = 'count' | 'percent' | 'memory' | 'rate';

export const MEASURES: Readonly<Record<NumberField, Measure>> = {
  mem: 'memory',
  maxmem: 'memory',
  vcpus: 'count',
  id: 'count',
  cpu: 'percent',
  used: 'memory',
  read: 'rate',
  write: 'rate',
  rx: 'rate',
  tx: 'rate',
};

/** Those that need a measurement of every machine. */
export const RATE_FIELDS: ReadonlySet<NumberField> = new Set(['cpu', 'used', 'read', 'write', 'rx', 'tx']);

const OTHER_NAMES: Readonly<Record<Field, readonly string[]>> = {
  is: ['是'],
  state: ['status', '状态'],
  host: ['主机'],
  name: ['名称'],
  title: ['标题'],
  desc: ['description', '描述'],
  os: ['系统', '操作系统'],
  arch: ['架构'],
  ip: ['addr', 'address', '地址'],
  mac: [],
  tag: ['标签'],
  group: ['组', '分组'],
  net: ['network', '网络', '虚拟网络'],
  pool: ['存储池'],
  disk: ['volume', '磁盘', '存储卷'],
  display: ['显示'],
  uuid: [],
  mem: ['memory', 'ram', '内存'],
  maxmem: ['最大内存'],
  vcpus: ['vcpu'],
  id: [],
  cpu: [],
  used: ['已用内存'],
  read: ['读取'],
  write: ['写入'],
  rx: ['接收'],
  tx: ['发送'],
};

/** All names of a field, the usual one first. */
export function namesOf(field: Field): readonly string[] {
  return [field, ...OTHER_NAMES[field]];
}

const BY_NAME: ReadonlyMap<string, Field> = new Map(
  FIELDS.flatMap((field) => namesOf(field).map((name) => [name, field] as const)),
);

/** The field that somebody typed the name of. */
export function fieldNamed(name: string): Field | undefined {
  return BY_NAME.get(fold(name));
}

export function isNumberField(field: Field): field is NumberField {
  return NUMBER_FIELDS.some((one) => one === field);
}

/** Whether one letter more, less or other makes `b` of `a`, or two changed places. */
function isNear(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const rests = [
    [a.slice(start + 1), b.slice(start)],
    [a.slice(start), b.slice(start + 1)],
    [a.slice(start + 1), b.slice(start + 1)],
    [a.slice(start + 2), b.slice(start, start + 1) === a[start + 1] ? b.slice(start + 2) : '\n'],
  ];
  return rests.some(([left, right]) => left === right);
}

/** The name that was probably meant. */
export function nearestName(typed: string): string | undefined {
  const wanted = fold(typed);
  return [...BY_NAME.keys()].find((name) => name.length > 1 && isNear(wanted, name));
}
