// Changes saved searches, one step at a time.
import { useCallback } from 'react';
import { type SearchChange, searchesAfter } from '../../../shared/saved-searches.ts';
import { useLive } from '../provider.tsx';

export function useChangeSearches(): (change: SearchChange) => Promise<void> {
  const { api, state } = useLive();
  return useCallback(
    async (change) => {
      const { settings } = state.getState();
      // The next step counts from here, not from what the engine has yet to say.
      state.setState({ settings: { ...settings, searches: searchesAfter(settings.searches, change) } });
      const { ok } = await api.settings.changeSearches({ change });
      // Every window is told what came of it, and of a later change of another's before our answer is here.
      if (ok) return;
      // What the engine did not take is not shown.
      const now = await api.settings.get({});
      if (now.ok) state.setState({ settings: now.value });
    },
    [api, state],
  );
}
