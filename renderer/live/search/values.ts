// The values that a field has among the machines that are there, with how many have each: for completion.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { stateKeyOf } from '../domain-rules.ts';
import { compareNames } from '../ordered.ts';
import type { Field } from './fields.ts';
import { chineseMark, MARK_TESTS, MARKS } from './marks.ts';
import { osWords } from './os-words.ts';
import { poolFolders, poolsByPath, type Surroundings } from './surroundings.ts';

export interface Value {
  readonly text: string;
  readonly count: number;
}

export type ValuesOf = (field: Field) => readonly Value[];

export interface ValueWords {
  /** What the interface calls a state now. */
  readonly state: (key: string) => string;
  readonly chinese: boolean;
}

type Reader = (domain: DomainSummary) => readonly (string | undefined)[];

function groupsAround(path: string | undefined): readonly string[] {
  const names = path?.split('/') ?? [];
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function readerFor(field: Field, surroundings: Surroundings, words: ValueWords): Reader | undefined {
  const { hosts, pools } = surroundings;
  switch (field) {
    case 'state': {
      const known = new Map<string, readonly string[]>();
      return (domain) => {
        const key = stateKeyOf(domain);
        // "Shutting down…" goes on for a while; whoever asks for it does not type the dots.
        const said = known.get(key) ?? [words.state(key).replace(/…$/, '')];
        known.set(key, said);
        return said;
      };
    }
    case 'host':
      return ({ connection }) => [hosts.get(connection)?.name];
    case 'os':
      return ({ osId }) => [osWords(osId)[0]];
    case 'arch':
      return ({ arch }) => [arch];
    case 'tag':
      return ({ tags }) => tags.map(({ name }) => name);
    case 'group':
      return ({ group }) => groupsAround(group?.path);
    case 'net':
      return ({ networks }) => networks;
    case 'pool': {
      const folders = poolFolders(pools);
      return (domain) => [...domain.disks.map(({ pool }) => pool), ...poolsByPath(domain, folders)];
    }
    case 'display':
      return ({ displays }) => displays;
    case 'is':
      return (domain) => {
        const away = hosts.get(domain.connection)?.state !== 'connected';
        const marks = MARKS.filter((mark) => MARK_TESTS[mark](domain, away));
        return words.chinese ? marks.map(chineseMark) : marks;
      };
    default:
      return undefined;
  }
}

function counted(domains: Iterable<DomainSummary>, read: Reader): readonly Value[] {
  const counts = new Map<string, number>();
  for (const domain of domains)
    for (const text of new Set(read(domain)))
      if (text !== undefined && text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || compareNames(a.text, b.text));
}

/** Each field is counted when it is first asked for. */
export function createValues(
  domains: ReadonlyMap<string, DomainSummary>,
  surroundings: Surroundings,
  words: ValueWords,
): ValuesOf {
  const known = new Map<Field, readonly Value[]>();
  return (field) => {
    const ready = known.get(field);
    if (ready !== undefined) return ready;
    const read = readerFor(field, surroundings, words);
    const values = read === undefined ? [] : counted(domains.values(), read);
    known.set(field, values);
    return values;
  };
}
