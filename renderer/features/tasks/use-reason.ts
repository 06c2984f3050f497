// Why a task or one of its machines failed, as a sentence that stands by itself.
import { useMemo } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import { useFailureSentence } from '../../ui/failure-note.tsx';

export function useReason(): (failure: Failure) => string {
  const sentence = useFailureSentence();
  return useMemo(
    () => (failure) => {
      // It begins in the middle: "Could not start web-01: its present state does not allow that."
      const [first = '', ...rest] = sentence(failure);
      return `${first.toLocaleUpperCase()}${rest.join('')}`;
    },
    [sentence],
  );
}
