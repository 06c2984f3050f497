// The engine without a window: services in this process, and a mirror of the model as a page keeps it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../electron/log.ts';
import { createServices, type Services } from '../../electron/services/handlers.ts';
import { HistoryFiles } from '../../electron/store/history-files.ts';
import { makePrivateFolder } from '../../electron/store/paths.ts';
import { openSecretStore } from '../../electron/store/secret-store.ts';
import { NO_VAULT } from '../../electron/store/secret-vault.ts';
import { openSettingsStore } from '../../electron/store/settings-store.ts';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { CallContext } from '../../shared/ipc.ts';
import type { ModelBatch, ModelSnapshot } from '../../shared/model/changes.ts';
import type { HostProfile } from '../../shared/model/connect.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Prompt } from '../../shared/model/prompt.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import { waitFor } from '../lab/process.ts';

export interface TestEngine extends AsyncDisposable {
  readonly handlers: AppHandlers;
  readonly batches: readonly ModelBatch[];
  readonly ticks: readonly StatisticsTick[];
  /** Every list of questions that pages were told, the latest last. */
  readonly prompts: readonly (readonly Prompt[])[];
  readonly context: CallContext;
  wake(): void;
  snapshot(): Promise<ModelSnapshot>;
  /** Adds a host and waits until it is open and loaded. */
  open(uri: string, options?: { readonly readOnly?: boolean }): Promise<ConnectionId>;
  host(id: ConnectionId): Promise<HostSummary>;
  /** Waits for a machine that `matches`. */
  domain(name: string, matches?: (domain: DomainSummary) => boolean): Promise<DomainSummary>;
  dispose(): Promise<void>;
}

/** What a person who only gives a URI says of a host. */
export function profile(uri: string, said: Partial<HostProfile> = {}): HostProfile {
  return { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true, ...said };
}

/**
 * Starts services on settings of their own; without `startUris` nothing is opened at first. With `kept` they are what an engine
 * before left in that folder, and stay there.
 */
export async function startEngine(
  startUris: readonly string[] = ['test:///unused'],
  kept?: string,
): Promise<TestEngine> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'engine-')));
  const batches: ModelBatch[] = [];
  const ticks: StatisticsTick[] = [];
  const prompts: (readonly Prompt[])[] = [];
  const pushes: AppPushes = {
    model: { changed: (batch) => batches.push(batch) },
    prompts: { changed: (now) => prompts.push(now) },
    tasks: { changed: () => undefined, forgotten: () => undefined },
    statistics: { sampled: (tick) => ticks.push(tick) },
    settings: { changed: () => undefined, trouble: () => undefined },
  };
  const settings = await openSettingsStore(join(folder, 'settings.json'));
  const log = openLog(join(folder, 'engine.log'));
  const services: Services = createServices({
    pushes,
    settings,
    secrets: openSecretStore(join(folder, 'secrets.json'), NO_VAULT),
    runtimeFolder: makePrivateFolder(join(folder, 'run')),
    historyFiles: new HistoryFiles(join(folder, 'history')),
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
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  };
  return {
    handlers,
    batches,
    ticks,
    prompts,
    wake: () => services.wake(),
    context,
    snapshot,
    host,
    async open(uri, { readOnly = false } = {}) {
      const id = await handlers.connections.add({ profile: profile(uri, { readOnly }) }, context);
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
