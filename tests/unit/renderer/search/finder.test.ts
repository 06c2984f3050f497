import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineTest } from '../../../../renderer/live/search/evaluate.ts';
import { createFinder } from '../../../../renderer/live/search/finder.ts';
import { isNarrower } from '../../../../renderer/live/search/narrower.ts';
import { parse } from '../../../../renderer/live/search/parser.ts';
import type { Query } from '../../../../renderer/live/search/query.ts';
import { isStateWord } from '../../../../renderer/live/search/surroundings.ts';
import { machines } from '../../../support/sample-world.ts';
import { anyMachine, stateWords, surroundings } from '../../../support/search-world.ts';

function queryOf(text: string): Query | undefined {
  return parse(text, (word) => isStateWord(word, stateWords)).query;
}

describe('a letter more', () => {
  test.each([
    ['web', 'we', true],
    ['web 0', 'web', true],
    ['web 0', 'w', true],
    ['WEB', 'we', true],
    ['host:lab web', 'host:lab we', true],
    ['we', 'web', false],
    ['web', 'web 0', false],
    // From the fourth on letters are looked for in MACs and UUIDs too.
    ['abcd', 'abc', false],
    ['abcde', 'abcd', true],
    ['web*', 'we', false],
    ['"web"', 'we', false],
    ['-web', '-we', false],
    ['-tag:a web', '-tag:a we', true],
    ['web OR db', 'web', false],
    ['host:lab', 'host:la', false],
    ['mem>41', 'mem>4', false],
  ])('%s after %s', (after, before, expected) =>
    expect(isNarrower(queryOf(after)!, queryOf(before)!)).toBe(expected),
  );
});

test('whatever is typed, one letter after the other and back, finds what a search of all machines finds', () => {
  const domains = [...machines, ...Array.from({ length: 40 }, (_, number) => anyMachine(number))];
  const word = fc.constantFrom(
    ...['web-01', 'running', '525400', '7', 'lab/web', 'host:lab', '-db', 'name:web', 'OR', '"a b"', '0?'],
  );
  const find = createFinder(domains, surroundings());
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const text = words.join(' ');
      const there = Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1));
      for (const typed of [...there, ...there.toReversed()]) {
        const query = queryOf(typed);
        if (query === undefined) continue;
        const expected = domains.filter(machineTest(query, surroundings()));
        expect(find(typed, query).map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      }
    }),
  );
});
