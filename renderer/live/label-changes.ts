// Changes of labels from this window: what came of the last one is told in one place, with the way back.
import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { AppApi } from '../../shared/contract.ts';
import type { Result } from '../../shared/failure.ts';
import type { Group, LabelOutcome } from '../../shared/model/labels.ts';
import type { LabelNews, LabelSentence } from './label-news.ts';
import { useLive } from './provider.tsx';

type Change = (api: AppApi) => Promise<Result<LabelOutcome>>;

/** Makes a change, and tells what came of it; whether it went well everywhere. */
export function useChangeLabels(): (what: LabelSentence, name: string, change: Change) => Promise<boolean> {
  const { api, state } = useLive();
  return useCallback(
    async (what, name, change) => {
      const begun: LabelNews = { what, name };
      state.setState({ labelNews: begun });
      const result = await change(api);
      const news = result.ok ? { ...begun, outcome: result.value } : { ...begun, failure: result.failure };
      state.setState({ labelNews: news });
      return result.ok && result.value.failed === 0;
    },
    [api, state],
  );
}

/** Makes an empty group, and tells why where that fails. */
export function useAddGroup(): (group: Group) => Promise<void> {
  const { api, state } = useLive();
  return useCallback(
    async (group) => {
      const result = await api.labels.addGroup({ group });
      if (result.ok) return;
      state.setState({ labelNews: { what: 'groupChanged', name: group.path, failure: result.failure } });
    },
    [api, state],
  );
}

export function useLabelNews(): readonly [LabelNews | undefined, () => void] {
  const { state } = useLive();
  const news = useStore(state, ({ labelNews }) => labelNews);
  return [news, useCallback(() => state.setState({ labelNews: undefined }), [state])];
}
