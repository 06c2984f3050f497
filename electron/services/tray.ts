// What the icon in the tray shows: hosts, how many of their machines run, and what can be done with some of them.
import { isActive, obstacleTo } from '../../shared/domain-rules.ts';
import type { Failure } from '../../shared/failure.ts';
import type { ModelSnapshot } from '../../shared/model/changes.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { HostState, HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import type { ModelHub } from '../inventory/model-hub.ts';
import { failureOf } from '../libvirt/failure-of.ts';
import type { Log } from '../log.ts';

/** What loses nothing: a menu asks no questions. */
export const TRAY_ACTIONS = ['start', 'resume', 'pause', 'shutdown', 'reboot', 'managed-save'] as const;
export type TrayAction = (typeof TRAY_ACTIONS)[number];

export interface TrayMachine {
  readonly key: DomainKey;
  readonly name: string;
  readonly active: boolean;
  /** What can be done with it now. */
  readonly actions: readonly TrayAction[];
}

export interface TrayHost {
  readonly id: ConnectionId;
  readonly name: string;
  readonly state: HostState;
  readonly running: number;
  readonly total: number;
  /** The first few: those that run, then the others, by name. */
  readonly machines: readonly TrayMachine[];
}

/** A menu that is longer than the screen helps nobody. */
const MOST_HOSTS = 20;
const MOST_MACHINES = 20;
/** ms between two boards. */
const PAUSE_MS = 1000;

export function trayBoard({ hosts, domains }: Pick<ModelSnapshot, 'hosts' | 'domains'>): readonly TrayHost[] {
  const byHost = new Map<ConnectionId, DomainSummary[]>();
  for (const domain of domains) {
    const known = byHost.get(domain.connection);
    if (known === undefined) byHost.set(domain.connection, [domain]);
    else known.push(domain);
  }
  return hosts
    .toSorted((a, b) => a.position - b.position)
    .slice(0, MOST_HOSTS)
    .map((host) => trayHost(host, byHost.get(host.id) ?? []));
}

function trayHost(host: HostSummary, domains: readonly DomainSummary[]): TrayHost {
  const running = domains.filter(isActive);
  const off = running.length < MOST_MACHINES ? domains.filter((domain) => !isActive(domain)) : [];
  const machines = [...byName(running), ...byName(off)].slice(0, MOST_MACHINES);
  return {
    id: host.id,
    name: host.name,
    state: host.state,
    running: running.length,
    total: domains.length,
    machines: machines.map((domain) => trayMachine(domain, host)),
  };
}

function byName(domains: readonly DomainSummary[]): readonly DomainSummary[] {
  return domains.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function trayMachine(domain: DomainSummary, host: HostSummary): TrayMachine {
  const { key, name } = domain;
  const actions = TRAY_ACTIONS.filter((action) => obstacleTo(action, domain, host) === undefined);
  return { key, name, active: isActive(domain), actions };
}

export interface TrayDeps {
  readonly hub: ModelHub;
  readonly log: Log;
  act(domain: DomainKey, action: DomainAction): Promise<void>;
  /** Opens a host, or closes it. */
  connect(host: ConnectionId, on: boolean): Promise<void>;
}

export interface TrayListener {
  board(hosts: readonly TrayHost[]): void;
  /** What was chosen did not work. */
  failed(failed: {
    readonly machine: string;
    readonly action: DomainAction;
    readonly failure: Failure;
  }): void;
}

/** Works only while there is an icon: boards come at most once a second, and only when they differ. */
export class TrayWatch {
  readonly #deps: TrayDeps;
  readonly #listener: TrayListener;
  #last = '';
  #timer: NodeJS.Timeout | undefined;
  #stop: (() => void) | undefined;

  constructor(deps: TrayDeps, listener: TrayListener) {
    this.#deps = deps;
    this.#listener = listener;
  }

  watch(on: boolean): void {
    this.dispose();
    if (!on) return;
    this.#last = '';
    this.#stop = this.#deps.hub.onBatch(({ changes }) => {
      if (changes.some(({ noun }) => noun === 'host' || noun === 'domain')) this.#later();
    });
    this.#tell();
  }

  async act(domain: DomainKey, action: TrayAction): Promise<void> {
    try {
      await this.#deps.act(domain, action);
    } catch (error) {
      const found = this.#deps.hub.snapshot().domains.find(({ key }) => key === domain);
      this.#listener.failed({
        machine: found?.name ?? '',
        action,
        failure: failureOf(error, this.#deps.log),
      });
    }
  }

  connect(host: ConnectionId, on: boolean): void {
    this.#deps.connect(host, on).catch(() => {
      // It was removed meanwhile; why a host cannot be opened is in the model.
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.();
    this.#stop = undefined;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.#tell(), PAUSE_MS);
  }

  #tell(): void {
    this.#timer = undefined;
    const board = trayBoard(this.#deps.hub.snapshot());
    const text = JSON.stringify(board);
    if (text === this.#last) return;
    this.#last = text;
    this.#listener.board(board);
  }
}
