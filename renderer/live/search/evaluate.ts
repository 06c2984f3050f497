// Turns a search into a test of machines. What depends on the host or the state alone is asked once for each of them.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { addressBytes, isInRange, readRange } from './address.ts';
import { factsOf, type MachineFacts, SHORTEST_CODE } from './facts.ts';
import { type NumberField, RATE_FIELDS } from './fields.ts';
import { fold } from './fold.ts';
import { MARK_TESTS } from './marks.ts';
import { hasWildcards, type TextTest, textTest } from './pattern.ts';
import { type Comparison, type Query, type Term, termsOf } from './query.ts';
import {
  isWordOfAnyState,
  poolFolders,
  poolsByPath,
  type Surroundings,
  wordsOfHost,
  wordsOfState,
} from './surroundings.ts';

export type MachineTest = (domain: DomainSummary) => boolean;

/** Facts are looked up once for a machine, however many terms ask for them. */
type Test = (domain: DomainSummary, facts: MachineFacts) => boolean;

/** Of what no machine has: most words name no host, no state and no pool, and need not be looked for in each machine's. */
const never: Test = () => false;

type TextTerm = Extract<Term, { readonly kind: 'text' }>;
type WordTerm = Extract<Term, { readonly kind: 'word' }>;

function hostTest(test: TextTest, { hosts }: Surroundings): Test {
  const named = new Set<string>();
  for (const [id, host] of hosts) if (wordsOfHost(host).some(test)) named.add(id);
  return named.size === 0 ? never : (domain) => named.has(domain.connection);
}

/** Machines in the same state are asked about once. */
function stateTest(test: TextTest, { stateWords }: Surroundings): Test {
  if (!isWordOfAnyState(test, stateWords)) return never;
  const known = new Map<string, boolean>();
  return (domain, facts) => {
    const before = known.get(facts.state);
    if (before !== undefined) return before;
    const answer = wordsOfState(domain, stateWords).some(test);
    known.set(facts.state, answer);
    return answer;
  };
}

/** Whether a disk lies in the folder of such a pool. */
function folderTest(test: TextTest, { pools }: Surroundings): Test {
  const named = poolFolders([...pools].filter(({ name }) => test(fold(name))));
  return named.size === 0 ? never : (domain) => poolsByPath(domain, named).length > 0;
}

function wordTest({ text, quoted }: WordTerm, surroundings: Surroundings): Test {
  const wanted = fold(text);
  const test = textTest(text, 'has', quoted);
  const around = [hostTest, stateTest, folderTest]
    .map((make) => make(test, surroundings))
    .filter((one) => one !== never);
  const isCode = wanted.length >= SHORTEST_CODE;
  const own: (facts: MachineFacts) => boolean =
    !quoted && hasWildcards(wanted)
      ? (facts) => facts.lines.some(test)
      : (facts) => facts.text.includes(wanted) || (isCode && facts.codes.includes(wanted));
  if (around.length === 0) return (_, facts) => own(facts);
  return (domain, facts) => own(facts) || around.some((one) => one(domain, facts));
}

function addressTest({ text, how, quoted }: TextTerm): Test {
  const range = readRange(text.trim());
  if (range !== undefined) return (_, facts) => facts.addresses.some((address) => isInRange(address, range));
  const test = textTest(text, how, quoted);
  const whole = addressBytes(text.trim());
  const same = (bytes: readonly number[]) =>
    bytes.length === whole?.length && bytes.every((byte, index) => byte === whole[index]);
  return (_, facts) => facts.values('ip').some(test) || (whole !== undefined && facts.addresses.some(same));
}

function fieldTest(term: TextTerm, surroundings: Surroundings): Test {
  const { field, how, quoted } = term;
  const text = field === 'mac' ? term.text.replaceAll('-', ':') : term.text;
  const test = textTest(text, how, quoted);
  switch (field) {
    case 'host':
      return hostTest(test, surroundings);
    case 'state':
      return stateTest(test, surroundings);
    case 'pool': {
      const folder = folderTest(test, surroundings);
      return (domain, facts) => facts.values('pool').some(test) || folder(domain, facts);
    }
    case 'ip':
      return addressTest(term);
    default:
      return (_, facts) => facts.values(field).some(test);
  }
}

const COMPARISONS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

type Rates = Omit<DomainSample, 'key'>;

const RATES: Readonly<Partial<Record<NumberField, keyof Rates>>> = {
  cpu: 'cpuPercent',
  used: 'memoryKiB',
  read: 'diskReadBytesPerS',
  write: 'diskWriteBytesPerS',
  rx: 'netRxBytesPerS',
  tx: 'netTxBytesPerS',
};

/** Undefined where there is none, or no measurement: nothing is said of it then, not even that it is less. */
function numberOf(domain: DomainSummary, field: NumberField, { sampleOf }: Surroundings): number | undefined {
  switch (field) {
    case 'mem':
      return domain.memoryKiB;
    case 'maxmem':
      return domain.maxMemoryKiB;
    case 'vcpus':
      return domain.vcpus;
    case 'id':
      return domain.id;
    default: {
      const rate = RATES[field];
      const value = rate === undefined ? undefined : sampleOf(domain.key)?.[rate];
      return value === GAP ? undefined : value;
    }
  }
}

function termTest(term: Term, surroundings: Surroundings): Test {
  switch (term.kind) {
    case 'word':
      return wordTest(term, surroundings);
    case 'text':
      return fieldTest(term, surroundings);
    case 'number': {
      const holds = COMPARISONS[term.comparison];
      return (domain) => {
        const value = numberOf(domain, term.field, surroundings);
        return value !== undefined && holds(value, term.value);
      };
    }
    case 'mark': {
      const tests = term.marks.map((mark) => MARK_TESTS[mark]);
      const { hosts } = surroundings;
      return (domain) => {
        const away = hosts.get(domain.connection)?.state !== 'connected';
        return tests.some((test) => test(domain, away));
      };
    }
  }
}

/** As `machineTest`, for whoever has the facts of the machines at hand: to look up ten thousand takes as long as to search them. */
export function queryTest(query: Query, surroundings: Surroundings): Test {
  switch (query.kind) {
    case 'and': {
      const tests = query.parts.map((part) => queryTest(part, surroundings));
      return (domain, facts) => tests.every((test) => test(domain, facts));
    }
    case 'or': {
      const tests = query.parts.map((part) => queryTest(part, surroundings));
      return (domain, facts) => tests.some((test) => test(domain, facts));
    }
    case 'not': {
      const test = queryTest(query.part, surroundings);
      return (domain, facts) => !test(domain, facts);
    }
    default:
      return termTest(query, surroundings);
  }
}

/** The test for one state of the surroundings; make another when they change. */
export function machineTest(query: Query, surroundings: Surroundings): MachineTest {
  const test = queryTest(query, surroundings);
  return (domain) => test(domain, factsOf(domain));
}

/** Whether samples of all machines are needed to answer. */
export function asksForRates(query: Query | undefined): boolean {
  return termsOf(query).some((term) => term.kind === 'number' && RATE_FIELDS.has(term.field));
}
