// Puts the services together: everything that the contract asks of the engine.
import { homedir, userInfo } from 'node:os';
import { env } from 'node:process';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { DomainAction } from '../../shared/model/domain.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import { ModelHub } from '../inventory/model-hub.ts';
import { ownSurroundings } from '../libvirt/transport/unix.ts';
import type { Log } from '../log.ts';
import type { HistoryFiles } from '../store/history-files.ts';
import { findFolders } from '../store/paths.ts';
import type { SecretStore } from '../store/secret-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { TaskJournal } from '../store/task-journal.ts';
import { HostTests } from './connect-test.ts';
import { createConnectionHandlers } from './connections.ts';
import { createConsoleService } from './consoles.ts';
import { DomainJobs } from './domain-jobs.ts';
import { createDomainHandlers } from './domains.ts';
import { Hosts } from './hosts.ts';
import { createLabelHandlers } from './labels/labels.ts';
import { secretsOf } from './login-secrets.ts';
import { createNetworkHandlers } from './networks.ts';
import { createPoolHandlers } from './pools.ts';
import { type LoginSubject, Prompts } from './prompts.ts';
import { createSettingsService } from './settings.ts';
import { createStatisticsService } from './statistics.ts';
import { findSuggestions } from './suggestions/suggestions.ts';
import { DomainTasks } from './tasks/domain-tasks.ts';
import { HostTasks } from './tasks/host-tasks.ts';
import { TaskLog } from './tasks/task-log.ts';
import { createTaskHandlers } from './tasks/tasks.ts';
import { createThumbnailService } from './thumbnails.ts';
import { type TrayListener, TrayWatch } from './tray.ts';
import { usualHosts } from './usual-hosts.ts';
import { makeWays } from './ways.ts';

export interface ServiceDeps {
  readonly pushes: AppPushes;
  readonly settings: SettingsStore;
  /** Passwords that a person wanted kept. */
  readonly secrets: SecretStore;
  /** Private, for sockets of logins; nothing in it outlives them. */
  readonly runtimeFolder: string;
  readonly log: Log;
  /** Where the log of tasks outlives the engine; absent where it need not. */
  readonly journal?: TaskJournal;
  /** Where long histories outlive the engine; absent where they need not. */
  readonly historyFiles?: HistoryFiles;
  readonly userIsRoot: boolean;
  /** Hosts named on the command line. */
  readonly startUris?: readonly string[];
  /** The engine before this one died; by default there was none. */
  readonly restarted?: boolean;
  /** What the first start opens by itself when none is named; by default the libvirts of this computer, or the demo host. */
  readonly usual?: readonly string[];
}

export interface Services {
  readonly handlers: AppHandlers;
  /** Resolves when the hosts that were named are stored. */
  readonly started: Promise<void>;
  /** The computer woke, or is in another network: hosts are looked after at once. */
  wake(): void;
  /** A page has gone: nothing is measured for it any more. */
  clientGone(clientId: string): void;
  /** What the icon in the tray needs; it works only while it is watched. */
  watchForTray(listener: TrayListener): TrayWatch;
  /** Closes every connection. */
  dispose(): Promise<void>;
}

/** Hosts begin to connect at once. */
export function createServices(deps: ServiceDeps): Services {
  const { pushes, settings, secrets, runtimeFolder, log, userIsRoot } = deps;
  const { usual = usualHosts(ownSurroundings()) } = deps;
  const hub = new ModelHub();
  hub.onBatch((batch) => pushes.model.changed(batch));
  const tasks = new TaskLog({
    log,
    journal: deps.journal,
    push: (changed) => pushes.tasks.changed(changed),
    forgotten: (ids) => pushes.tasks.forgotten(ids),
  });
  const prompts = new Prompts({ pushes: pushes.prompts, secrets, log, programs: settings });
  const askerFor = (subject: LoginSubject) => prompts.forLogin(subject);
  const findWay = makeWays({ runtimeFolder, log });
  const ways = { log, userIsRoot, findWay, askerFor };
  const tests = new HostTests(ways);
  const hosts: Hosts = new Hosts({
    ...ways,
    hub,
    settings,
    historyFiles: deps.historyFiles,
    usual,
    onTick: (tick) => statistics.tick(tick),
    onReady: (connection) => consoles.hostReady(connection),
    onRemoved: async (connection) => {
      thumbnails.hostRemoved(connection);
      await Promise.all([consoles.hostRemoved(connection), forgetSecrets(deps, connection)]);
    },
  });
  const consoles = createConsoleService({
    findHost: (connection) => hosts.find(connection),
    settings,
    log,
    dataFolder: findFolders().data,
  });
  const jobs = new DomainJobs();
  const domainTasks = new DomainTasks({
    tasks,
    hosts,
    jobs,
    boot: consoles.boot,
    guestTimeoutMs: () => settings.settings.guestTimeoutMs,
  });
  const hostTasks = new HostTasks(tasks, hosts);
  const thumbnails = createThumbnailService(hosts);
  const statistics = createStatisticsService(hosts, pushes);
  const settingsService = createSettingsService({
    pushes,
    settings,
    log,
    keepHost: (profile) => hosts.keep(profile),
  });
  const { startUris: uris = [], restarted = false } = deps;
  const started = hosts
    .start({ uris, restarted })
    .catch((error: unknown) => log.error('a host could not be added', error));
  return {
    started,
    handlers: {
      model: { snapshot: () => hub.snapshot() },
      connections: createConnectionHandlers(hosts, {
        hostTasks,
        tests,
        findSuggestions: () =>
          findSuggestions({ env, home: accountHome(), stored: settings.connections.map(({ uri }) => uri) }),
      }),
      prompts: prompts.handlers,
      domains: createDomainHandlers({ hosts, jobs, tasks, domainTasks }),
      labels: createLabelHandlers({ hosts, settings, tasks, machines: () => hub.snapshot().domains }),
      networks: createNetworkHandlers(hosts, tasks),
      pools: createPoolHandlers(hosts, tasks),
      statistics: statistics.handlers,
      tasks: createTaskHandlers(tasks, domainTasks),
      thumbnails: thumbnails.handlers,
      consoles: consoles.handlers,
      settings: settingsService.handlers,
    },
    wake: () => hosts.wake(),
    clientGone: (clientId) => statistics.clientGone(clientId),
    watchForTray: (listener) => {
      const act = (domain: DomainKey, action: DomainAction) =>
        // Nobody takes back what was chosen in a menu.
        domainTasks.act({ host: hosts.ofDomain(domain), domain, action }, new AbortController().signal);
      const connect = (id: ConnectionId, on: boolean) =>
        on ? hostTasks.connect(id) : hostTasks.disconnect(id);
      return new TrayWatch({ hub, log, act, connect }, listener);
    },
    async dispose() {
      thumbnails.dispose();
      await consoles.dispose();
      prompts.dispose();
      await Promise.all([hosts.dispose(), tests.dispose(), tasks.dispose()]);
      settingsService.dispose();
      hub.dispose();
    },
  };
}

/** Where ssh looks, whatever `$HOME` says. */
function accountHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A user of a container may have no account.
    return homedir();
  }
}

/** A connection that is gone leaves no password behind; a file that cannot be written keeps nobody from removing it. */
async function forgetSecrets({ secrets, log }: ServiceDeps, connection: ConnectionId): Promise<void> {
  try {
    await secrets.forget(secretsOf(connection));
  } catch (error) {
    log.warn('the passwords of a host could not be forgotten', error);
  }
}
