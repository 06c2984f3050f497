// What every part of the page needs: the settings, how to change them, and what is looked for.
import { createContext, useContext, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import { type Settings, USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { useChangeSettings, useSettings } from '../../live/hooks.ts';
import type { SettingsChange } from '../../live/settings-mirror.ts';

export interface PreferencesState {
  readonly settings: Settings;
  readonly query: string;
  /** Why the last change was not kept. */
  readonly failure: Failure | undefined;
  set(change: SettingsChange): void;
}

export const PreferencesContext = createContext<PreferencesState>({
  settings: USUAL_SETTINGS,
  query: '',
  failure: undefined,
  set: () => {},
});

export function usePreferences(): PreferencesState {
  return useContext(PreferencesContext);
}

export function usePreferencesState(query: string): PreferencesState {
  const settings = useSettings();
  const change = useChangeSettings();
  const [failure, setFailure] = useState<Failure>();

  async function set(wanted: SettingsChange) {
    const result = await change(wanted);
    setFailure(result.ok ? undefined : result.failure);
  }

  return { settings, query, failure, set: (wanted) => void set(wanted) };
}

/** Whether all words of what is looked for stand in one of `texts`. */
export function isLookedFor(query: string, texts: readonly string[]): boolean {
  const all = texts.join('\n').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
