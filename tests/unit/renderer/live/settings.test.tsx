// @vitest-environment happy-dom
// Settings that two windows change at the same time.
import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useChangeSearches, useChangeSettings } from '../../../../renderer/live/hooks.ts';
import { failed, ok } from '../../../../shared/failure.ts';
import { type SavedSearch, USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { type Answers, fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';

const search = (id: string): SavedSearch => ({ id, name: id, query: id, colour: 'none' });

async function changes(answers: NonNullable<Answers['settings']>) {
  const engine = fakeEngine({}, { settings: answers });
  const found: {
    set?: ReturnType<typeof useChangeSettings>;
    searches?: ReturnType<typeof useChangeSearches>;
  } = {};
  function Uses() {
    found.set = useChangeSettings();
    found.searches = useChangeSearches();
    return null;
  }
  const { live } = await draw(<Uses />, engine);
  return { engine, found, settings: () => live.state.getState().settings };
}

test('what another window changed right after is not lost by the answer to what this one changed', async () => {
  const mine = { ...USUAL_SETTINGS, theme: 'dark' } as const;
  const both = { ...mine, density: 'comfortable', searches: [search('a'), search('b')] } as const;
  const { engine, found, settings } = await changes({
    set: async () => {
      engine.emit('settings', 'changed', both);
      return ok(mine);
    },
    changeSearches: async () => {
      engine.emit('settings', 'changed', both);
      return ok({ ...mine, searches: [search('a')] });
    },
  });
  await act(async () => found.set?.({ theme: 'dark' }));
  expect(settings()).toEqual(both);
  await act(async () => found.searches?.({ op: 'add', search: search('a') }));
  expect(settings()).toEqual(both);
});

test('what the engine does not take is not shown', async () => {
  const theirs = { ...USUAL_SETTINGS, density: 'comfortable' } as const;
  const { found, settings } = await changes({
    get: async () => ok(theirs),
    set: async () => failed({ kind: 'invalid', field: 'theme', message: 'no such theme' }),
  });
  await act(async () => found.set?.({ theme: 'dark' }));
  expect(settings()).toEqual(theirs);
});

test('what is told of one change does not take back the next one made here', async () => {
  const answers: (() => void)[] = [];
  const { engine, found, settings } = await changes({
    set: () => new Promise((resolve) => answers.push(() => resolve(ok(USUAL_SETTINGS)))),
  });
  const first = { ...USUAL_SETTINGS, theme: 'dark' } as const;
  const both = { ...first, density: 'comfortable' } as const;
  await act(async () => {
    void found.set?.({ theme: 'dark' });
    void found.set?.({ density: 'comfortable' });
  });
  await act(async () => {
    engine.emit('settings', 'changed', first);
    answers[0]?.();
  });
  expect(settings()).toEqual(both);
  await act(async () => {
    engine.emit('settings', 'changed', both);
    answers[1]?.();
  });
  expect(settings()).toEqual(both);
});

test('of two changes on their way the engine may take one', async () => {
  const { engine, found, settings } = await changes({
    set: async (change) => {
      if (change.theme !== undefined)
        return failed({ kind: 'invalid', field: 'theme', message: 'no such theme' });
      const taken = { ...USUAL_SETTINGS, density: 'comfortable' } as const;
      engine.emit('settings', 'changed', taken);
      return ok(taken);
    },
  });
  await act(async () =>
    Promise.all([found.set?.({ theme: 'dark' }), found.set?.({ density: 'comfortable' })]),
  );
  expect(settings()).toEqual({ ...USUAL_SETTINGS, density: 'comfortable' });
});
