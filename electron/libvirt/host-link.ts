// One host, two connections: `live` for all that answers fast, `work` for calls that can block.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Route, routeOf } from './blocking-calls.ts';
import { type ConnectOptions, connect } from './client.ts';
import type { Connection } from './connection.ts';
import { ConnectionClosed, type ConnectionEnd, Unreachable } from './errors.ts';
import type { LibvirtEvent } from './event-types.ts';
import { inTime } from './in-time.ts';
import type { AnyProcedure, Procedure, StreamProcedure } from './protocol/procedure.ts';
import type { CallOptions } from './rpc/call-table.ts';
import type { Stream, StreamHandlers } from './streams.ts';
import { type HostUri, parseUri } from './uri.ts';
import { type Turn, WorkLane } from './work-lane.ts';

export interface RoutedCallOptions extends CallOptions {
  /** Overrides the table of blocking calls. */
  readonly route?: Route | undefined;
  /** Called when a call of `work` is about to be sent: until then, giving it up leaves the host untouched. */
  readonly onSending?: (() => void) | undefined;
}

// Below the five at which libvirtd stops listening, so that its answers to our pings still come.
const WORK_LIMITS = { total: 3, perSubject: 2 };
// A save or a wipe takes as long as its disk; keepalive, not this, notices a dead host.
const WORK_TIMEOUT_MS = 3_600_000;
/** ms within which both connections hear that their host is lost. */
const BOTH_LOST_MS = 250;

/** Opens the `live` connection of a host; rejects as `connect` does. */
export async function openHostLink(uri: string | HostUri, options: ConnectOptions = {}): Promise<HostLink> {
  const parsed = typeof uri === 'string' ? parseUri(uri) : uri;
  const remembering = { ...options, memory: options.memory ?? { login: undefined } };
  const link = new HostLink(await connect(parsed, remembering), remembering);
  if (link.live.polkitAsked && !link.readonly) link.openWorkAhead();
  return link;
}

export class HostLink {
  readonly uri: HostUri;
  readonly live: Connection;
  readonly #options: ConnectOptions;
  readonly #lane = new WorkLane(WORK_LIMITS);
  readonly #others = new Set<Connection>();
  /** Aborted when the host is gone, or is to go: what is being opened then is given up. */
  readonly #gone = new AbortController();
  #work: Promise<Connection> | undefined;

  constructor(live: Connection, options: ConnectOptions) {
    this.uri = live.uri;
    this.live = live;
    // The caller's signal was for opening; the connections made later live until `close`.
    this.#options = { ...options, signal: undefined, steps: undefined };
    live.onClosed((end) => {
      this.#gone.abort();
      this.#closeOthers(end);
    });
  }

  get readonly(): boolean {
    return this.live.readonly;
  }

  /** Why the host is gone; `undefined` while it is there. */
  get end(): ConnectionEnd | undefined {
    return this.live.end;
  }

  /** Makes a call by the connection that suits it. Rejects as `Connection.call` does. */
  call<A, R>(procedure: Procedure<A, R>, args: NoInfer<A>, options: RoutedCallOptions = {}): Promise<R> {
    const { route = routeOf(procedure), timeoutMs, signal, onSending } = options;
    if (route === 'live') {
      onSending?.();
      return this.live.call(procedure, args, { timeoutMs, signal });
    }
    return this.#lane.run(turnOf(procedure, args, options), async (remainingMs, onSent) => {
      const { work, leftMs } = await this.#workFor(procedure, remainingMs, signal);
      onSending?.();
      return await work.call(procedure, args, { timeoutMs: leftMs, signal, onSent });
    });
  }

  /**
   * Opens a stream: consoles on `live`, screenshots, which ask the monitor, on `work`. Uploads and downloads
   * belong on `openTransfer`.
   */
  openStream<A, R>(
    procedure: StreamProcedure<A, R>,
    args: NoInfer<A>,
    options: StreamHandlers & RoutedCallOptions,
  ): Promise<Stream<R>> {
    const { route = routeOf(procedure), ...rest } = options;
    if (route === 'live') return this.live.openStream(procedure, args, rest);
    return this.#lane.run(turnOf(procedure, args, options), async (remainingMs, onSent) => {
      const { work, leftMs } = await this.#workFor(procedure, remainingMs, rest.signal);
      return await work.openStream(procedure, args, { ...rest, timeoutMs: leftMs, onSent });
    });
  }

  /** A connection for one upload or download, on which not reading harms nobody. The caller closes it. */
  async openTransfer(signal?: AbortSignal): Promise<Connection> {
    return await this.#openOther({ ...this.#options, keepalive: false, signal });
  }

  /** Calls `listener` with each event of `live` until the returned function is called. */
  onEvent(listener: (event: LibvirtEvent) => void): () => void {
    return this.live.onEvent(listener);
  }

  /** `true` when the host is silent because it works on too many of our calls, `false` when it is back. */
  onBusy(listener: (busy: boolean) => void): () => void {
    return this.live.onBusy(listener);
  }

  /** Called once, when `live` ended; a lost `work` connection only fails its own calls. */
  onClosed(listener: (end: ConnectionEnd) => void): () => void {
    return this.live.onClosed(listener);
  }

  /** Says goodbye on all connections, within 4 s whatever the host does. */
  async close(): Promise<void> {
    this.#gone.abort();
    await Promise.all([this.live, ...this.#others].map((connection) => connection.close()));
  }

  /** Polkit remembers a yes for some minutes: later the first blocking call would ask, perhaps with nobody there to answer. */
  openWorkAhead(): void {
    this.#openWork().catch(() => {
      // The call that needs it tries again, and says what is wrong.
    });
  }

  /** The connection for blocking calls, and what its opening has left of a deadline. */
  async #workFor(
    { name: what }: AnyProcedure,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly work: Connection; readonly leftMs: number }> {
    const startedAt = performance.now();
    const work = await inTime(this.#openWork(), { what, timeoutMs, signal });
    return { work, leftMs: Math.max(1, timeoutMs - (performance.now() - startedAt)) };
  }

  /** Opened when first needed, and again after it was lost. */
  #openWork(): Promise<Connection> {
    const forget = (): void => {
      if (this.#work === opening) this.#work = undefined;
    };
    const opening = this.#work ?? this.#openOther({ ...this.#options, onBusy: undefined });
    if (this.#work === opening) return opening;
    this.#work = opening;
    opening.then((connection) => connection.onClosed(forget), forget);
    return opening;
  }

  async #openOther(options: ConnectOptions): Promise<Connection> {
    if (this.#gone.signal.aborted) throw this.#whyGone();
    const signals = [this.#gone.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const signal = AbortSignal.any(signals);
    const connection = await connect(this.uri, { ...options, readonly: this.readonly, signal }).catch(
      async (error: unknown) => {
        throw await this.#whyNotOpened(error);
      },
    );
    if (this.#gone.signal.aborted) {
      connection.channel.finish(this.#whyGone());
      throw this.#whyGone();
    }
    this.#others.add(connection);
    connection.onClosed(() => this.#others.delete(connection));
    return connection;
  }

  /** What opens may hear of a loss before `live` does, and would take it for a host that does not want it. */
  async #whyNotOpened(error: unknown): Promise<unknown> {
    const { signal } = this.#gone;
    if (error instanceof Unreachable) await sleep(BOTH_LOST_MS, undefined, { signal }).catch(() => undefined);
    return signal.aborted ? this.#whyGone() : error;
  }

  #whyGone(): ConnectionEnd {
    return this.live.end ?? new ConnectionClosed();
  }

  #closeOthers(end: ConnectionEnd): void {
    for (const connection of [...this.#others]) {
      if (end instanceof ConnectionClosed) void connection.close();
      else connection.channel.finish(end);
    }
  }
}

function turnOf(
  procedure: AnyProcedure,
  args: unknown,
  { timeoutMs = WORK_TIMEOUT_MS, signal }: CallOptions,
): Turn {
  return { subject: subjectOf(args), what: procedure.name, timeoutMs, signal };
}

/** The machine or pool that a call is about, if any. */
function subjectOf(args: unknown): string | undefined {
  const dom = textOf(partOf(args, 'dom'), 'uuid');
  if (dom !== undefined) return dom;
  const pool = textOf(partOf(args, 'pool'), 'name') ?? textOf(partOf(args, 'vol'), 'pool');
  return pool === undefined ? undefined : `pool ${pool}`;
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text = partOf(value, name);
  return typeof text === 'string' ? text : undefined;
}
