// The settings as this window shows them: what the engine told, with what was changed here and has no answer yet on top.
import type { AppApi } from '../../shared/contract.ts';
import type { Result } from '../../shared/failure.ts';
import { type Settings, USUAL_SETTINGS } from '../../shared/model/settings.ts';
import { type SearchChange, searchesAfter } from '../../shared/saved-searches.ts';

export type SettingsChange = Parameters<AppApi['settings']['set']>[0];

export interface SettingsMirror {
  /** Shown at once, and what the engine does not take no longer once it says so. */
  readonly change: (change: SettingsChange) => Promise<Result<Settings>>;
  readonly changeSearches: (change: SearchChange) => Promise<Result<Settings>>;
  /** Reads them again, after the engine was away. */
  heal(): Promise<void>;
  dispose(): void;
}

type Step = (settings: Settings) => Settings;

/** The fields of a change that say something. */
function present(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** What is shown, and whether the engine has told it or it is a guess. */
type Show = (settings: Settings, known: boolean) => void;

/** Begins to read them; calls `show` whenever they are others. */
export function mirrorSettings({ settings: api }: AppApi, show: Show): SettingsMirror {
  let told: Settings | undefined;
  const onTheirWay = new Set<Step>();

  function showNow(): void {
    const shown = [...onTheirWay].reduce((settings, step) => step(settings), told ?? USUAL_SETTINGS);
    show(shown, told !== undefined);
  }

  function hear(settings: Settings): void {
    told = settings;
    showNow();
  }

  /** The engine tells every window what came of a change before it answers, and may tell of an earlier one after this step. */
  async function make(step: Step, ask: Promise<Result<Settings>>): Promise<Result<Settings>> {
    onTheirWay.add(step);
    showNow();
    const result = await ask;
    onTheirWay.delete(step);
    showNow();
    return result;
  }

  async function heal(): Promise<void> {
    const result = await api.get({});
    if (result.ok) hear(result.value);
  }

  const stop = api.changed(hear);
  void heal();
  return {
    change: (change) => make((settings) => ({ ...settings, ...present(change) }), api.set(change)),
    changeSearches: (change) =>
      make(
        (settings) => ({ ...settings, searches: searchesAfter(settings.searches, change) }),
        api.changeSearches({ change }),
      ),
    heal,
    dispose: stop,
  };
}
