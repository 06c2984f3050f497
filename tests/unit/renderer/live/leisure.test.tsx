// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAtLeisure } from '../../../../renderer/live/leisure.ts';

interface Asked {
  readonly value: string;
  readonly isMany: boolean;
  readonly before?: string;
}

/** What was drawn, in its order. */
function drawn(first: Asked): { readonly all: string[]; ask(next: Asked): void } {
  const all: string[] = [];
  const { rerender } = renderHook(
    ({ value, isMany, before }: Asked) => {
      all.push(useAtLeisure(value, isMany, before));
    },
    { initialProps: first },
  );
  return { all, ask: (next) => act(() => rerender(next)) };
}

test('what is about few is drawn at once, and once', () => {
  const { all, ask } = drawn({ value: 'a', isMany: false });
  ask({ value: 'b', isMany: false });
  ask({ value: 'c', isMany: false });
  expect(all).toEqual(['a', 'b', 'c']);
});

test('of many the one before stands until there is leisure', () => {
  const { all, ask } = drawn({ value: 'a', isMany: true });
  ask({ value: 'b', isMany: true });
  expect(all).toEqual(['a', 'a', 'b']);
});

test('so does what was about few', () => {
  const { all, ask } = drawn({ value: 'a', isMany: false });
  ask({ value: 'b', isMany: false });
  ask({ value: 'many', isMany: true });
  expect(all).toEqual(['a', 'b', 'b', 'many']);
  ask({ value: 'few', isMany: false });
  expect(all.at(4)).toBe('few');
  expect(all.at(-1)).toBe('few');
});

test('the first of many waits for leisure where something can stand for it', () => {
  const { all } = drawn({ value: 'many', isMany: true, before: 'none' });
  expect(all).toEqual(['none', 'many']);
});
