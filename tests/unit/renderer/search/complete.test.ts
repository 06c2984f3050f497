import { describe, expect, test } from 'vitest';
import { suggest } from '../../../../renderer/live/search/complete.ts';
import { machineTest } from '../../../../renderer/live/search/evaluate.ts';
import { FIELDS } from '../../../../renderer/live/search/fields.ts';
import { parse } from '../../../../renderer/live/search/parser.ts';
import { createValues } from '../../../../renderer/live/search/values.ts';
import { anyMachine, stateWords, surroundings } from '../../../support/search-world.ts';

const domains = new Map(
  Array.from({ length: 300 }, (_, index) => anyMachine(index + 1)).map((one) => [one.key, one]),
);
const valuesOf = createValues(domains, surroundings(), {
  state: (key) => stateWords(key)[0] ?? '',
  chinese: false,
});

function offered(text: string, caret = text.length): readonly string[] {
  return suggest(text, caret, valuesOf).map(({ insert, count }) =>
    count === undefined ? insert : `${insert}${count}`,
  );
}

describe('completion', () => {
  test('offers fields by the beginning of their names, in both languages', () => {
    expect(offered('sta')).toEqual(['state:']);
    expect(offered('状')).toEqual(['状态:']);
    expect(offered('')).toEqual(FIELDS.map((field) => `${field}:`));
    expect(offered('web ')).toEqual(offered(''));
  });

  test('offers the values that machines have, the most frequent first', () => {
    expect(offered('state:')).toEqual(['state:Off 200', 'state:Running 100']);
    expect(offered('tag:d')).toEqual(['tag:db 75']);
    expect(offered('os:')).toEqual(['os:"debian 12" 100', 'os:"win 11" 100']);
    expect(offered('tag:p')).toEqual(['tag:"pci scope" 75']);
    expect(offered('is:auto')).toEqual([]);
    expect(offered('is:tr')).toEqual([]);
    expect(offered('is:per')).toEqual(['is:persistent 300']);
  });

  test('asks for all of a value that stands inside another one', () => {
    expect(offered('group:la')).toEqual(['group=Lab 180', 'group=Lab/Web 120', 'group:Lab/Web/Front 60']);
  });

  test('knows what a plain word may be', () => {
    expect(offered('db')).toEqual(['tag:db 75']);
    expect(offered('lab')).toContain('host:lab-a 150');
  });

  test('goes by the caret, not by the end', () => {
    expect(offered('sta web', 3)).toEqual(['state:']);
    expect(offered('web state:run mem>1G', 13)).toEqual(['state:Running 100']);
    expect(offered('mem>')).toEqual([]);
    expect(offered('"sta')).toEqual([]);
  });

  test('counts what the completed search finds', () => {
    for (const field of FIELDS)
      for (const { insert, count } of suggest(`${field}:`, field.length + 1, valuesOf)) {
        const { query, problems } = parse(insert);
        expect(problems, insert).toEqual([]);
        const test = query === undefined ? undefined : machineTest(query, surroundings());
        expect([...domains.values()].filter((one) => test?.(one)).length, insert).toBe(count);
      }
  });
});
