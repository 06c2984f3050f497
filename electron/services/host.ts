// One host that we hold: what is stored of it, the way to it, and the model of it.
import type { HostProfile } from '../../shared/model/connect.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostFacts, HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Measured } from '../../shared/model/settings.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import type { ConsoleHost, HostLogin } from '../console/host-access.ts';
import type { DomainHistories } from '../inventory/domain-histories.ts';
import { HostInventory } from '../inventory/host-inventory.ts';
import type { ModelHub } from '../inventory/model-hub.ts';
import { HostStatistics } from '../inventory/statistics.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import { VirDomainXMLFlags } from '../libvirt/protocol/constants.gen.ts';
import { domainGetXmlDesc } from '../libvirt/protocol/domain.gen.ts';
import { NO_DEADLINE_MS } from '../libvirt/rpc/call-table.ts';
import type { Log } from '../log.ts';
import { DomainLines } from './domain-lines.ts';
import { demandRecent } from './host-age.ts';
import { HostReach, type ReachHooks } from './host-reach.ts';
import { isLocal, readUri, summaryOf } from './host-summary.ts';
import type { LoginAsker, LoginSubject } from './prompts.ts';
import { notConnected, RequestFailed, unknownObject } from './request-failed.ts';
import { SingleReadings } from './single-readings.ts';
import type { FindWay, Way } from './way.ts';

export interface HostDeps {
  readonly hub: ModelHub;
  readonly log: Log;
  readonly userIsRoot: boolean;
  readonly statisticsIntervalMs: () => number;
  /** What of machines is measured; all by default. */
  readonly measured?: () => readonly Measured[];
  readonly backgroundStatistics: () => boolean;
  /** Of the machines of all hosts. */
  readonly domainHistories: DomainHistories;
  readonly onTick: (tick: StatisticsTick) => void;
  readonly findWay: FindWay;
  readonly askerFor: (subject: LoginSubject) => LoginAsker;
}

/** What is stored of a host. */
export interface HostRecord {
  readonly id: ConnectionId;
  readonly profile: HostProfile;
  /** In the sidebar, from 0. */
  readonly position: number;
}

export class Host implements ConsoleHost {
  readonly id: ConnectionId;
  hostName?: string;
  readonly inventory: HostInventory;
  readonly statistics: HostStatistics;
  readonly lines = new DomainLines();
  readonly #deps: HostDeps;
  readonly #reach: HostReach;
  readonly #linkListeners = new Set<(up: boolean) => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #definitions = new SingleReadings<string>();
  #record: HostRecord;

  constructor(record: HostRecord, deps: HostDeps) {
    const { id } = record;
    const { hub, log, userIsRoot, findWay, askerFor, onTick, measured } = deps;
    const { statisticsIntervalMs: intervalMs, backgroundStatistics: background } = deps;
    const histories = deps.domainHistories;
    this.id = id;
    this.#record = record;
    this.#deps = deps;
    const onTrouble = (error: unknown) => log.warn(`${id}: reading again`, error);
    this.inventory = new HostInventory({ connection: id, hub, onTrouble });
    const { domains } = this.inventory;
    this.statistics = new HostStatistics({
      connection: id,
      domains,
      intervalMs,
      background,
      histories,
      onTick,
      ...(measured && { measured }),
    });
    this.#reach = new HostReach({
      log,
      userIsRoot,
      findWay,
      makeAsker: () => askerFor({ connection: id, hostName: this.summary().name, uri: this.uri }),
      profile: () => this.#record.profile,
      hooks: this.#hooks(),
    });
    this.#readName();
    this.#publish();
  }

  get uri(): string {
    return this.#record.profile.uri;
  }

  get readOnly(): boolean {
    return this.#record.profile.readOnly;
  }

  /** Whether libvirtd runs on this computer. */
  get local(): boolean {
    return this.#way === undefined && isLocal(readUri(this.uri));
  }

  /** The connection, once everything is loaded; absent while there is none. */
  get link(): HostLink | undefined {
    return this.#reach.open?.link;
  }

  get #way(): Way | undefined {
    return this.#deps.findWay(readUri(this.uri));
  }

  get login(): HostLogin | undefined {
    return this.#reach.open?.login;
  }

  /** The connection; throws when there is none. */
  demandLink(): HostLink {
    if (this.link === undefined) throw notConnected();
    return this.link;
  }

  get facts(): HostFacts | undefined {
    return this.#reach.loaded?.facts;
  }

  /** Begins an attempt, unless one is under way or the host is open; what comes of it is in the model. */
  connect(): void {
    this.#reach.connect();
  }

  /** Closes it and keeps what was known out of the model: a host that is closed has no machines. */
  disconnect(): Promise<void> {
    return this.#reach.disconnect();
  }

  /** Looks after the connection when the computer woke, or is in another network. */
  wake(): void {
    this.#reach.wake();
  }

  /** Closes it for good and takes it out of the model. */
  async dispose(): Promise<void> {
    const closed = this.disconnect();
    this.#linkListeners.clear();
    // Before the goodbye, which can take seconds: the next host of this URI may have this id.
    this.#deps.hub.apply({ op: 'drop', noun: 'host', key: this.id });
    await closed;
  }

  /** Takes what is stored now. Another URI or access connects anew, unless the host is closed. */
  async change(record: HostRecord): Promise<void> {
    const { uri, readOnly } = this.#record.profile;
    const isElsewhere = record.profile.uri !== uri || record.profile.readOnly !== readOnly;
    this.#record = record;
    this.#readName();
    if (isElsewhere) await this.#reach.move();
    else this.#publish();
  }

  /** A machine's definition. Text read with `secure` stays in the engine. */
  async domainXml(
    uuid: string,
    { secure, inactive = false }: { readonly secure: boolean; readonly inactive?: boolean },
  ): Promise<string> {
    const flags =
      (secure && !this.readOnly ? VirDomainXMLFlags.VIR_DOMAIN_XML_SECURE : 0) |
      (inactive ? VirDomainXMLFlags.VIR_DOMAIN_XML_INACTIVE : 0);
    return await this.#definitions.ask(`${uuid} ${flags}`, async () => {
      const args = { dom: this.domainRef(uuid), flags };
      return (await this.demandLink().call(domainGetXmlDesc, args)).xml;
    });
  }

  domain(uuid: string): DomainSummary | undefined {
    return this.inventory.domains.summary(uuid);
  }

  /** How calls name a machine. Throws when there is none with this UUID. */
  domainRef(uuid: string): { readonly name: string; readonly uuid: string; readonly id: number } {
    const entry = this.inventory.domains.get(uuid);
    if (entry === undefined) throw unknownObject('domain');
    return entry.ref;
  }

  onDomain(uuid: string, listener: () => void): () => void {
    return this.inventory.onDomain(uuid, listener);
  }

  onLink(listener: (up: boolean) => void): () => void {
    this.#linkListeners.add(listener);
    return () => this.#linkListeners.delete(listener);
  }

  /** Told each time that `summary` is another. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Throws for requests that a read-only connection cannot serve. */
  demandWritable(): void {
    if (this.readOnly) {
      throw new RequestFailed({ kind: 'unsupported', what: 'changes over a read-only connection' });
    }
  }

  #hooks(): ReachHooks {
    return {
      load: async (link) => {
        const loaded = await this.inventory.load(link.live);
        demandRecent(loaded.facts.libvirtVersion);
        return loaded;
      },
      event: (event) => this.inventory.event(event),
      up: (link) => this.#up(link),
      down: (wasUp) => this.#down(wasUp),
      clear: () => this.inventory.clear(),
      changed: () => this.#publish(),
    };
  }

  #up({ live }: HostLink): void {
    // libvirt works on a call for as long as it takes; a deadline of ours would only hide that.
    this.statistics.attach((procedure, args) => live.call(procedure, args, { timeoutMs: NO_DEADLINE_MS }));
    this.#tellLink(true);
  }

  #down(wasUp: boolean): void {
    this.statistics.detach();
    this.inventory.detach();
    if (wasUp) this.#tellLink(false);
  }

  #tellLink(up: boolean): void {
    for (const listener of [...this.#linkListeners]) listener(up);
  }

  #readName(): void {
    const name = readUri(this.uri)?.host;
    if (name === undefined) delete this.hostName;
    else this.hostName = name;
  }

  #publish(): void {
    this.#deps.hub.apply({ op: 'put', noun: 'host', value: this.summary() });
    for (const listener of [...this.#changeListeners]) listener();
  }

  /** As pages see it. */
  summary(): HostSummary {
    const { state, busy, step, loaded, problem } = this.#reach;
    return summaryOf({ ...this.#record, way: this.#way, state, busy, step, loaded, problem });
  }
}
