// All hosts that we hold, those stored in the settings and no others.

import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import type { ModelHub } from '../inventory/model-hub.ts';
import { Unsupported } from '../libvirt/errors.ts';
import { parseUri } from '../libvirt/uri.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { Host, type HostIdentity } from './host.ts';
import { unknownObject } from './request-failed.ts';

const SYSTEM = 'qemu:///system';
const SESSION = 'qemu:///session';

/** What a libvirt on this computer offers: root has only the system's, everybody else one of their own too. */
export function usualUris(userIsRoot: boolean): readonly string[] {
  return userIsRoot ? [SYSTEM] : [SYSTEM, SESSION];
}

/** Ways to a host that this version can go. */
const TRANSPORTS: ReadonlySet<string> = new Set(['unix', 'tcp']);

export interface HostsDeps {
  readonly hub: ModelHub;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly userIsRoot: boolean;
  /** What the first start opens by itself. */
  readonly usual: readonly string[];
  readonly onTick: (tick: StatisticsTick) => void;
  /** Each time a host is open and loaded. */
  readonly onReady: (connection: ConnectionId) => void;
  /** When a host is no longer held; its consoles go with it. */
  readonly onRemoved: (connection: ConnectionId) => Promise<void>;
}

interface StartWith {
  /** Hosts named on the command line. */
  readonly uris: readonly string[];
  /** The engine died, and this is the next: what was named is stored, or was removed since. */
  readonly restarted: boolean;
}

export class Hosts {
  readonly #deps: HostsDeps;
  readonly #hosts = new Map<ConnectionId, Host>();

  constructor(deps: HostsDeps) {
    this.#deps = deps;
  }

  /**
   * Opens what was open at the end of the last run, and `uris`, all side by side. The first start that names none opens
   * the usual ones too, unless it is one after a crash: it may be that another was named then.
   */
  async start({ uris, restarted }: StartWith): Promise<void> {
    const { settings, usual } = this.#deps;
    for (const { autoconnect, ...identity } of settings.connections) {
      const host = this.#hold(identity);
      if (autoconnect) host.connect();
    }
    const isFirst = uris.length === 0 && !restarted && !settings.usualOffered;
    if (isFirst) await settings.markUsualOffered();
    const wanted = isFirst ? usual : uris;
    // Unchecked: one that makes no sense is shown with what is wrong, and hinders no other.
    for (const uri of wanted) await this.#store(uri, false);
  }

  /** Stores a host and begins to connect. Throws for a URI that makes no sense, or names a way that we do not have. */
  async add(uri: string, readOnly: boolean): Promise<ConnectionId> {
    const { transport } = parseUri(uri);
    if (!TRANSPORTS.has(transport)) throw new Unsupported(`connections over ${transport}`);
    return await this.#store(uri, readOnly);
  }

  /** Opens it now, and after the next start. */
  async connect(id: ConnectionId): Promise<void> {
    this.demand(id).connect();
    await this.#deps.settings.setAutoconnect(id, true);
  }

  /** Closes it, and leaves it closed after the next start. */
  async disconnect(id: ConnectionId): Promise<void> {
    // Side by side: a goodbye can take seconds, and who connects meanwhile has the last word.
    await Promise.all([this.demand(id).disconnect(), this.#deps.settings.setAutoconnect(id, false)]);
  }

  /** Closes and forgets it. */
  async remove(id: ConnectionId): Promise<void> {
    const host = this.demand(id);
    this.#hosts.delete(id);
    // Side by side: a goodbye can take seconds, and who adds the same URI meanwhile adds another host.
    const { settings, onRemoved } = this.#deps;
    await Promise.all([host.dispose(), settings.removeConnection(id), onRemoved(id)]);
  }

  find(id: ConnectionId): Host | undefined {
    return this.#hosts.get(id);
  }

  /** The host of an id or key. Throws when we hold none such. */
  demand(id: ConnectionId): Host {
    const host = this.#hosts.get(id);
    if (host === undefined) throw unknownObject('connection');
    return host;
  }

  /** The host of a machine. Throws when we hold none such. */
  ofDomain(key: DomainKey): Host {
    return this.demand(connectionOf(key));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.dispose()));
    this.#hosts.clear();
  }

  async #store(uri: string, readOnly: boolean): Promise<ConnectionId> {
    const stored = await this.#deps.settings.addConnection({ uri, readOnly, autoconnect: true });
    if (!stored.autoconnect) await this.#deps.settings.setAutoconnect(stored.id, true);
    const host = this.#hosts.get(stored.id) ?? this.#hold(stored);
    host.connect();
    return stored.id;
  }

  #hold(identity: HostIdentity): Host {
    const { hub, log, userIsRoot, settings, onTick, onReady } = this.#deps;
    const statisticsIntervalMs = () => settings.settings.statisticsIntervalMs;
    const host = new Host(identity, { hub, log, userIsRoot, statisticsIntervalMs, onTick });
    host.onLink((up) => {
      if (up) onReady(host.id);
    });
    this.#hosts.set(host.id, host);
    return host;
  }
}
