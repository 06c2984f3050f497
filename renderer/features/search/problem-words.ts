// What was not understood, in words.
import type { TFunction } from 'i18next';
import type { Field } from '../../live/search/fields.ts';
import type { Problem } from '../../live/search/query.ts';

/** One use of each field, as it is typed. */
export const EXAMPLES: Readonly<Record<Field, string>> = {
  is: 'is:autostart',
  state: 'state:running',
  host: 'host:lab',
  name: 'name:web-*',
  title: 'title:mail',
  desc: 'desc:backup',
  os: 'os:debian',
  arch: 'arch:aarch64',
  ip: 'ip:192.168.0.0/24',
  mac: 'mac:52:54:00',
  tag: 'tag:web',
  group: 'group:Lab/Web',
  net: 'net:default',
  pool: 'pool:default',
  disk: 'disk:*.iso',
  display: 'display:spice',
  uuid: 'uuid:0f1e2d3c',
  mem: 'mem>=4G',
  maxmem: 'maxmem<512M',
  vcpus: 'vcpus>2',
  id: 'id=7',
  cpu: 'cpu>50',
  used: 'used>1G',
  read: 'read>10M',
  write: 'write>10M',
  rx: 'rx>1M',
  tx: 'tx>1M',
};

export function problemWords(problem: Problem, t: TFunction<'search'>): string {
  const { code, text = '', near = '', field } = problem;
  const example = field === undefined ? '' : EXAMPLES[field];
  const key = code === 'unknownField' && near !== '' ? 'unknownFieldNear' : code;
  return t(`problem.${key}`, { text, near, example });
}

/** Problems that go away by typing on, while the caret is at their end. */
const UNFINISHED: ReadonlySet<Problem['code']> = new Set([
  'missingValue',
  'unclosedQuote',
  'notAlone',
  'orAlone',
]);

/** Those that are said now: what is just being typed is not wrong yet. */
export function settled(problems: readonly Problem[], caret: number | undefined): readonly Problem[] {
  return problems.filter(({ code, at }) => caret === undefined || at[1] < caret || !UNFINISHED.has(code));
}
