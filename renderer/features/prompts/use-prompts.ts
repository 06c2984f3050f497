// What waits for an answer, as the engine has it.
import { useCallback, useEffect, useState } from 'react';
import type { Prompt, PromptAnswer } from '../../../shared/model/prompt.ts';
import { useApi, useLink } from '../../live/hooks.ts';

export interface Prompts {
  /** The oldest first. */
  readonly prompts: readonly Prompt[];
  answer(prompt: Prompt, answer: PromptAnswer): void;
}

export function usePrompts(): Prompts {
  const api = useApi();
  const link = useLink();
  const [prompts, setPrompts] = useState<readonly Prompt[]>([]);

  useEffect(() => {
    if (link !== 'up') return;
    let told = false;
    const stop = api.prompts.changed((now) => {
      told = true;
      setPrompts(now);
    });
    void api.prompts.list({}).then((listed) => {
      // What was told meanwhile is newer.
      if (listed.ok && !told) setPrompts(listed.value);
    });
    return () => {
      told = true;
      stop();
    };
  }, [api, link]);

  const answer = useCallback(
    (prompt: Prompt, given: PromptAnswer) => {
      setPrompts((before) => before.filter(({ id }) => id !== prompt.id));
      void api.prompts.answer({ prompt: prompt.id, answer: given });
    },
    [api],
  );
  return { prompts, answer };
}
