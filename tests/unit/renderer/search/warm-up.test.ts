import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { columnsOf } from '../../../../renderer/live/search/columns.ts';
import { parse } from '../../../../renderer/live/search/parser.ts';
import { warmUp, warmUpFields } from '../../../../renderer/live/search/warm-up.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { anyMachine } from '../../../support/search-world.ts';

const MACHINES = 250;

/** Machines that count how often their tags, and all else, are read. */
function machines() {
  const reads = { tags: 0, all: 0 };
  const domains = Array.from(
    { length: MACHINES },
    (_, number) =>
      new Proxy(anyMachine(number), {
        get(domain, property) {
          reads.all += 1;
          if (property === 'tags') reads.tags += 1;
          return Reflect.get(domain, property);
        },
      }) as DomainSummary,
  );
  return { reads, domains };
}

const problemsOf = (text: string) => parse(text, () => true).problems;

/** What waits for a moment with nothing else to do. */
let idle: Map<number, IdleRequestCallback>;
let last = 0;

beforeEach(() => {
  idle = new Map();
  vi.stubGlobal('requestIdleCallback', (run: IdleRequestCallback) => {
    last += 1;
    idle.set(last, run);
    return last;
  });
  vi.stubGlobal('cancelIdleCallback', (handle: number) => idle.delete(handle));
});

afterEach(() => vi.unstubAllGlobals());

/** Moments that are too short for more than a part. */
function idleMoments(): number {
  let moments = 0;
  for (let [next] = idle; next !== undefined; [next] = idle) {
    idle.delete(next[0]);
    next[1]({ didTimeout: false, timeRemaining: () => 0 });
    moments += 1;
  }
  return moments;
}

test('what words are looked for in is read before anybody searches, a part at a time', () => {
  const { reads, domains } = machines();
  warmUp(domains);
  expect(reads.all).toBe(0);
  expect(idleMoments()).toBe(3);
  reads.all = 0;
  columnsOf(domains).having('text', 'web');
  columnsOf(domains).having('codes', '52:54');
  expect(reads.all).toBe(0);
});

test('a field is read when its name is typed', () => {
  const { reads, domains } = machines();
  warmUpFields(domains, problemsOf('os:debian tag:'));
  expect(idleMoments()).toBe(3);
  expect(reads.tags).toBe(MACHINES);
  expect(reads.all).toBe(MACHINES);
  columnsOf(domains).having('tag', 'web');
  expect(reads.all).toBe(MACHINES);
});

test.each(['', 'web', 'tag:web', 'state:', 'host:', 'mem>', 'nonsense:', '(('])(
  'nothing is read for `%s`',
  (text) => {
    const { reads, domains } = machines();
    expect(warmUpFields(domains, problemsOf(text))).toBeUndefined();
    expect(idleMoments()).toBe(0);
    expect(reads.all).toBe(0);
  },
);

test('the next letter ends it', () => {
  const { reads, domains } = machines();
  warmUpFields(domains, problemsOf('tag:'))?.();
  expect(idleMoments()).toBe(0);
  expect(reads.all).toBe(0);
});
