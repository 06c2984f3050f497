// Settings of every window, and what Help → About shows.
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { versions } from 'node:process';
import { version } from '../../package.json';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { HostProfile } from '../../shared/model/connect.ts';
import {
  type About,
  MOST_SEARCHES,
  type Settings,
  type SettingsTrouble,
} from '../../shared/model/settings.ts';
import { type SearchChange, searchesAfter } from '../../shared/saved-searches.ts';
import type { Log } from '../log.ts';
import { profileOf } from '../store/document.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { bundledLibraries } from './libraries.ts';
import { RequestFailed } from './request-failed.ts';
import {
  previewOf,
  RefusedFile,
  readSettingsFile,
  type SettingsFile,
  writeSettingsFile,
} from './settings-file.ts';

export interface SettingsServiceDeps {
  readonly pushes: AppPushes;
  readonly settings: SettingsStore;
  readonly log: Log;
  /** Stores a host and does not connect it. */
  readonly keepHost: (profile: HostProfile) => Promise<void>;
}

export interface SettingsService {
  readonly handlers: AppHandlers['settings'];
  dispose(): void;
}

function about(settings: SettingsStore, log: Log): About {
  return {
    version,
    ...(versions.electron === undefined ? {} : { electron: versions.electron }),
    ...(versions.chrome === undefined ? {} : { chromium: versions.chrome }),
    node: versions.node,
    platform: `${platform()} ${release()} ${arch()}`,
    settingsPath: settings.path,
    logPath: log.path,
    // Bundled, this file is in `dist/electron`, beside the page's folder.
    libraries: bundledLibraries(join(import.meta.dirname, '..')),
  };
}

/** The page has shown what is wrong with a file before; here it only must not be taken. */
function readWanted(text: string): SettingsFile {
  try {
    return readSettingsFile(text);
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    throw new RequestFailed({ kind: 'invalid', field: 'text', message: error.message });
  }
}

async function changeSearches(store: SettingsStore, change: SearchChange): Promise<Settings> {
  const settings = await store.edit(({ searches }) => ({ searches: searchesAfter(searches, change) }));
  if (change.op === 'add' && !settings.searches.some(({ id }) => id === change.search.id)) {
    const message = `there are ${MOST_SEARCHES} saved searches already`;
    throw new RequestFailed({ kind: 'invalid', field: 'change', message });
  }
  return settings;
}

/** Pushes every change, and every trouble with the files, to all pages. */
export function createSettingsService({
  pushes,
  settings,
  log,
  keepHost,
}: SettingsServiceDeps): SettingsService {
  const { troubles } = settings;
  const note = ({ file, what, path, keptAs, message }: SettingsTrouble) => {
    const kept = keptAs === undefined ? '' : `, kept as ${keptAs}`;
    log.warn(`${file} ${what}: ${path}${kept}: ${message}`);
  };
  for (const trouble of troubles.all) note(trouble);
  const stops = [
    settings.onSettings((changed) => pushes.settings.changed(changed)),
    troubles.onChange((all, added) => {
      if (added !== undefined) note(added);
      pushes.settings.trouble(all);
    }),
  ];
  return {
    handlers: {
      get: (_input, { clientId }) => {
        // The first thing that a page asks. It may know of troubles of an engine that is dead, and of none of ours.
        pushes.settings.trouble(troubles.all, clientId);
        return settings.settings;
      },
      set: (change) => settings.change(change),
      changeSearches: ({ change }) => changeSearches(settings, change),
      exported: () => writeSettingsFile(settings.settings, settings.connections.map(profileOf)),
      preview: ({ text }) =>
        previewOf(text, { settings: settings.settings, hosts: settings.connections.map(profileOf) }),
      async import({ text, ...wanted }) {
        const file = readWanted(text);
        if (wanted.settings) await settings.change(file.settings);
        if (wanted.hosts) for (const host of file.hosts) await keepHost(host);
      },
      about: () => about(settings, log),
    },
    dispose: () => {
      for (const stop of stops) stop();
    },
  };
}
