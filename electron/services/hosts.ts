// All hosts that we hold, those stored in the settings and no others.
import { type HostProfile, PLAIN_HOST } from '../../shared/model/connect.ts';
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import { DomainHistories } from '../inventory/domain-histories.ts';
import { parseUri } from '../libvirt/uri.ts';
import { profileOf } from '../store/document.ts';
import type { HistoryFiles } from '../store/history-files.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { HistoryKeeper } from './history-keeper.ts';
import { Host, type HostDeps, type HostRecord } from './host.ts';
import { RequestFailed, unknownObject } from './request-failed.ts';

/** What the settings say, or what hosts share. */
type OfAll = 'statisticsIntervalMs' | 'measured' | 'backgroundStatistics' | 'domainHistories';

export interface HostsDeps extends Omit<HostDeps, OfAll> {
  readonly settings: SettingsStore;
  /** Where long histories outlive the engine; absent where they need not. */
  readonly historyFiles?: HistoryFiles | undefined;
  /** What the first start opens by itself. */
  readonly usual: readonly string[];
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
  readonly #domainHistories = new DomainHistories();
  readonly #keeper: HistoryKeeper | undefined;
  readonly #stopListening: () => void;

  constructor(deps: HostsDeps) {
    this.#deps = deps;
    const { settings, historyFiles: files, log } = deps;
    const wanted = () => settings.settings.backgroundStatistics;
    this.#keeper = files && new HistoryKeeper({ files, domains: this.#domainHistories, log, wanted });
    this.#stopListening = settings.onSettings(() => void this.#keeper?.settle());
  }

  /**
   * Opens what was open at the end of the last run, and `uris`, all side by side. The first start that names none opens
   * the usual ones too, unless it is one after a crash: it may be that another was named then.
   */
  async start({ uris, restarted }: StartWith): Promise<void> {
    const { settings, usual } = this.#deps;
    for (const [position, stored] of settings.connections.entries()) {
      const host = this.#hold({ id: stored.id, profile: profileOf(stored), position });
      if (stored.autoconnect && !stored.closed) host.connect();
    }
    // A settings file that was put aside says nothing of the hosts that there were.
    if (settings.troubles.all.length === 0) void this.#keeper?.keepOnly([...this.#hosts.keys()]);
    const isFirst = uris.length === 0 && !restarted && !settings.usualOffered;
    if (isFirst) await settings.markUsualOffered();
    const wanted = isFirst ? usual : uris;
    // Unchecked: one that makes no sense is shown with what is wrong, and hinders no other.
    for (const uri of wanted.flatMap((one) => this.#hostsOfAny(one)))
      await this.#store({ ...PLAIN_HOST, uri });
  }

  /** Stores a host and begins to connect. Throws for a URI that makes no sense. */
  async add(profile: HostProfile): Promise<ConnectionId> {
    const [first = profile.uri, ...others] = this.#hostsOf(profile.uri);
    const id = await this.#store({ ...profile, uri: first });
    for (const uri of others) await this.#store({ ...profile, uri });
    return id;
  }

  /** Stores a host that came in a file; it stays closed until somebody connects it by hand. */
  async keep(profile: HostProfile): Promise<void> {
    const stored = await this.#deps.settings.addConnection(profile, { closed: true });
    const { id } = stored;
    if (this.#hosts.has(id)) return;
    this.#hold({ id, profile: profileOf(stored), position: this.#positionOf(id) });
  }

  /** Throws for a URI that makes no sense, or that another host has with the same access. */
  async edit(id: ConnectionId, profile: HostProfile): Promise<void> {
    const host = this.demand(id);
    parseUri(profile.uri);
    const { settings } = this.#deps;
    const isOther = ({ id: other, uri, readOnly }: (typeof settings.connections)[number]) =>
      other !== id && uri === profile.uri && readOnly === profile.readOnly;
    if (settings.connections.some(isOther)) {
      throw new RequestFailed({ kind: 'invalid', field: 'uri', message: 'another host has this URI' });
    }
    await settings.editConnection(id, profile);
    // It can have been removed meanwhile, and must not be shown again.
    if (this.#hosts.get(id) !== host) return;
    await host.change({ id, profile, position: this.#positionOf(id) });
  }

  async reorder(ids: readonly ConnectionId[]): Promise<void> {
    await this.#deps.settings.reorderConnections(ids);
    await this.#arrange();
  }

  /** Opens it now, and after the next start when that is wished. */
  async connect(id: ConnectionId): Promise<void> {
    this.demand(id).connect();
    await this.#deps.settings.setClosed(id, false);
  }

  /** Closes it, and leaves it closed after the next start. */
  async disconnect(id: ConnectionId): Promise<void> {
    // Side by side: a goodbye can take seconds, and who connects meanwhile has the last word.
    await Promise.all([this.demand(id).disconnect(), this.#deps.settings.setClosed(id, true)]);
  }

  /** The computer woke, or is in another network: lost hosts are tried at once, and open ones looked after. */
  wake(): void {
    for (const host of this.#hosts.values()) host.wake();
  }

  /** Closes and forgets it. */
  async remove(id: ConnectionId): Promise<void> {
    const host = this.demand(id);
    this.#hosts.delete(id);
    // Side by side: a goodbye can take seconds, and who adds the same URI meanwhile adds another host.
    const { settings, onRemoved } = this.#deps;
    await Promise.all([
      host.dispose(),
      settings.removeConnection(id),
      onRemoved(id),
      this.#forgetHistories(id),
    ]);
    await this.#arrange();
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

  /** The host of a machine, if we hold it. */
  hostOf(key: DomainKey): Host | undefined {
    return this.#hosts.get(connectionOf(key));
  }

  /** The host of a machine. Throws when we hold none such. */
  ofDomain(key: DomainKey): Host {
    return this.demand(connectionOf(key));
  }

  /** Resolves when the long histories that the last run kept of a host are there. */
  async historiesReady(id: ConnectionId): Promise<void> {
    await this.#keeper?.ready(id);
  }

  async dispose(): Promise<void> {
    this.#stopListening();
    const closed = [...this.#hosts.values()].map((host) => host.dispose());
    // Side by side: a goodbye can take longer than there is time.
    await Promise.all([...closed, this.#keeper?.dispose()]);
    this.#hosts.clear();
  }

  async #forgetHistories(id: ConnectionId): Promise<void> {
    this.#domainHistories.forgetHost(id);
    await this.#keeper?.remove(id);
  }

  async #store(profile: HostProfile): Promise<ConnectionId> {
    const { settings } = this.#deps;
    const stored = await settings.addConnection(profile);
    const { id } = stored;
    if (stored.closed) await settings.setClosed(id, false);
    const record = { id, profile: profileOf(stored), position: this.#positionOf(id) };
    const host = this.#hosts.get(id) ?? this.#hold(record);
    host.connect();
    return id;
  }

  /** The hosts that one URI stands for. Throws for one that makes no sense. */
  #hostsOf(text: string): readonly string[] {
    const uri = parseUri(text);
    return this.#deps.findWay(uri)?.hostsOf?.(uri) ?? [text];
  }

  /** The same, where one that makes no sense stands for itself: its host then says what is wrong. */
  #hostsOfAny(text: string): readonly string[] {
    try {
      return this.#hostsOf(text);
    } catch {
      return [text];
    }
  }

  #positionOf(id: ConnectionId): number {
    return this.#deps.settings.connections.findIndex((one) => one.id === id);
  }

  /** Tells each host its place. */
  async #arrange(): Promise<void> {
    const stored = [...this.#deps.settings.connections.entries()];
    await Promise.all(
      stored.map(([position, one]) =>
        this.#hosts.get(one.id)?.change({ id: one.id, profile: profileOf(one), position }),
      ),
    );
  }

  #hold(record: HostRecord): Host {
    const { settings, onReady, ...deps } = this.#deps;
    const statisticsIntervalMs = () => settings.settings.statisticsIntervalMs;
    const host = new Host(record, {
      ...deps,
      statisticsIntervalMs,
      measured: () => settings.settings.measured,
      backgroundStatistics: () => settings.settings.backgroundStatistics,
      domainHistories: this.#domainHistories,
    });
    host.onLink((up) => {
      if (up) onReady(host.id);
    });
    this.#hosts.set(host.id, host);
    this.#keeper?.hold(host);
    return host;
  }
}
