// Builds the engine from its parts, the same in the utility process and under `--serve`.
import { join } from 'node:path';
import { createEngineServer, type EngineServer } from './ipc/engine-server.ts';
import { openLog } from './log.ts';
import { createServices } from './services/handlers.ts';
import type { TrayListener, TrayWatch } from './services/tray.ts';
import { sweepRuntimeFolder } from './ssh/control-folder.ts';
import { HistoryFiles } from './store/history-files.ts';
import { findFolders, makePrivateFolder, makeRuntimeFolder, settingsFile } from './store/paths.ts';
import { openSecretStore, secretsFile } from './store/secret-store.ts';
import type { SecretVault } from './store/secret-vault.ts';
import { openSettingsStore } from './store/settings-store.ts';
import { openTaskJournal } from './store/task-journal.ts';
import { watchForWake } from './wake-watch.ts';

export interface Engine {
  readonly server: EngineServer;
  /** Resolves when the hosts that were named are stored. */
  readonly started: Promise<void>;
  /** The computer woke, or its network changed: hosts are looked after at once. */
  wake(): void;
  /** What the icon in the tray needs. */
  watchForTray(listener: TrayListener): TrayWatch;
  /** Closes every connection and writes what is unwritten. */
  dispose(): Promise<void>;
}

interface EngineStart {
  /** Hosts named on the command line. */
  readonly startUris: readonly string[];
  /** The engine before this one died; by default there was none. */
  readonly restarted?: boolean;
  /** The log goes to the terminal too; by default it does not. */
  readonly debug?: boolean;
  /** Seals what a person wants remembered. */
  readonly vault: SecretVault;
}

/** Starts the engine; hosts begin to connect at once. */
export async function startEngine({ vault, debug = false, ...start }: EngineStart): Promise<Engine> {
  const folders = findFolders();
  const stateFolder = makePrivateFolder(folders.state);
  const log = openLog(join(stateFolder, 'guesthouse.log'), { echo: debug });
  log.info('the engine starts', { node: process.version, electron: process.versions.electron });
  // A promise that nobody watched is a bug of ours; one lost call must not end every connection.
  process.on('unhandledRejection', (reason) => log.error('bug: nobody handled', reason));
  // This ends the process, and main starts the next; the reason must not be lost with it.
  process.on('uncaughtExceptionMonitor', (error) => log.error('bug: the engine dies of', error));
  const settings = await openSettingsStore(settingsFile(folders.config));
  const runtimeFolder = makeRuntimeFolder();
  // Only what dead engines left is touched, so that nobody has to wait for it.
  sweepRuntimeFolder(runtimeFolder).catch((error: unknown) =>
    log.warn('old logins could not be swept', error),
  );
  const { server, services } = createEngineServer(
    (pushes) =>
      createServices({
        pushes,
        settings,
        secrets: openSecretStore(secretsFile(folders.config), vault, settings.troubles),
        runtimeFolder,
        log,
        journal: openTaskJournal(join(stateFolder, 'tasks.jsonl'), log),
        historyFiles: new HistoryFiles(join(stateFolder, 'history')),
        userIsRoot: process.getuid?.() === 0,
        ...start,
      }),
    log,
  );
  const wakeWatch = watchForWake({ onWake: () => services.wake() });
  return {
    server,
    started: services.started,
    wake: () => services.wake(),
    watchForTray: (listener) => services.watchForTray(listener),
    async dispose() {
      wakeWatch.dispose();
      server.dispose();
      await services.dispose();
      await settings.dispose();
      log.info('the engine has stopped');
    },
  };
}
