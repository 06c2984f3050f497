// One step with the saved searches, and two windows or engines that make theirs at the same time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openSettingsStore } from '../../electron/store/settings-store.ts';
import { contract } from '../../shared/contract.ts';
import { MOST_SEARCHES, type SavedSearch } from '../../shared/model/settings.ts';
import { type SearchChange, searchesAfter } from '../../shared/saved-searches.ts';
import { startServices } from './services/engine.ts';

function search(id: string): SavedSearch {
  return { id, name: id.toUpperCase(), query: `tag:${id}`, colour: 'none' };
}

const abc = ['a', 'b', 'c'].map(search);

function ids(change: SearchChange, all: readonly SavedSearch[] = abc): string {
  return searchesAfter(all, change)
    .map(({ id }) => id)
    .join('');
}

describe('one step with the saved searches', () => {
  test.each<[string, SearchChange, string]>([
    ['adds at the end', { op: 'add', search: search('d') }, 'abcd'],
    ['adds before another', { op: 'add', search: search('d'), before: 'b' }, 'adbc'],
    ['adds at the end when the other is gone', { op: 'add', search: search('d'), before: 'x' }, 'abcd'],
    ['does not add what is there', { op: 'add', search: search('b') }, 'abc'],
    ['moves before another', { op: 'move', id: 'c', before: 'a' }, 'cab'],
    ['moves to the end', { op: 'move', id: 'a' }, 'bca'],
    ['leaves one before itself where it is', { op: 'move', id: 'b', before: 'b' }, 'abc'],
    ['does not bring back by moving', { op: 'move', id: 'x', before: 'a' }, 'abc'],
    ['removes', { op: 'remove', id: 'b' }, 'ac'],
    ['removes nothing else', { op: 'remove', id: 'x' }, 'abc'],
  ])('%s', (_does, change, after) => expect(ids(change)).toBe(after));

  test('changes the words that are named, and those alone', () => {
    const [first] = searchesAfter(abc, { op: 'edit', id: 'a', words: { colour: 'red' } });
    expect(first).toEqual({ id: 'a', name: 'A', query: 'tag:a', colour: 'red' });
    expect(searchesAfter(abc, { op: 'edit', id: 'x', words: { name: 'X' } })).toBe(abc);
  });

  test.each<[string, unknown]>([
    ['no such step', { op: 'replace', id: 'a' }],
    ['an empty name', { op: 'edit', id: 'a', words: { name: '' } }],
    ['another id', { op: 'edit', id: 'a', words: { id: 'b' } }],
    ['no colour of ours', { op: 'add', search: { ...search('d'), colour: 'mauve' } }],
    ['a whole list', { searches: abc }],
  ])('is refused when it is %s', (_what, change) =>
    expect(contract.settings.changeSearches.input.safeParse({ change }).success).toBe(false),
  );
});

describe('saved searches in the settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guesthouse-searches-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('two engines on one file lose none of each other', async () => {
    const path = join(folder, 'settings.json');
    const [one, other] = [await openSettingsStore(path), await openSettingsStore(path)];
    await one.change({ searches: abc });
    const edit = (store: typeof one, change: SearchChange) =>
      store.edit(({ searches }) => ({ searches: searchesAfter(searches, change) }));
    await Promise.all([
      edit(one, { op: 'add', search: search('d') }),
      edit(other, { op: 'remove', id: 'a' }),
      edit(one, { op: 'edit', id: 'b', words: { name: 'Bee' } }),
      edit(other, { op: 'edit', id: 'b', words: { colour: 'red' } }),
    ]);
    await Promise.all([one.dispose(), other.dispose()]);
    const stored = await openSettingsStore(path);
    expect(stored.settings.searches).toEqual([
      { ...search('b'), name: 'Bee', colour: 'red' },
      search('c'),
      search('d'),
    ]);
    await stored.dispose();
  });

  test('one more than there is room for is refused, with words', async () => {
    const { handlers, context, settings } = await startServices();
    const full = Array.from({ length: MOST_SEARCHES }, (_, at) => search(`s${at}`));
    await settings.change({ searches: full });
    await expect(
      handlers.settings.changeSearches({ change: { op: 'add', search: search('d') } }, context),
    ).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    const after = await handlers.settings.changeSearches({ change: { op: 'remove', id: 's0' } }, context);
    expect(after.searches).toHaveLength(MOST_SEARCHES - 1);
  });
});
