// Rates as the page needs them: the last two minutes of what is in view. The engine is told what that is, and measures
// and sends nothing else.
import type { AppApi } from '../../shared/contract.ts';
import type { Result } from '../../shared/failure.ts';
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import {
  DOMAIN_METRICS,
  type DomainMetric,
  type DomainSample,
  type History,
  HOST_METRICS,
  type HostMetric,
  type InView,
  type StatisticsTick,
} from '../../shared/model/statistics.ts';
import { isSameView, Needs } from './in-view.ts';
import { Track } from './track.ts';

/** Rows come and go many at a time while a grid is scrolled: the engine hears of it when they have settled. */
const SETTLE_MS = 100;
/** Twenty hosts are measured one after the other: so often what came of them all is drawn, and not a few cells at each of them. */
const DRAWN_MS = 1000;
/** Rows that came into view wait for their first numbers. */
const DRAWN_ADDED_MS = 200;
/** Sorting by rates follows all hosts' ticks; so often is enough, and twenty hosts are one sorting. */
const ALL_MS = 500;

type Listener = () => void;

interface Seen<Metric extends string> {
  track: Track<Metric>;
  readonly listeners: Set<Listener>;
  /** Whether the time before is shown too, and whether the engine was asked for it. */
  wantsPast: boolean;
  pastAsked: boolean;
}

interface SeenHost extends Seen<HostMetric> {
  tick: StatisticsTick | undefined;
  /** The samples of the last tick. */
  samples: Map<DomainKey, DomainSample>;
}

function seen<Metric extends string>(metrics: readonly Metric[]): Seen<Metric> {
  return { track: new Track(metrics), listeners: new Set(), wantsPast: false, pastAsked: false };
}

/** What is kept would have a hole when it is in view again; the engine has the whole. */
function forget<Metric extends string>(one: Seen<Metric>, metrics: readonly Metric[]): void {
  one.track = new Track(metrics);
  one.pastAsked = false;
}

const NO_DOMAIN = new Track(DOMAIN_METRICS);
const NO_HOST = new Track(HOST_METRICS);

/** Holds what came of all watched hosts. */
export class StatisticsHub {
  readonly #api: AppApi;
  readonly #needs = new Needs();
  readonly #told = new Map<ConnectionId, InView>();
  readonly #hosts = new Map<ConnectionId, SeenHost>();
  readonly #domains = new Map<DomainKey, Seen<DomainMetric>>();
  readonly #allListeners = new Set<Listener>();
  readonly #stop: () => void;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** When something came or went last. */
  #movedAtMs = 0;
  #allTimer: ReturnType<typeof setTimeout> | undefined;
  /** Who has not been told of what came. */
  readonly #untold = new Set<Listener>();
  #drawnAtMs = -DRAWN_MS;
  #drawsAtMs = Number.POSITIVE_INFINITY;
  #drawing: ReturnType<typeof setTimeout> | undefined;
  /** Grows after ticks, for who needs all machines. */
  version = 0;

  constructor(api: AppApi) {
    this.#api = api;
    this.#stop = api.statistics.sampled((tick) => this.#take(tick));
    document.addEventListener('visibilitychange', this.#seenOrHidden);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    clearTimeout(this.#allTimer);
    clearTimeout(this.#drawing);
    document.removeEventListener('visibilitychange', this.#seenOrHidden);
    this.#stop();
  }

  /** A window that nobody sees measures nothing; when it is seen again the engine fills in what others measured. */
  readonly #seenOrHidden = (): void => this.#settle();

  /** Has the host measured, and tells of each of its ticks, until the returned function is called. */
  watchHost(connection: ConnectionId, listener: Listener, withPast = false): () => void {
    const host = this.#host(connection);
    const { listeners } = host;
    host.wantsPast ||= withPast;
    listeners.add(listener);
    const done = this.#need(this.#needs.hosts.add(connection));
    return () => {
      listeners.delete(listener);
      this.#untold.delete(listener);
      done();
    };
  }

  /** Has the machine measured, and tells when something new is known of it, until the returned function is called. */
  watchDomain(key: DomainKey, listener: Listener, withPast = false): () => void {
    const domain = this.#domain(key);
    const { listeners } = domain;
    domain.wantsPast ||= withPast;
    listeners.add(listener);
    const done = this.#need(this.#needs.domains.add(key));
    return () => {
      listeners.delete(listener);
      this.#untold.delete(listener);
      done();
    };
  }

  /** The hosts whose machines are all measured while something needs all. */
  about(connection: ConnectionId): () => void {
    return this.#need(this.#needs.about.add(connection));
  }

  /** Has all machines measured of the hosts that the page is about. */
  watchAll(listener: Listener): () => void {
    this.#allListeners.add(listener);
    const done = this.#need(this.#needs.all.add('all'));
    return () => {
      this.#allListeners.delete(listener);
      done();
    };
  }

  /** Asks again for everything that is needed: the engine came back and knows nothing of us. */
  rewatch(): void {
    this.#told.clear();
    this.#settle();
  }

  /** The newest tick of a host; a new object with each tick, so it tells whether something came. */
  latest(connection: ConnectionId): StatisticsTick | undefined {
    return this.#hosts.get(connection)?.tick;
  }

  domainSample(key: DomainKey): DomainSample | undefined {
    return this.#hosts.get(connectionOf(key))?.samples.get(key);
  }

  /** Two minutes of a machine in view; the same object until something new is known. */
  domainHistory(key: DomainKey): History<DomainMetric> {
    return (this.#domains.get(key)?.track ?? NO_DOMAIN).history;
  }

  hostHistory(connection: ConnectionId): History<HostMetric> {
    return (this.#hosts.get(connection)?.track ?? NO_HOST).history;
  }

  #host(connection: ConnectionId): SeenHost {
    const known = this.#hosts.get(connection);
    if (known !== undefined) return known;
    const made: SeenHost = { ...seen(HOST_METRICS), tick: undefined, samples: new Map() };
    this.#hosts.set(connection, made);
    return made;
  }

  #domain(key: DomainKey): Seen<DomainMetric> {
    const known = this.#domains.get(key);
    if (known !== undefined) return known;
    const made = seen(DOMAIN_METRICS);
    this.#domains.set(key, made);
    return made;
  }

  #need(done: () => void): () => void {
    this.#settleSoon();
    return () => {
      done();
      this.#settleSoon();
    };
  }

  #settleSoon(): void {
    this.#movedAtMs = performance.now();
    // One timer for all cells of all rows that come and go: to set one anew for each was much of what a frame of scrolling cost.
    this.#settling ??= setTimeout(() => this.#settleWhenStill(), SETTLE_MS);
  }

  #settleWhenStill(): void {
    const leftMs = this.#movedAtMs + SETTLE_MS - performance.now();
    if (leftMs > 0) this.#settling = setTimeout(() => this.#settleWhenStill(), leftMs);
    else this.#settle();
  }

  /** Tells the engine what is needed now, where that is not what it was told. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    const wanted = document.hidden ? new Map<ConnectionId, InView>() : this.#needs.wanted();
    for (const [connection, inView] of wanted) {
      const told = this.#told.get(connection);
      if (told !== undefined && isSameView(told, inView)) continue;
      this.#told.set(connection, inView);
      void this.#api.statistics.watch({ connection, inView: inView === 'all' ? inView : [...inView] });
    }
    for (const connection of [...this.#told.keys()]) {
      if (wanted.has(connection)) continue;
      this.#told.delete(connection);
      void this.#api.statistics.unwatch({ connection });
    }
    this.#forgetUnseen();
    if (!document.hidden) this.#askForPasts();
  }

  #forgetUnseen(): void {
    for (const [key, domain] of this.#domains) {
      if (domain.listeners.size === 0) this.#domains.delete(key);
      else if (document.hidden) forget(domain, DOMAIN_METRICS);
    }
    for (const [connection, host] of this.#hosts) {
      if (this.#told.has(connection)) continue;
      if (host.listeners.size === 0) this.#hosts.delete(connection);
      else forget(host, HOST_METRICS);
    }
  }

  #askForPasts(): void {
    const { domain: ofDomain, host: ofHost } = this.#api.statistics;
    for (const [domain, one] of this.#domains)
      void askForPast(one, () => ofDomain({ domain, range: '2min' }));
    for (const [connection, one] of this.#hosts)
      void askForPast(one, () => ofHost({ connection, range: '2min' }));
  }

  #take(tick: StatisticsTick): void {
    const { connection, atMs } = tick;
    const host = this.#host(connection);
    const adds = host.tick?.atMs === atMs;
    const samples = new Map(adds ? host.samples : []);
    for (const sample of tick.domains) samples.set(sample.key, sample);
    host.samples = samples;
    host.tick = { ...tick, domains: [...samples.values()] };
    if (!adds) host.track.add(atMs, tick.host);
    for (const [key, { track, listeners }] of this.#domains) {
      if (connectionOf(key) !== connection) continue;
      track.add(atMs, samples.get(key));
      for (const listener of listeners) this.#untold.add(listener);
    }
    if (!adds) for (const listener of host.listeners) this.#untold.add(listener);
    this.#drawAt(this.#drawnAtMs + (adds ? DRAWN_ADDED_MS : DRAWN_MS));
    this.#tellAllSoon();
  }

  /** Tells who draws what came at that time, or at once if it is past, or sooner if that was asked for. */
  #drawAt(atMs: number): void {
    if (atMs >= this.#drawsAtMs) return;
    clearTimeout(this.#drawing);
    this.#drawsAtMs = atMs;
    const leftMs = atMs - performance.now();
    if (leftMs <= 0) this.#draw();
    else this.#drawing = setTimeout(() => this.#draw(), leftMs);
  }

  #draw(): void {
    this.#drawnAtMs = performance.now();
    this.#drawsAtMs = Number.POSITIVE_INFINITY;
    const untold = [...this.#untold];
    this.#untold.clear();
    for (const listener of untold) listener();
  }

  #tellAllSoon(): void {
    if (this.#allListeners.size === 0 || this.#allTimer !== undefined) return;
    this.#allTimer = setTimeout(() => {
      this.#allTimer = undefined;
      this.version += 1;
      tell(this.#allListeners);
    }, ALL_MS);
  }
}

function tell(listeners: ReadonlySet<Listener>): void {
  for (const listener of [...listeners]) listener();
}

/** Asks once what the engine remembers of something in view. */
async function askForPast<Metric extends string>(
  one: Seen<Metric>,
  ask: () => Promise<Result<History<Metric>>>,
): Promise<void> {
  if (!one.wantsPast || one.pastAsked) return;
  one.pastAsked = true;
  const { track } = one;
  const result = await ask();
  // It may have been forgotten meanwhile, and is asked for anew.
  if (one.track !== track) return;
  if (!result.ok) {
    one.pastAsked = false;
    return;
  }
  track.setEarlier(result.value);
  tell(one.listeners);
}
