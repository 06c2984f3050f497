// Everything a page knows, in one value: made once in main.tsx, handed down by the provider.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppApi } from '../../shared/contract.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import { type Settings, type SettingsTrouble, USUAL_SETTINGS } from '../../shared/model/settings.ts';
import { createActs, type NetworkActsStore, type PoolActsStore } from './acts.ts';
import type { LabelNews } from './label-news.ts';
import { createOperations, type OperationsStore } from './operations-store.ts';
import { mirrorSettings, type SettingsMirror } from './settings-mirror.ts';
import { StatisticsHub } from './statistics.ts';
import { createModelStore, followModel, type ModelStore } from './store.ts';
import { followTasks, type TaskFollower } from './task-store.ts';
import type { Wish } from './wish.ts';

/** `lost`: the engine is gone; main starts it again and the link comes back by itself. */
export type LinkState = 'up' | 'lost' | 'refused';

/** What live needs of the way to the engine. */
export interface Engine {
  readonly api: AppApi;
  readonly linkState: LinkState;
  onLink(listener: (state: LinkState) => void): () => void;
  /** It dies each time it is started; told with the folder of its logs. */
  onFailing(listener: (logFolder: string) => void): () => void;
}

/** One and the same, so that nothing is drawn again from none to none. */
export const NO_DOMAINS: readonly DomainSummary[] = [];

export interface LiveState {
  readonly link: LinkState;
  /** The folder of the logs that say why the engine dies each time it is started. */
  readonly failing: string | undefined;
  readonly settings: Settings;
  readonly settingsKnown: boolean;
  readonly troubles: readonly SettingsTrouble[];
  /** Their ids, of those that were put away in this window. */
  readonly troublesRead: readonly string[];
  /** The machines that the menu bar's Machine menu is about, as they are now. */
  readonly selection: readonly DomainSummary[];
  /** What an action waits for, or wants to have opened. */
  readonly wish: Wish | undefined;
  /** What is typed into a search and does not stand in the window's address yet. */
  readonly searchDraft: string | undefined;
  /** What came of the last change of tags or groups, until it is put away. */
  readonly labelNews: LabelNews | undefined;
}

export interface Live {
  readonly api: AppApi;
  readonly model: ModelStore;
  readonly statistics: StatisticsHub;
  readonly settings: SettingsMirror;
  readonly state: StoreApi<LiveState>;
  readonly operations: OperationsStore;
  readonly tasks: TaskFollower;
  readonly networkActs: NetworkActsStore;
  readonly poolActs: PoolActsStore;
  dispose(): void;
}

/** Begins to mirror the engine; heals by itself whenever the link comes back. */
export function createLive(engine: Engine): Live {
  const { api } = engine;
  const model = createModelStore();
  const follower = followModel(api, model);
  const statistics = new StatisticsHub(api);
  const tasks = followTasks(api);
  const state = createStore<LiveState>(() => ({
    link: engine.linkState,
    failing: undefined,
    settings: USUAL_SETTINGS,
    settingsKnown: false,
    troubles: [],
    troublesRead: [],
    selection: NO_DOMAINS,
    wish: undefined,
    searchDraft: undefined,
    labelNews: undefined,
  }));

  const settings = mirrorSettings(api, (shown, settingsKnown) =>
    state.setState({ settings: shown, settingsKnown }),
  );

  const stops = [
    api.settings.trouble((troubles) => state.setState({ troubles })),
    engine.onFailing((failing) => state.setState({ failing })),
    engine.onLink((link) => {
      const back = link === 'up' && state.getState().link !== 'up';
      state.setState({ link });
      if (!back) return;
      state.setState({ failing: undefined });
      void follower.heal();
      void tasks.heal();
      void settings.heal();
      statistics.rewatch();
    }),
  ];

  return {
    api,
    model,
    statistics,
    settings,
    state,
    operations: createOperations(),
    networkActs: createActs(({ key: network }, action) => api.networks.act({ network, action })),
    poolActs: createActs(({ key: pool }, action) => api.pools.act({ pool, action })),
    tasks,
    dispose: () => {
      for (const stop of stops) stop();
      settings.dispose();
      follower.dispose();
      tasks.dispose();
      statistics.dispose();
    },
  };
}
