import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Columns, columnsOf } from '../../../../renderer/live/search/columns.ts';
import { factsOf } from '../../../../renderer/live/search/facts.ts';
import { anyMachine } from '../../../support/search-world.ts';

const domains = Array.from({ length: 50 }, (_, number) => anyMachine(number));

test.each(['text', 'codes', 'tag', 'disk', 'group'] as const)(
  '%s has what each machine has there',
  (column) => {
    const texts = columnsOf(domains).facts.map((facts) =>
      column === 'text' || column === 'codes' ? facts[column] : facts.values(column).join('\n'),
    );
    const piece = fc
      .tuple(
        fc.constantFrom(...texts.filter((text) => text !== '')),
        fc.nat(),
        fc.integer({ min: 1, max: 12 }),
      )
      .map(([text, from, length]) => text.slice(from % text.length).slice(0, length))
      .filter((wanted) => wanted !== '' && !wanted.includes('\n'));
    fc.assert(
      fc.property(fc.oneof(piece, fc.constant('nowhere')), (wanted) => {
        const marks = columnsOf(domains).having(column, wanted);
        expect([...marks]).toEqual(texts.map((text) => Number(text.includes(wanted))));
      }),
    );
  },
);

test('the end of one machine and the beginning of the next are no word', () => {
  const [end, begin] = ['tail', 'head'].map((name) => factsOf({ ...anyMachine(1), uuid: name, macs: [] }));
  const columns = new Columns([end!, begin!]);
  expect([...columns.having('codes', 'tail')]).toEqual([1, 0]);
  expect([...columns.having('codes', 'head')]).toEqual([0, 1]);
  expect([...columns.having('codes', 'lhe')]).toEqual([0, 0]);
});

test('of no machines there are no marks', () => expect(columnsOf([]).having('text', 'a')).toHaveLength(0));
