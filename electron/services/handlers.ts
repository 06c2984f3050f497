// Puts the services together: everything that the contract asks of the engine.
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import { ModelHub } from '../inventory/model-hub.ts';
import type { Log } from '../log.ts';
import { findFolders } from '../store/paths.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { createConnectionHandlers } from './connections.ts';
import { createConsoleService } from './consoles.ts';
import { createDomainHandlers } from './domains.ts';
import { Hosts, usualUris } from './hosts.ts';
import { createNetworkHandlers } from './networks.ts';
import { createPoolHandlers } from './pools.ts';
import { createSettingsService } from './settings.ts';
import { createStatisticsService } from './statistics.ts';

export interface ServiceDeps {
  readonly pushes: AppPushes;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly userIsRoot: boolean;
  /** Hosts named on the command line. */
  readonly startUris?: readonly string[];
  /** The engine before this one died; by default there was none. */
  readonly restarted?: boolean;
  /** What the first start opens by itself when none is named; by default the libvirts of this computer. */
  readonly usual?: readonly string[];
}

export interface Services {
  readonly handlers: AppHandlers;
  /** A page has gone: nothing is measured for it any more. */
  clientGone(clientId: string): void;
  /** Closes every connection. */
  dispose(): Promise<void>;
}

/** Hosts begin to connect at once. */
export function createServices(deps: ServiceDeps): Services {
  const { pushes, settings, log, userIsRoot, usual = usualUris(userIsRoot) } = deps;
  const hub = new ModelHub();
  hub.onBatch((batch) => pushes.model.changed(batch));
  const hosts: Hosts = new Hosts({
    hub,
    settings,
    log,
    userIsRoot,
    usual,
    onTick: (tick) => statistics.tick(tick),
    onReady: (connection) => consoles.hostReady(connection),
    onRemoved: (connection) => consoles.hostRemoved(connection),
  });
  const consoles = createConsoleService({
    findHost: (connection) => hosts.find(connection),
    settings,
    log,
    dataFolder: findFolders().data,
  });
  const statistics = createStatisticsService(hosts, pushes);
  const settingsService = createSettingsService({ pushes, settings, log });
  const { startUris: uris = [], restarted = false } = deps;
  hosts.start({ uris, restarted }).catch((error: unknown) => log.error('a host could not be added', error));
  return {
    handlers: {
      model: { snapshot: () => hub.snapshot() },
      connections: createConnectionHandlers(hosts),
      domains: createDomainHandlers(hosts, consoles.boot),
      networks: createNetworkHandlers(hosts),
      pools: createPoolHandlers(hosts),
      statistics: statistics.handlers,
      consoles: consoles.handlers,
      settings: settingsService.handlers,
    },
    clientGone: (clientId) => statistics.clientGone(clientId),
    async dispose() {
      await consoles.dispose();
      await hosts.dispose();
      settingsService.dispose();
      hub.dispose();
    },
  };
}
