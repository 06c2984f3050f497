// One RPC connection: frames in and out, calls by serial, streams by serial, keepalive, one end.
import { Cancelled, ConnectionClosed, type ConnectionEnd, LibvirtError, Unreachable } from '../errors.ts';
import { keepalivePing, keepalivePong } from '../protocol/keepalive.gen.ts';
import type { AnyProcedure, Procedure, StreamProcedure } from '../protocol/procedure.ts';
import { keepaliveProgram, qemuProgram, remoteProgram } from '../protocol/programs.ts';
import { remoteError } from '../protocol/values.gen.ts';
import { type Codec, decode } from '../xdr/codec.ts';
import { ProtocolViolation } from '../xdr/violation.ts';
import type { ByteTransport } from './byte-transport.ts';
import { type CallOptions, CallTable } from './call-table.ts';
import { EarlyFrames } from './early-frames.ts';
import {
  encodeFrame,
  encodeRawFrame,
  type Frame,
  type FrameHeader,
  messageStatus,
  messageType,
} from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { Keepalive, type KeepaliveOptions } from './keepalive.ts';

/** The receiving half of a stream, as the channel sees it. */
export interface StreamSink {
  frame(frame: Frame): void;
  drainedByConnection(): void;
  lost(end: ConnectionEnd): void;
}

/** The sending half, bound to one stream's serial. */
export interface StreamLine {
  send(status: number, body?: Uint8Array): void;
  sendHole<T>(body: Codec<T>, value: T): void;
  /** Unsent bytes of the whole connection. */
  bufferedBytes(): number;
  /** The stream is over: later frames for it are dropped. */
  release(): void;
}

export interface ChannelHooks {
  readonly message: (frame: Frame) => void;
  readonly busy: (busy: boolean) => void;
  readonly ended: (end: ConnectionEnd) => void;
}

// Frames of ended streams may still be on the way; this many are remembered.
const ENDED_STREAMS_KEPT = 4096;
/** With more than this unsent, the host does not listen; not less than any stream buffers before it says that it drained. */
const DEAF_HOST_BYTES = 262_144;
const RPC_PROGRAMS = new Map([remoteProgram, qemuProgram].map(({ id, version }) => [id, version]));

export class RpcChannel {
  readonly #transport: ByteTransport;
  readonly #hooks: ChannelHooks;
  readonly #reader = new FrameReader();
  readonly #calls = new CallTable();
  readonly #streams = new Map<number, { readonly sink: StreamSink; readonly procedure: number }>();
  readonly #endedStreams = new Map<number, number>();
  readonly #early = new EarlyFrames();
  #keepalive: Keepalive | undefined;
  #end: ConnectionEnd | undefined;
  #framesReceived = 0;
  #closing = false;
  /** The host asked while it did not listen. */
  #owesPong = false;

  constructor(transport: ByteTransport, hooks: ChannelHooks) {
    this.#transport = transport;
    this.#hooks = hooks;
    transport.open({
      data: (chunk) => this.#receive(chunk),
      drained: () => this.#drained(),
      closed: (reason) => this.finish(this.#endOf(reason)),
    });
  }

  get end(): ConnectionEnd | undefined {
    return this.#end;
  }

  /** Whether the peer ever sent a whole message: if not, it may not be libvirt at all. */
  get spokeOnce(): boolean {
    return this.#framesReceived > 0;
  }

  /** Calls that were made and are not answered. */
  get owed(): number {
    return this.#calls.size;
  }

  /** Begins to ask whether the peer lives; `finish` ends the connection when it does not. */
  startKeepalive(options: KeepaliveOptions): void {
    if (this.#end !== undefined) return;
    this.#keepalive ??= new Keepalive(options, {
      ping: () => this.#transport.write(encodeRawFrame(keepaliveHeader(keepalivePing.number))),
      owed: () => this.owed,
      busy: (busy) => this.#hooks.busy(busy),
      lost: (silentMs) =>
        this.finish(new Unreachable('lost', `the host has been silent for ${Math.round(silentMs / 1000)} s`)),
    });
    this.#keepalive.start();
  }

  /** Sends a call; the reply is decoded before the next frame is looked at. */
  call<A, R>(procedure: Procedure<A, R>, args: NoInfer<A>, options: CallOptions): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#send(procedure, args, options, { reply: resolve, fail: reject });
    });
  }

  /** Opens a stream; `accept` makes its sink as soon as the server agreed, so that no data is missed. */
  openStream<A, R, S extends StreamSink>(
    procedure: StreamProcedure<A, R>,
    args: NoInfer<A>,
    options: CallOptions,
    accept: (line: StreamLine, reply: R) => S,
  ): Promise<S> {
    return new Promise((resolve, reject) => {
      const serial = this.#send(procedure, args, options, {
        reply: (value) => {
          const sink = accept(this.#line(procedure, serial), value);
          this.#streams.set(serial, { sink, procedure: procedure.number });
          resolve(sink);
        },
        fail: reject,
        // Nobody waits for this stream any more, but the server has opened it.
        late: () => {
          this.#line(procedure, serial).send(messageStatus.error);
          this.#rememberEnded(serial, procedure.number);
        },
      });
    });
  }

  /** Stops and resumes reading from the transport. */
  setReading(reading: boolean): void {
    this.#transport.setReading(reading);
  }

  /** Sends the end after all that is buffered; the peer is expected to close then. */
  endWriting(): void {
    this.#closing = true;
    this.#transport.end();
  }

  /** Ends the connection: every call and stream fails at once with `end`. Only the first end counts. */
  finish(end: ConnectionEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#keepalive?.stop();
    this.#transport.destroy();
    this.#calls.failAll(end);
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    this.#early.clear();
    for (const { sink } of streams) sink.lost(end);
    this.#hooks.ended(end);
  }

  #send<A, R>(
    procedure: AnyProcedure & { readonly args: Codec<A>; readonly ret: Codec<R> },
    args: A,
    options: CallOptions,
    { reply, fail, late }: { reply: (value: R) => void; fail: (reason: Error) => void; late?: () => void },
  ): number {
    if (this.#end !== undefined) throw this.#end;
    if (options.signal?.aborted) throw new Cancelled();
    const serial = this.#calls.nextSerial((one) => this.#streams.has(one) || this.#endedStreams.has(one));
    const header = headerOf(procedure, { type: messageType.call, serial, status: messageStatus.ok });
    const bytes = encodeFrame(header, procedure.args, args);
    this.#calls.add(
      serial,
      {
        procedure,
        fail,
        reply: (frame) => settle(procedure.ret, frame, reply, fail),
        late: (frame) => {
          if (frame.status === messageStatus.ok) late?.();
        },
      },
      options,
    );
    this.#transport.write(bytes);
    return serial;
  }

  #line(procedure: AnyProcedure, serial: number): StreamLine {
    const header = (type: number, status: number) => headerOf(procedure, { type, serial, status });
    const write = (bytes: Buffer): void => {
      if (this.#end === undefined) this.#transport.write(bytes);
    };
    return {
      send: (status, body) => write(encodeRawFrame(header(messageType.stream, status), body)),
      sendHole: (body, value) =>
        write(encodeFrame(header(messageType.streamHole, messageStatus.continue), body, value)),
      bufferedBytes: () => this.#transport.bufferedBytes,
      release: () => {
        this.#streams.delete(serial);
        this.#rememberEnded(serial, procedure.number);
      },
    };
  }

  #rememberEnded(serial: number, procedure: number): void {
    this.#endedStreams.set(serial, procedure);
    const [oldest] = this.#endedStreams.keys();
    if (this.#endedStreams.size > ENDED_STREAMS_KEPT && oldest !== undefined)
      this.#endedStreams.delete(oldest);
  }

  #receive(chunk: Uint8Array): void {
    if (this.#end !== undefined) return;
    try {
      for (const frame of this.#reader.push(chunk)) {
        this.#dispatch(frame);
        if (this.#end !== undefined) return;
      }
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.finish(error);
    }
  }

  #dispatch(frame: Frame): void {
    this.#keepalive?.heard();
    if (frame.program === keepaliveProgram.id) {
      this.#answerKeepalive(frame);
    } else if (RPC_PROGRAMS.get(frame.program) !== frame.version) {
      throw new ProtocolViolation(`a message of program ${frame.program} version ${frame.version}`);
    } else if (frame.type === messageType.reply) {
      this.#calls.settle(frame);
      const early = this.#early.take(frame.serial);
      if (frame.status === messageStatus.ok) for (const one of early) this.#routeToStream(one);
    } else if (frame.type === messageType.message) {
      this.#hooks.message(frame);
    } else if (frame.type === messageType.stream || frame.type === messageType.streamHole) {
      this.#routeToStream(frame);
    } else {
      throw new ProtocolViolation(`a message of type ${frame.type}, which a server never sends`);
    }
    this.#framesReceived += 1;
  }

  #answerKeepalive(frame: Frame): void {
    if (frame.version !== keepaliveProgram.version || frame.type !== messageType.message) {
      throw new ProtocolViolation(`a keepalive message of version ${frame.version} and type ${frame.type}`);
    }
    if (frame.procedure === keepalivePing.number) {
      this.#answerPing();
    } else if (frame.procedure !== keepalivePong.number) {
      throw new ProtocolViolation(`keepalive procedure ${frame.procedure}`);
    }
  }

  /** Who asks on and on without listening is answered once, when it listens again: answers would pile up. */
  #answerPing(): void {
    this.#owesPong = this.#transport.bufferedBytes > DEAF_HOST_BYTES;
    if (!this.#owesPong) this.#transport.write(encodeRawFrame(keepaliveHeader(keepalivePong.number)));
  }

  #drained(): void {
    if (this.#owesPong) this.#answerPing();
    for (const { sink } of [...this.#streams.values()]) sink.drainedByConnection();
  }

  #routeToStream(frame: Frame): void {
    const stream = this.#streams.get(frame.serial);
    if (stream !== undefined && stream.procedure === frame.procedure) stream.sink.frame(frame);
    else if (this.#calls.opens(frame)) this.#early.keep(frame);
    else if (this.#endedStreams.get(frame.serial) !== frame.procedure) {
      throw new ProtocolViolation(`data for stream ${frame.serial}, which was never opened`);
    }
  }

  #endOf(reason: Error | undefined): ConnectionEnd {
    if (this.#closing) return new ConnectionClosed();
    if (reason instanceof Unreachable || reason instanceof ProtocolViolation) return reason;
    if (reason !== undefined) return new Unreachable('lost', reason.message, { cause: reason });
    const cut = this.#reader.pendingBytes > 0 ? ' in the middle of a message' : '';
    return new Unreachable('lost', `the host closed the connection${cut}`);
  }
}

function headerOf(
  procedure: AnyProcedure,
  rest: Pick<FrameHeader, 'type' | 'serial' | 'status'>,
): FrameHeader {
  const { id, version } = procedure.program;
  return { program: id, version, procedure: procedure.number, ...rest };
}

function keepaliveHeader(procedure: number): FrameHeader {
  const { id, version } = keepaliveProgram;
  return { program: id, version, procedure, type: messageType.message, serial: 0, status: messageStatus.ok };
}

function settle<R>(
  ret: Codec<R>,
  frame: Frame,
  reply: (value: R) => void,
  fail: (reason: Error) => void,
): void {
  try {
    if (frame.status === messageStatus.ok) reply(decode(ret, frame.body));
    else if (frame.status === messageStatus.error) fail(new LibvirtError(decode(remoteError, frame.body)));
    else throw new ProtocolViolation(`a reply with status ${frame.status}`);
  } catch (error) {
    if (error instanceof ProtocolViolation) fail(error);
    throw error;
  }
}
