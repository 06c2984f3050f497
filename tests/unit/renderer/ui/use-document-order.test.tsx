// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useDocumentOrder } from '../../../../renderer/ui/use-document-order.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The slots in the order in which they stand in the document. */
function ordered(first: readonly number[]) {
  const hook = renderHook(({ slots }) => useDocumentOrder(slots).map((position) => slots[position]), {
    initialProps: { slots: first },
  });
  return {
    after: (slots: readonly number[]) => {
      hook.rerender({ slots });
      return hook.result.current;
    },
    settled: () => {
      act(() => void vi.advanceTimersByTime(250));
      return hook.result.current;
    },
  };
}

test('elements stay where they stand while lines change, and follow the lines once those stand still', () => {
  const order = ordered([2, 0, 1]);
  expect(order.after([0, 1, 2])).toEqual([2, 0, 1]);
  expect(order.settled()).toEqual([0, 1, 2]);
});

test('what is gone leaves the others where they are, and new elements come after them', () => {
  const order = ordered([3, 1, 0, 2]);
  expect(order.after([0, 3])).toEqual([3, 0]);
  expect(order.after([5, 0, 4, 3, 2])).toEqual([3, 0, 2, 4, 5]);
  expect(order.settled()).toEqual([5, 0, 4, 3, 2]);
});
