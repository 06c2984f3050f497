// Turns a search into a test of machines. What depends on the host or the state alone is asked once for each of them.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { addressBytes, isInRange, readRange } from './address.ts';
import type { Column, Columns } from './columns.ts';
import { BETWEEN, factsOf, type MachineFacts, SHORTEST_CODE } from './facts.ts';
import { type NumberField, RATE_FIELDS } from './fields.ts';
import { fold } from './fold.ts';
import { MARK_TESTS } from './marks.ts';
import { plainLetters, type TextTest, textTest } from './pattern.ts';
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

/** Facts are looked up once for a machine, however many terms ask for them. `at` is its place among all that are searched. */
type Test = (domain: DomainSummary, facts: MachineFacts, at: number) => boolean;

/** What is tested beside the machine itself. */
interface Around {
  readonly surroundings: Surroundings;
  /** Of all that are searched, where they are many. */
  readonly columns: Columns | undefined;
}

/** Of what no machine has: most words name no host, no state and no pool, and need not be looked for in each machine's. */
const never: Test = () => false;

function anyOf(tests: readonly Test[]): Test {
  const [first = never] = tests;
  return tests.length < 2 ? first : (...asked) => tests.some((test) => test(...asked));
}

function allOf(tests: readonly Test[]): Test {
  return (...asked) => tests.every((test) => test(...asked));
}

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
  const known: (boolean | undefined)[] = [];
  return (domain, { state }) => {
    const before = known[state];
    if (before !== undefined) return before;
    const answer = wordsOfState(domain, stateWords).some(test);
    known[state] = answer;
    return answer;
  };
}

/** Whether a disk lies in the folder of such a pool. */
function folderTest(test: TextTest, { pools }: Surroundings): Test {
  const named = poolFolders([...pools].filter(({ name }) => test(fold(name))));
  return named.size === 0 ? never : (domain) => poolsByPath(domain, named).length > 0;
}

/** Of `wanted`, without wildcards, in the column that `inOne` looks into. */
function columnTest(columns: Columns | undefined, column: Column, wanted: string, inOne: Test): Test {
  if (columns === undefined || wanted === '' || wanted.includes(BETWEEN)) return inOne;
  const marks = columns.having(column, wanted);
  return (_domain, _facts, at) => marks[at] === 1;
}

/** What a machine itself is called, in any respect. */
function ownWordTest({ text, quoted }: WordTerm, columns: Columns | undefined): readonly Test[] {
  const wanted = plainLetters(text, 'has', quoted);
  if (wanted === undefined) {
    const test = textTest(text, 'has', quoted);
    return [(_, facts) => facts.lines.some(test)];
  }
  const inText = columnTest(columns, 'text', wanted, (_, { text }) => text.includes(wanted));
  if (wanted.length < SHORTEST_CODE) return [inText];
  return [inText, columnTest(columns, 'codes', wanted, (_, { codes }) => codes.includes(wanted))];
}

function wordTest(term: WordTerm, { surroundings, columns }: Around): Test {
  const test = textTest(term.text, 'has', term.quoted);
  const around = [hostTest, stateTest, folderTest]
    .map((make) => make(test, surroundings))
    .filter((one) => one !== never);
  return anyOf([...ownWordTest(term, columns), ...around]);
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

function fieldTest(term: TextTerm, { surroundings, columns }: Around): Test {
  const { field, how, quoted } = term;
  const text = field === 'mac' ? term.text.replaceAll('-', ':') : term.text;
  const test = textTest(text, how, quoted);
  switch (field) {
    case 'host':
      return hostTest(test, surroundings);
    case 'state':
      return stateTest(test, surroundings);
    case 'pool':
      return anyOf([(_, facts) => facts.values('pool').some(test), folderTest(test, surroundings)]);
    case 'ip':
      return addressTest(term);
    default: {
      const inOne: Test = (_, facts) => facts.values(field).some(test);
      const wanted = plainLetters(text, how, quoted);
      return wanted === undefined ? inOne : columnTest(columns, field, wanted, inOne);
    }
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

function termTest(term: Term, around: Around): Test {
  const { surroundings } = around;
  switch (term.kind) {
    case 'word':
      return wordTest(term, around);
    case 'text':
      return fieldTest(term, around);
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

/** As `machineTest`, for whoever searches many machines and has their facts at hand. */
export function queryTest(query: Query, surroundings: Surroundings, columns?: Columns): Test {
  const around = { surroundings, columns };
  const testOf = (part: Query): Test => {
    switch (part.kind) {
      case 'and':
        return allOf(part.parts.map(testOf));
      case 'or':
        return anyOf(part.parts.map(testOf));
      case 'not': {
        const test = testOf(part.part);
        return (domain, facts, at) => !test(domain, facts, at);
      }
      default:
        return termTest(part, around);
    }
  };
  return testOf(query);
}

/** The test for one state of the surroundings; make another when they change. */
export function machineTest(query: Query, surroundings: Surroundings): MachineTest {
  const test = queryTest(query, surroundings);
  return (domain) => test(domain, factsOf(domain), 0);
}

/** Whether samples of all machines are needed to answer. */
export function asksForRates(query: Query | undefined): boolean {
  return termsOf(query).some((term) => term.kind === 'number' && RATE_FIELDS.has(term.field));
}
