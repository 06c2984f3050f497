// The engine without a window: services in this process, and a mirror of the model as a page keeps it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../electron/log.ts';
import { createServices, type Services } from '../../electron/services/handlers.ts';
import { openSettingsStore } from '../../electron/store/settings-store.ts';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { CallContext } from '../../shared/ipc.ts';
import type { ModelBatch, ModelSnapshot } from '../../shared/model/changes.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import { waitFor } from '../lab/process.ts';

export interface TestEngine extends AsyncDisposable {
  readonly handlers: AppHandlers;
  readonly batches: readonly ModelBatch[];
  readonly ticks: readonly StatisticsTick[];
  readonly context: CallContext;
  snapshot(): Promise<ModelSnapshot>;
  /** Adds a host and waits until it is open and loaded. */
  open(uri: string, options?: { readonly readOnly?: boolean }): Promise<ConnectionId>;
  host(id: ConnectionId): Promise<HostSummary>;
  /** Waits for a machine that `matches`. */
  domain(name: string, matches?: (domain: DomainSummary) => boolean): Promise<DomainSummary>;
  dispose(): Promise<void>;
}

/** Starts services on settings of their own; without `startUris` nothing is opened at first. */
export async function startEngine(startUris: readonly string[] = ['test:///unused']): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const batches: ModelBatch[] = [];
  const ticks: StatisticsTick[] = [];
  const pushes: AppPushes = {
    model: { changed: (batch) => batches.push(batch) },
    statistics: { sampled: (tick) => ticks.push(tick) },
    settings: { changed: () => undefined, trouble: () => undefined },
  };
  const settings = await openSettingsStore(join(folder, 'settings.json'));
  const log = openLog(join(folder, 'engine.log'));
  const services: Services = createServices({
    pushes,
    settings,
    log,
    userIsRoot: true,
    startUris,
  });
  const context: CallContext = { clientId: 'page', signal: new AbortController().signal };
  const { handlers } = services;
  const snapshot = async () => handlers.model.snapshot({}, context);
  const host = async (id: ConnectionId) => (await snapshot()).hosts.find((one) => one.id === id)!;
  const dispose = async () => {
    await services.dispose();
    await settings.dispose();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    handlers,
    batches,
    ticks,
    context,
    snapshot,
    host,
    async open(uri, { readOnly = false } = {}) {
      const id = await handlers.connections.add({ uri, readOnly }, context);
      await waitFor(`${uri} to open`, async () => {
        const { state, problem } = await host(id);
        if (state === 'failed') throw new Error(JSON.stringify(problem));
        return state === 'connected';
      });
      return id;
    },
    async domain(name, matches = () => true) {
      const found = async () => (await snapshot()).domains.find((one) => one.name === name && matches(one));
      return (await waitFor(`machine ${name}`, found))!;
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
