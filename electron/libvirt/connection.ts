// An open connection to one host: calls, streams, events, and its end.
import { Emitter } from './emitter.ts';
import { isUnknownProcedure } from './error-predicates.ts';
import { ConnectionClosed, type ConnectionEnd, LibvirtError, Unreachable, Unsupported } from './errors.ts';
import { decodeEvent } from './event-decoders.ts';
import type { LibvirtEvent } from './event-types.ts';
import { type Subscription, subscribeAll } from './events.ts';
import type { Feature } from './features.ts';
import { connectClose, connectSupportsFeature } from './protocol/connect.gen.ts';
import type { AnyProcedure, Procedure, StreamProcedure } from './protocol/procedure.ts';
import type { ByteTransport } from './rpc/byte-transport.ts';
import type { CallOptions } from './rpc/call-table.ts';
import { RpcChannel } from './rpc/channel.ts';
import type { Frame } from './rpc/frame.ts';
import { Stream, type StreamHandlers } from './streams.ts';
import type { HostUri } from './uri.ts';

const CLOSE_TIMEOUT_MS = 2_000;

export class Connection {
  readonly uri: HostUri;
  readonly readonly: boolean;
  /** For the handshake. */
  readonly channel: RpcChannel;
  /** Somebody may have been asked for a password to let this connection in. */
  polkitAsked = false;

  readonly #callTimeoutMs: number;
  readonly #lacking = new Map<string, Unsupported>();
  readonly #features = new Map<Feature, Promise<boolean>>();
  readonly #events = new Emitter<LibvirtEvent>();
  readonly #busy = new Emitter<boolean>();
  readonly #closed = new Emitter<ConnectionEnd>();

  constructor(
    transport: ByteTransport,
    { uri, readonly, callTimeoutMs }: { uri: HostUri; readonly: boolean; callTimeoutMs: number },
  ) {
    this.uri = uri;
    this.readonly = readonly;
    this.#callTimeoutMs = callTimeoutMs;
    this.channel = new RpcChannel(transport, {
      message: (frame) => this.#takeMessage(frame),
      busy: (busy) => this.#busy.emit(busy),
      ended: (end) => this.#closed.emit(end),
    });
  }

  /** Why this connection is no more; `undefined` while it lives. */
  get end(): ConnectionEnd | undefined {
    return this.channel.end;
  }

  /**
   * Makes one call. Rejects with `LibvirtError` (refused), `Unsupported`, `CallTimeout`, `Cancelled`,
   * `InvalidArgument`, or the connection's end.
   */
  async call<A, R>(procedure: Procedure<A, R>, args: NoInfer<A>, options: CallOptions = {}): Promise<R> {
    this.#refuseLacking(procedure);
    try {
      return await this.channel.call(procedure, args, this.#withDeadline(options));
    } catch (error) {
      throw this.#rememberLacking(procedure, error);
    }
  }

  /** Opens a stream; the handlers get every byte from the first on. Rejects as `call` does. */
  async openStream<A, R>(
    procedure: StreamProcedure<A, R>,
    args: NoInfer<A>,
    { onData, onHole, ...options }: StreamHandlers & CallOptions,
  ): Promise<Stream<R>> {
    this.#refuseLacking(procedure);
    try {
      return await this.channel.openStream(
        procedure,
        args,
        this.#withDeadline(options),
        (line, reply) => new Stream(line, reply, { onData, onHole }),
      );
    } catch (error) {
      throw this.#rememberLacking(procedure, error);
    }
  }

  /** Whether the server has a feature of its protocol; asked once. */
  supports(feature: Feature): Promise<boolean> {
    const known = this.#features.get(feature);
    if (known !== undefined) return known;
    const answer = this.#askFeature(feature);
    this.#features.set(feature, answer);
    return answer;
  }

  /** Asks for all events; what comes goes to `onEvent`. Load the host's state after this resolved. */
  subscribe(): Promise<Subscription> {
    return subscribeAll(this);
  }

  /** Calls `listener` with each event until the returned function is called; nothing comes before `subscribe`. */
  onEvent(listener: (event: LibvirtEvent) => void): () => void {
    return this.#events.on(listener);
  }

  /** `true` when the host is silent because it works on too many of our calls, `false` when it is back. */
  onBusy(listener: (busy: boolean) => void): () => void {
    return this.#busy.on(listener);
  }

  /** Called once; in the next turn when the connection has already ended. */
  onClosed(listener: (end: ConnectionEnd) => void): () => void {
    const { end } = this;
    if (end === undefined) return this.#closed.on(listener);
    let listening = true;
    queueMicrotask(() => listening && listener(end));
    return () => {
      listening = false;
    };
  }

  /** Stops and resumes reading: only for connections that carry a single transfer. */
  setReading(reading: boolean): void {
    this.channel.setReading(reading);
  }

  /** Says goodbye and ends the connection, within 4 s whatever the host does. Pending calls fail. */
  async close(): Promise<void> {
    if (this.end !== undefined) return;
    const gone = new Promise<void>((resolve) => this.onClosed(() => resolve()));
    const timer = setTimeout(() => this.channel.finish(new ConnectionClosed()), CLOSE_TIMEOUT_MS * 2);
    try {
      await this.channel.call(connectClose, {}, { timeoutMs: CLOSE_TIMEOUT_MS });
      this.channel.endWriting();
      await gone;
    } catch {
      // A host that does not answer a goodbye is left without one.
      this.channel.finish(new ConnectionClosed());
    } finally {
      clearTimeout(timer);
    }
  }

  #withDeadline({ timeoutMs = this.#callTimeoutMs, signal, onSent }: CallOptions): CallOptions {
    return { timeoutMs, signal, onSent };
  }

  #refuseLacking(procedure: AnyProcedure): void {
    if (procedure.descriptors) throw new Unsupported(`${procedure.name} passes file descriptors`);
    const lacking = this.#lacking.get(procedure.name);
    if (lacking !== undefined) throw lacking;
  }

  #rememberLacking(procedure: AnyProcedure, error: unknown): unknown {
    if (!isUnknownProcedure(error)) return error;
    const lacking = new Unsupported(procedure.name, error);
    this.#lacking.set(procedure.name, lacking);
    return lacking;
  }

  async #askFeature(feature: Feature): Promise<boolean> {
    try {
      return (await this.call(connectSupportsFeature, { feature })).supported !== 0;
    } catch (error) {
      if (error instanceof LibvirtError || error instanceof Unsupported) return false;
      this.#features.delete(feature);
      throw error;
    }
  }

  #takeMessage(frame: Frame): void {
    const event = decodeEvent(frame, frame.body);
    if (event === undefined) return;
    this.#events.emit(event);
    if (event.kind === 'hypervisor-closed') {
      this.channel.finish(new Unreachable('lost', "libvirt lost its connection to the host's hypervisor"));
    }
  }
}
