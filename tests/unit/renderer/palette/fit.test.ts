import { describe, expect, test } from 'vitest';
import { type Entry, inOrder } from '../../../../renderer/features/palette/entry.ts';
import { fitOf, fitOfAll, plain, termsOf } from '../../../../renderer/features/palette/fit.ts';

/** The texts that fit, best first. */
function ranked(query: string, texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => {
      const score = fitOfAll(termsOf(query), [plain(text)]);
      return score === undefined ? [] : [{ text, score }];
    })
    .sort((a, b) => a.score - b.score)
    .map(({ text }) => text);
}

describe('what was typed', () => {
  test('fits the whole text best, then its start, a word of it, its inside, its initials', () =>
    expect(ranked('web', ['w-e-b', 'cobweb', 'my-web', 'web-01', 'web', 'db'])).toEqual([
      'web',
      'web-01',
      'my-web',
      'cobweb',
      'w-e-b',
    ]));

  test.each([
    ['w01', 'web-01'],
    ['fo', 'Force off'],
    ['bldrun', 'build-runner-2'],
    ['STRASSE', 'strasse'],
    ['cafe', 'Café'],
    ['runner build', 'build-runner-2'],
  ])('%s finds %s', (query, text) => expect(ranked(query, [text])).toEqual([text]));

  test.each([
    ['xy', 'example-y'],
    ['10', 'web-01'],
    ['web db', 'web-01'],
  ])('%s does not find %s', (query, text) => expect(ranked(query, [text])).toEqual([]));

  test('may be Chinese and Latin without a space between', () => {
    expect(termsOf('启动web-01')).toEqual(['启动', 'web-01']);
    expect(termsOf('web-01启动')).toEqual(['web-01', '启动']);
    expect(fitOfAll(termsOf('启动web'), [plain('启动 web-01')])).toBeDefined();
  });

  test('costs no more for a name that is made to cost', () => {
    const name = 'a-'.repeat(5000);
    expect(fitOf(`${'a'.repeat(100)}b`, name)).toBeUndefined();
    expect(fitOf('a'.repeat(100), name)).toBeDefined();
    expect(termsOf('a '.repeat(5000)).length).toBeLessThan(10);
  });
});

describe('the order', () => {
  const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
    id,
    label: id,
    texts: [id],
    run: () => undefined,
    ...more,
  });
  const order = (entries: readonly (readonly [Entry, number])[], recent: readonly string[] = []) =>
    inOrder(
      entries.map(([one, score]) => ({ entry: one, score })),
      recent,
    ).map(({ id }) => id);

  test('is by fit, then by what was chosen last, then by length', () => {
    const entries = [
      [entry('web-long'), 1],
      [entry('web-02'), 1],
      [entry('web'), 0],
      [entry('web-03'), 1],
    ] as const;
    expect(order(entries)).toEqual(['web', 'web-02', 'web-03', 'web-long']);
    expect(order(entries, ['web-03', 'web-long'])).toEqual(['web', 'web-03', 'web-long', 'web-02']);
  });

  test('has what cannot be done now behind what can', () =>
    expect(
      order([
        [entry('a', { obstacle: 'It runs already.' }), 1],
        [entry('b'), 1],
        [entry('c'), 2],
      ]),
    ).toEqual(['b', 'a', 'c']));
});
