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
      const changed = await api.settings.changeSearches({ change });
      // What the engine did not take is not shown.
      const now = changed.ok ? changed : await api.settings.get({});
      if (now.ok) state.setState({ settings: now.value });
    },
    [api, state],
  );
}
