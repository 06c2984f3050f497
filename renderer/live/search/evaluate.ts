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
import { poolFolders, poolsByPath, type Surroundings, wordsOfHost, wordsOfState } from './surroundings.ts';

export type MachineTest = (domain: DomainSummary) => boolean;

/** Facts are looked up once for a machine, however many terms ask for them. */
type Test = (domain: DomainSummary, facts: MachineFacts) => boolean;

type TextTerm = Extract<Term, { readonly kind: 'text' }>;
type WordTerm = Extract<Term, { readonly kind: 'word' }>;

/** A test that is asked once for each value of `keyOf`. */
function oncePer(
  keyOf: (domain: DomainSummary, facts: MachineFacts) => string,
  test: (domain: DomainSummary) => boolean,
): Test {
  const known = new Map<string, boolean>();
  return (domain, facts) => {
    const key = keyOf(domain, facts);
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = test(domain);
    known.set(key, answer);
    return answer;
  };
}

function connectionOf(domain: DomainSummary): string {
  return domain.connection;
}

function hostTest(test: TextTest, { hosts }: Surroundings): Test {
  return oncePer(connectionOf, (domain) => wordsOfHost(hosts.get(domain.connection)).some(test));
}

function stateTest(test: TextTest, { stateWords }: Surroundings): Test {
  return oncePer(
    (_, facts) => facts.state,
    (domain) => wordsOfState(domain, stateWords).some(test),
  );
}

/** Whether a disk lies in the folder of such a pool. */
function folderTest(test: TextTest, { pools }: Surroundings): Test {
  const named = poolFolders([...pools].filter(({ name }) => test(fold(name))));
  // Most words are the name of no pool: then no path is looked at.
  return named.size === 0 ? () => false : (domain) => poolsByPath(domain, named).length > 0;
}

function wordTest({ text, quoted }: WordTerm, surroundings: Surroundings): Test {
  const wanted = fold(text);
  const test = textTest(text, 'has', quoted);
  const [host, state] = [hostTest(test, surroundings), stateTest(test, surroundings)];
  const folder = folderTest(test, surroundings);
  const isCode = wanted.length >= SHORTEST_CODE;
  const own: (facts: MachineFacts) => boolean =
    !quoted && hasWildcards(wanted)
      ? (facts) => facts.lines.some(test)
      : (facts) => facts.text.includes(wanted) || (isCode && facts.codes.includes(wanted));
  return (domain, facts) =>
    own(facts) || host(domain, facts) || state(domain, facts) || folder(domain, facts);
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

function queryTest(query: Query, surroundings: Surroundings): Test {
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
