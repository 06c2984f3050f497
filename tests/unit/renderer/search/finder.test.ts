import fc from 'fast-check';
import { expect, test } from 'vitest';
import { machineTest } from '../../../../renderer/live/search/evaluate.ts';
import { createFinder } from '../../../../renderer/live/search/finder.ts';
import { parse } from '../../../../renderer/live/search/parser.ts';
import type { Query } from '../../../../renderer/live/search/query.ts';
import { isStateWord } from '../../../../renderer/live/search/surroundings.ts';
import { machines } from '../../../support/sample-world.ts';
import { anyMachine, stateWords, surroundings } from '../../../support/search-world.ts';

function queryOf(text: string): Query | undefined {
  return parse(text, (word) => isStateWord(word, stateWords)).query;
}

test('whatever is typed, one letter after the other and back, finds what a search of all machines finds', () => {
  const domains = [...machines, ...Array.from({ length: 40 }, (_, number) => anyMachine(number))];
  const word = fc.constantFrom(
    ...[
      'web-01',
      'running',
      '525400',
      '7',
      'lab/web',
      'host:lab',
      '-db',
      'name:web',
      'OR',
      '"a b"',
      '0?',
      'disk:v1',
      'tag:web',
      '""',
    ],
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
