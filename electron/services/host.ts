// One host that we hold: its connection from the first attempt to the last, and the model of it.
import type { Failure } from '../../shared/failure.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostFacts, HostProblem, HostState, HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import type { ConsoleHost } from '../console/host-access.ts';
import { HostInventory, type LoadedHost } from '../inventory/host-inventory.ts';
import type { ModelHub } from '../inventory/model-hub.ts';
import { HostStatistics } from '../inventory/statistics.ts';
import { type HostLink, openHostLink } from '../libvirt/host-link.ts';
import { VirDomainXMLFlags } from '../libvirt/protocol/constants.gen.ts';
import { domainGetXmlDesc } from '../libvirt/protocol/domain.gen.ts';
import { NO_DEADLINE_MS } from '../libvirt/rpc/call-table.ts';
import { type HostUri, parseUri } from '../libvirt/uri.ts';
import type { Log } from '../log.ts';
import { DomainLines } from './domain-lines.ts';
import { hostProblem } from './host-problem.ts';
import { notConnected, RequestFailed, unknownObject } from './request-failed.ts';

/** ms until the first, second, … attempt to reach a lost host again; the last stays. */
const RETRY_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

export interface HostDeps {
  readonly hub: ModelHub;
  readonly log: Log;
  readonly userIsRoot: boolean;
  readonly statisticsIntervalMs: () => number;
  readonly onTick: (tick: StatisticsTick) => void;
}

export interface HostIdentity {
  readonly id: ConnectionId;
  readonly uri: string;
  readonly readOnly: boolean;
}

export class Host implements ConsoleHost {
  readonly id: ConnectionId;
  readonly readOnly: boolean;
  readonly hostName?: string;
  readonly inventory: HostInventory;
  readonly statistics: HostStatistics;
  readonly lines = new DomainLines();
  readonly #identity: HostIdentity;
  readonly #deps: HostDeps;
  readonly #linkListeners = new Set<(up: boolean) => void>();
  #state: HostState = 'disconnected';
  #link: HostLink | undefined;
  #attempt: AbortController | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retries = 0;
  #busy = false;
  #loaded: LoadedHost | undefined;
  #problem: HostProblem | undefined;

  constructor(identity: HostIdentity, deps: HostDeps) {
    const { id, readOnly } = identity;
    this.id = id;
    this.readOnly = readOnly;
    this.#identity = identity;
    this.#deps = deps;
    const onTrouble = (error: unknown) => deps.log.warn(`${id}: reading again`, error);
    this.inventory = new HostInventory({ connection: id, hub: deps.hub, onTrouble });
    const { statisticsIntervalMs: intervalMs, onTick } = deps;
    this.statistics = new HostStatistics({
      connection: id,
      domains: this.inventory.domains,
      intervalMs,
      onTick,
    });
    const name = this.#uri()?.host;
    if (name !== undefined) this.hostName = name;
    this.#publish();
  }

  /** Whether libvirtd runs on this computer. */
  get local(): boolean {
    return this.#uri()?.host === undefined;
  }

  /** The connection, once everything is loaded; absent while there is none. */
  get link(): HostLink | undefined {
    return this.#link;
  }

  /** The connection; throws when there is none. */
  demandLink(): HostLink {
    if (this.#link === undefined) throw notConnected();
    return this.#link;
  }

  get facts(): HostFacts | undefined {
    return this.#loaded?.facts;
  }

  /** Begins an attempt, unless one is under way or the host is open; what comes of it is in the model. */
  connect(): void {
    if (this.#attempt !== undefined || this.#state === 'connected') return;
    clearTimeout(this.#retry);
    this.#retries = 0;
    void this.#open(this.#state === 'lost' ? 'lost' : 'connecting');
  }

  /** Closes it and keeps what was known out of the model: a host that is closed has no machines. */
  async disconnect(): Promise<void> {
    this.#problem = undefined;
    const link = this.#letGo();
    this.#set('disconnected');
    this.inventory.clear();
    await link?.close();
  }

  /** Closes it for good and takes it out of the model. */
  async dispose(): Promise<void> {
    const closed = this.disconnect();
    this.#linkListeners.clear();
    // Before the goodbye, which can take seconds: the next host of this URI may have this id.
    this.#deps.hub.apply({ op: 'drop', noun: 'host', key: this.id });
    await closed;
  }

  /** A machine's definition. Text read with `secure` stays in the engine. */
  async domainXml(
    uuid: string,
    { secure, inactive = false }: { readonly secure: boolean; readonly inactive?: boolean },
  ): Promise<string> {
    const flags =
      (secure && !this.readOnly ? VirDomainXMLFlags.VIR_DOMAIN_XML_SECURE : 0) |
      (inactive ? VirDomainXMLFlags.VIR_DOMAIN_XML_INACTIVE : 0);
    return (await this.demandLink().call(domainGetXmlDesc, { dom: this.domainRef(uuid), flags })).xml;
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

  /** Throws for requests that a read-only connection cannot serve. */
  demandWritable(): void {
    if (this.readOnly) {
      throw new RequestFailed({ kind: 'unsupported', what: 'changes over a read-only connection' });
    }
  }

  async #open(state: 'connecting' | 'lost'): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#set(state);
    let link: HostLink | undefined;
    try {
      const options = { readonly: this.readOnly, signal: attempt.signal };
      link = await openHostLink(parseUri(this.#identity.uri), options);
      this.#follow(link, attempt.signal);
      this.#loaded = await this.inventory.load(link.live);
      attempt.signal.throwIfAborted();
      // It can have ended with the very packet that held the last answer, when nobody was told yet.
      if (link.end !== undefined) throw link.end;
      this.#opened(link);
    } catch (error) {
      void link?.close();
      if (this.#attempt === attempt) this.#failed(error, state);
    }
  }

  #follow(link: HostLink, givenUp: AbortSignal): void {
    givenUp.addEventListener('abort', () => void link.close(), { once: true });
    link.onEvent((event) => this.inventory.event(event));
    link.onBusy((busy) => {
      if (this.#link !== link) return;
      this.#busy = busy;
      this.#publish();
    });
    link.onClosed((end) => {
      if (this.#link === link) this.#lost(end);
    });
  }

  #opened(link: HostLink): void {
    this.#attempt = undefined;
    this.#retries = 0;
    this.#problem = undefined;
    this.#link = link;
    this.#set('connected');
    // libvirt works on a call for as long as it takes; a deadline of ours would only hide that.
    this.statistics.attach((procedure, args) =>
      link.live.call(procedure, args, { timeoutMs: NO_DEADLINE_MS }),
    );
    this.#tellLink(true);
  }

  #failed(error: unknown, state: 'connecting' | 'lost'): void {
    this.#attempt = undefined;
    this.inventory.detach();
    const problem = hostProblem(error, this.#uri(), this.#deps);
    if (state === 'lost' && mayPass(problem.failure)) {
      // However often it is tried, it is gone since it was lost.
      this.#retrySoon({ ...problem, sinceMs: this.#problem?.sinceMs ?? problem.sinceMs });
      this.#set('lost');
    } else {
      this.#problem = problem;
      this.inventory.clear();
      this.#set('failed');
    }
  }

  #lost(end: Error): void {
    this.#letGo();
    this.#retrySoon(hostProblem(end, this.#uri(), this.#deps));
    this.#set('lost');
  }

  #retrySoon(problem: HostProblem): void {
    const afterMs = RETRY_MS[Math.min(this.#retries, RETRY_MS.length - 1)] ?? 0;
    this.#retries += 1;
    this.#problem = { ...problem, retryAtMs: Date.now() + afterMs };
    this.#retry = setTimeout(() => void this.#open('lost'), afterMs).unref();
  }

  /** Ends whatever is under way, and hands back the connection if there was one. */
  #letGo(): HostLink | undefined {
    clearTimeout(this.#retry);
    this.#attempt?.abort();
    this.#attempt = undefined;
    const link = this.#link;
    this.#link = undefined;
    this.#busy = false;
    this.statistics.detach();
    this.inventory.detach();
    if (link !== undefined) this.#tellLink(false);
    return link;
  }

  #tellLink(up: boolean): void {
    for (const listener of [...this.#linkListeners]) listener(up);
  }

  #set(state: HostState): void {
    this.#state = state;
    this.#publish();
  }

  #publish(): void {
    this.#deps.hub.apply({ op: 'put', noun: 'host', value: this.#summary() });
  }

  #summary(): HostSummary {
    const { id, uri, readOnly } = this.#identity;
    const { facts, lacks = [] } = this.#loaded ?? {};
    return {
      id,
      name: facts?.hostname || (this.hostName ?? 'localhost'),
      uri,
      readOnly,
      state: this.#state,
      busy: this.#busy,
      ...(facts !== undefined && { facts }),
      ...(this.#problem !== undefined && { problem: this.#problem }),
      lacks,
    };
  }

  #uri(): HostUri | undefined {
    try {
      return parseUri(this.#identity.uri);
    } catch {
      // Connecting says what is wrong with it.
      return undefined;
    }
  }
}

/** Who was refused is not let in by asking again; who was not reached may be. */
function mayPass(failure: Failure): boolean {
  return failure.kind === 'timeout' || (failure.kind === 'unreachable' && failure.stage !== 'auth');
}
