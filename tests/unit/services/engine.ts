// Services on settings of their own and on a fake host, with what they push.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Log } from '../../../electron/log.ts';
import { createServices } from '../../../electron/services/handlers.ts';
import { openSecretStore, type SecretStore } from '../../../electron/store/secret-store.ts';
import { NO_VAULT, type SecretVault } from '../../../electron/store/secret-vault.ts';
import { openSettingsStore, type SettingsStore } from '../../../electron/store/settings-store.ts';
import type { TaskJournal } from '../../../electron/store/task-journal.ts';
import type { AppHandlers } from '../../../shared/contract.ts';
import type { CallContext } from '../../../shared/ipc.ts';
import type { HostProfile } from '../../../shared/model/connect.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import type { Prompt } from '../../../shared/model/prompt.ts';
import type { StatisticsTick } from '../../../shared/model/statistics.ts';
import type { Task } from '../../../shared/model/task.ts';

export interface TestServices {
  readonly handlers: AppHandlers;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly context: CallContext;
  readonly ticks: { readonly to: string | undefined; readonly tick: StatisticsTick }[];
  readonly logged: string[];
  /** Every list of questions that pages were told, the latest last. */
  readonly prompts: (readonly Prompt[])[];
  /** Every task that pages were told of, each time it changed. */
  readonly tasks: readonly Task[];
  wake(): void;
  hosts(): readonly HostSummary[];
  host(id: ConnectionId): HostSummary | undefined;
  domains(): readonly DomainSummary[];
  domain(name: string): DomainSummary | undefined;
  clientGone(clientId: string): void;
  /** Adds a host and waits until it is open. */
  open(uri: string, readOnly?: boolean): Promise<ConnectionId>;
}

export interface StartOptions {
  readonly startUris?: readonly string[];
  readonly restarted?: boolean;
  readonly usual?: readonly string[];
  readonly userIsRoot?: boolean;
  readonly vault?: SecretVault;
  readonly journal?: TaskJournal;
  /** Prepares the settings as an earlier run left them. */
  readonly earlier?: (settings: SettingsStore) => Promise<unknown>;
}

/** What a person who only gives a URI says of a host. */
export function profile(uri: string, said: Partial<HostProfile> = {}): HostProfile {
  return { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true, ...said };
}

/** Starts services that end with the test. */
export async function startServices(options: StartOptions = {}): Promise<TestServices> {
  const {
    startUris = ['qemu+unix:///system?socket=/nowhere'],
    restarted = false,
    userIsRoot = true,
    usual = [],
    vault = NO_VAULT,
    earlier,
  } = options;
  const folder = await mkdtemp(join(tmpdir(), 'services-'));
  const settings = await openSettingsStore(join(folder, 'settings.json'));
  await earlier?.(settings);
  const ticks: { readonly to: string | undefined; readonly tick: StatisticsTick }[] = [];
  const prompts: (readonly Prompt[])[] = [];
  const tasks: Task[] = [];
  const secrets = openSecretStore(join(folder, 'secrets.json'), vault);
  const logged: string[] = [];
  const say = (what: string, cause?: unknown) => void logged.push(`${what} ${cause}`);
  const log: Log = { path: join(folder, 'log'), info: say, warn: say, error: say };
  const services = createServices({
    pushes: {
      model: { changed: () => undefined },
      prompts: { changed: (now) => prompts.push(now) },
      tasks: { changed: (changed) => tasks.push(...changed), forgotten: () => undefined },
      statistics: { sampled: (tick, to) => ticks.push({ tick, to }) },
      settings: { changed: () => undefined, trouble: () => undefined },
    },
    settings,
    secrets,
    runtimeFolder: join(folder, 'run'),
    log,
    ...(options.journal && { journal: options.journal }),
    userIsRoot,
    startUris,
    restarted,
    usual,
  });
  onTestFinished(async () => {
    await services.dispose();
    await settings.dispose();
    await rm(folder, { recursive: true, force: true });
  });
  const { handlers, clientGone } = services;
  const context: CallContext = { clientId: 'page', signal: new AbortController().signal };
  // The snapshot is always at hand; its type leaves room for one that is not.
  const snapshot = () => {
    const now = handlers.model.snapshot({}, context);
    if (now instanceof Promise) throw new Error('the snapshot is not at hand');
    return now;
  };
  const host = (id: ConnectionId) => snapshot().hosts.find((one) => one.id === id);
  return {
    handlers,
    settings,
    secrets,
    prompts,
    tasks,
    wake: () => services.wake(),
    context,
    ticks,
    logged,
    clientGone,
    hosts: () => snapshot().hosts,
    host,
    domains: () => snapshot().domains,
    domain: (name) => snapshot().domains.find((one) => one.name === name),
    async open(uri, readOnly = false) {
      const id = await handlers.connections.add({ profile: profile(uri, { readOnly }) }, context);
      await vi.waitFor(() => {
        if (host(id)?.state !== 'connected') throw new Error(`${uri} is ${host(id)?.state}`);
      });
      return id;
    },
  };
}
