// The way to one host through its life: attempts, their end, the connection, its loss, and the next attempt.
import type { ConnectStep, HostProfile } from '../../shared/model/connect.ts';
import type { HostProblem, HostState } from '../../shared/model/host.ts';
import type { LoadedHost } from '../inventory/host-inventory.ts';
import type { StepListener } from '../libvirt/ask.ts';
import type { LibvirtEvent } from '../libvirt/event-types.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import type { Log } from '../log.ts';
import { BackOff } from './back-off.ts';
import { type OpenHost, openHost } from './host-opening.ts';
import { probe } from './host-probe.ts';
import { hostProblem } from './host-problem.ts';
import { readUri } from './host-summary.ts';
import { afterFailure, isNetworkTrouble, loginEnd } from './login-outcome.ts';
import type { LoginAsker } from './prompts.ts';
import type { FindWay } from './way.ts';

/** An attempt that began so shortly before the computer woke is not begun again. */
const YOUNG_MS = 2000;

/** What belongs to a host while it can be reached. */
export interface ReachHooks {
  /** Reads everything; the host is open once it resolves. */
  load(link: HostLink): Promise<LoadedHost>;
  event(event: LibvirtEvent): void;
  up(link: HostLink): void;
  /** What was known stays; `wasUp`: the host was open until now. */
  down(wasUp: boolean): void;
  /** What was known is forgotten: a host that is closed has no machines. */
  clear(): void;
  /** Something of this object is another than before. */
  changed(): void;
}

export interface ReachOptions {
  readonly log: Log;
  readonly userIsRoot: boolean;
  readonly findWay: FindWay;
  readonly makeAsker: () => LoginAsker;
  /** As it is stored now. */
  readonly profile: () => HostProfile;
  readonly hooks: ReachHooks;
}

interface Attempt {
  readonly state: 'connecting' | 'lost';
  readonly control: AbortController;
  readonly ask: LoginAsker;
  readonly sinceMs: number;
}

export class HostReach {
  readonly #options: ReachOptions;
  readonly #backOff = new BackOff();
  /** What is being closed; nothing of it may outlive the engine. */
  readonly #ending = new Set<Promise<void>>();
  #state: HostState = 'disconnected';
  #open: OpenHost | undefined;
  #attempt: Attempt | undefined;
  #step: ConnectStep | undefined;
  #busy = false;
  #loaded: LoadedHost | undefined;
  #problem: HostProblem | undefined;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  get state(): HostState {
    return this.#state;
  }

  /** Absent unless the host is open and loaded. */
  get open(): OpenHost | undefined {
    return this.#open;
  }

  get step(): ConnectStep | undefined {
    return this.#step;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** What the last load told. */
  get loaded(): LoadedHost | undefined {
    return this.#loaded;
  }

  get problem(): HostProblem | undefined {
    return this.#problem;
  }

  /** Begins an attempt, unless one is under way or the host is open. */
  connect(): void {
    if (this.#attempt !== undefined || this.#state === 'connected') return;
    this.#backOff.reset();
    this.#begin(this.#state === 'lost' ? 'lost' : 'connecting');
  }

  /** Closes it; resolves when nothing of it is left, not even of attempts before. */
  async disconnect(): Promise<void> {
    this.#problem = undefined;
    this.#letGo();
    this.#set('disconnected');
    this.#options.hooks.clear();
    await Promise.all([...this.#ending]);
  }

  /** The profile leads elsewhere now. Whatever was open or tried is closed, and tried there. */
  async move(): Promise<void> {
    const wasClosed = this.#state === 'disconnected';
    this.#loaded = undefined;
    const closed = this.disconnect();
    if (!wasClosed) this.connect();
    await closed;
  }

  /**
   * The computer woke, or is in another network: what was lost is tried at once, also a host that could not be reached
   * before; one that seems open shows that it is.
   */
  wake(): void {
    if (this.#attempt !== undefined) this.#attemptAnew(this.#attempt);
    else if (this.#open !== undefined) void probe(this.#open.link);
    else if (this.#state === 'lost') this.connect();
    else if (this.#state === 'failed' && isNetworkTrouble(this.#problem?.failure)) this.connect();
  }

  /** What is under way in the old network would wait for its deadline; not when a person is being asked. */
  #attemptAnew({ state, ask, sinceMs, control }: Attempt): void {
    if (state !== 'lost' || ask.waiting) return;
    if (Date.now() - sinceMs < YOUNG_MS) {
      // Should it fail all the same, the next one is soon.
      this.#backOff.reset();
      return;
    }
    this.#attempt = undefined;
    control.abort();
    this.connect();
  }

  #begin(state: Attempt['state']): void {
    const ask = this.#options.makeAsker();
    const attempt: Attempt = { state, control: new AbortController(), ask, sinceMs: Date.now() };
    this.#attempt = attempt;
    this.#step = undefined;
    if (this.#problem !== undefined) {
      const { retryAtMs: _past, ...problem } = this.#problem;
      this.#problem = problem;
    }
    this.#set(state);
    this.#end(this.#run(attempt));
  }

  async #run(attempt: Attempt): Promise<void> {
    const { hooks, profile, findWay } = this.#options;
    const { uri, readOnly } = profile();
    const { ask, control } = attempt;
    const { signal } = control;
    let open: OpenHost | undefined;
    try {
      open = await openHost(uri, { readOnly, signal, ask, steps: this.#stepsOf(attempt), findWay });
      void ask.settled('accepted');
      this.#follow(open, signal);
      const loaded = await hooks.load(open.link);
      signal.throwIfAborted();
      // It can have ended with the very packet that held the last answer, when nobody was told yet.
      if (open.link.end !== undefined) throw open.link.end;
      this.#opened(open, loaded);
    } catch (error) {
      if (this.#attempt === attempt) this.#failed(error, attempt);
      await open?.close();
    }
  }

  #stepsOf(attempt: Attempt): StepListener {
    const begun = (step: ConnectStep) => {
      if (this.#attempt !== attempt) return;
      this.#step = step;
      this.#options.hooks.changed();
    };
    return { begun, done: () => undefined };
  }

  #follow(open: OpenHost, givenUp: AbortSignal): void {
    const { link } = open;
    const { hooks } = this.#options;
    givenUp.addEventListener('abort', () => void open.close(), { once: true });
    link.onEvent((event) => hooks.event(event));
    link.onBusy((busy) => {
      if (this.#open !== open) return;
      this.#busy = busy;
      hooks.changed();
    });
    link.onClosed((end) => {
      if (this.#open === open) this.#lost(end);
    });
  }

  #opened(open: OpenHost, loaded: LoadedHost): void {
    this.#attempt = undefined;
    this.#step = undefined;
    this.#backOff.reset();
    this.#problem = undefined;
    this.#open = open;
    this.#loaded = loaded;
    this.#set('connected');
    this.#options.hooks.up(open.link);
  }

  #failed(error: unknown, { state, ask }: Attempt): void {
    const { hooks } = this.#options;
    this.#attempt = undefined;
    this.#step = undefined;
    hooks.down(false);
    const problem = this.#problemOf(error, ask);
    void ask.settled(loginEnd(problem.failure));
    // However often it is tried, it is gone since it was lost.
    const sinceMs = state === 'lost' ? (this.#problem?.sinceMs ?? problem.sinceMs) : problem.sinceMs;
    this.#problem = { ...problem, sinceMs };
    const next = state === 'lost' ? afterFailure(problem.failure, ask) : 'give-up';
    if (next === 'give-up') hooks.clear();
    if (next === 'retry') this.#retrySoon();
    this.#set(next === 'give-up' ? 'failed' : 'lost');
  }

  #lost(end: Error): void {
    this.#letGo();
    this.#problem = this.#problemOf(end);
    this.#retrySoon();
    this.#set('lost');
  }

  #problemOf(error: unknown, ask?: LoginAsker): HostProblem {
    const { log, userIsRoot, profile } = this.#options;
    return hostProblem(error, readUri(profile().uri), { log, userIsRoot, ...(ask !== undefined && { ask }) });
  }

  #retrySoon(): void {
    const retryAtMs = this.#backOff.schedule(() => this.#begin('lost'));
    if (this.#problem !== undefined) this.#problem = { ...this.#problem, retryAtMs };
  }

  /** Ends whatever is under way. */
  #letGo(): void {
    this.#backOff.cancel();
    this.#attempt?.control.abort();
    this.#attempt = undefined;
    this.#step = undefined;
    const open = this.#open;
    this.#open = undefined;
    this.#busy = false;
    if (open !== undefined) this.#end(open.close());
    this.#options.hooks.down(open !== undefined);
  }

  #end(ending: Promise<void>): void {
    const ended = ending.catch((error: unknown) => this.#options.log.warn('closing a host', error));
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  #set(state: HostState): void {
    this.#state = state;
    this.#options.hooks.changed();
  }
}
