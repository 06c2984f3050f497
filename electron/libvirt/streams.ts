// A byte stream opened by a call: consoles, channels, uploads, downloads, screenshots.
// libvirt gives streams no window: what the host sends is always read, and what we send is held back here.
import { deliver } from './emitter.ts';
import { CallTimeout, type ConnectionEnd, LibvirtError } from './errors.ts';
import { remoteError, streamHole } from './protocol/values.gen.ts';
import type { StreamLine, StreamSink } from './rpc/channel.ts';
import { type Frame, messageStatus, messageType, STREAM_PIECE_BYTES } from './rpc/frame.ts';
import { decode } from './xdr/codec.ts';
import { ProtocolViolation } from './xdr/violation.ts';

/** How a stream came to its end. */
export type StreamEnd =
  /** In order: the host had no more data, or we said finish; the host confirmed. */
  | { readonly kind: 'finished'; readonly by: 'host' | 'us' }
  /** We gave it up. */
  | { readonly kind: 'aborted' }
  /** The host ended it with an error; code 38 on a console also means that another client took it. */
  | { readonly kind: 'failed'; readonly error: LibvirtError }
  | { readonly kind: 'lost'; readonly reason: ConnectionEnd };

export interface StreamHandlers {
  /** Each piece is the receiver's own; it is never touched again here. */
  readonly onData: (bytes: Uint8Array) => void;
  /** A stretch of zeroes, in bytes; only after the call asked for a sparse stream. */
  readonly onHole?: ((length: bigint) => void) | undefined;
}

/** More than this waiting unsent, and `write` asks to pause. */
const UNSENT_LIMIT_BYTES = 1_048_576;
/** Of that, what the connection itself may hold, so that calls and keys of others pass soon. */
const CONNECTION_SHARE_BYTES = 262_144;
const CONFIRMATION_TIMEOUT_MS = 60_000;
const ABORT_TIMEOUT_MS = 10_000;

type State = 'open' | 'finishing' | 'aborting' | 'ended';
interface Hole {
  readonly hole: bigint;
}

export class Stream<R> implements StreamSink {
  /** What the call that opened the stream answered. */
  readonly reply: R;
  /** Resolves once, however the stream ends; never rejects. */
  readonly ended: Promise<StreamEnd>;

  readonly #line: StreamLine;
  readonly #handlers: StreamHandlers;
  readonly #queue: (Uint8Array | Hole)[] = [];
  #queuedBytes = 0;
  #waiting: { readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];
  #state: State = 'open';
  #finishedBy: 'host' | 'us' = 'us';
  #finishQueued = false;
  #end: StreamEnd | undefined;
  #resolveEnded: (end: StreamEnd) => void = () => undefined;

  constructor(line: StreamLine, reply: R, handlers: StreamHandlers) {
    this.#line = line;
    this.#handlers = handlers;
    this.reply = reply;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  /** Bytes that wait to be sent, those of others on this connection included. */
  get unsentBytes(): number {
    return this.#queuedBytes + this.#line.bufferedBytes();
  }

  /**
   * Sends bytes, which must not change afterwards. `false` means: await `drained()` before more.
   * Writing to a stream that has ended does nothing; `ended` tells why.
   */
  write(bytes: Uint8Array): boolean {
    if (this.#state !== 'open' || this.#finishQueued) return false;
    if (bytes.length > 0) {
      this.#queue.push(bytes);
      this.#queuedBytes += bytes.length;
      this.#pump();
    }
    return this.unsentBytes < UNSENT_LIMIT_BYTES;
  }

  /** Sends a stretch of zeroes, in bytes, on a stream whose call asked for a sparse one. */
  writeHole(length: bigint): void {
    if (this.#state !== 'open' || this.#finishQueued) return;
    this.#queue.push({ hole: length });
    this.#pump();
  }

  /** Resolves when more may be written; rejects when the stream takes no more. */
  drained(): Promise<void> {
    if (this.#end !== undefined) return Promise.reject(endAsError(this.#end));
    if (this.#state !== 'open' || this.#finishQueued) return Promise.reject(takesNoMore());
    if (this.unsentBytes < UNSENT_LIMIT_BYTES) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  /**
   * Sends what is queued, says that there is no more, and waits for the host to confirm: only then is an
   * upload on disk. Rejects with `LibvirtError`, the connection's end, or `CallTimeout`.
   */
  async finish({ timeoutMs = CONFIRMATION_TIMEOUT_MS }: { timeoutMs?: number } = {}): Promise<void> {
    this.#finishQueued = true;
    this.#pump();
    const end = await this.#endWithin(timeoutMs);
    if (end === undefined) throw new CallTimeout('the end of the stream', timeoutMs);
    if (end.kind !== 'finished') throw endAsError(end);
  }

  /** Gives the stream up; resolves when it is over, at the latest after 10 s. */
  async abort(): Promise<void> {
    if (this.#state === 'open' || this.#state === 'finishing') {
      this.#state = 'aborting';
      this.#dropQueue(takesNoMore());
      this.#line.send(messageStatus.error);
    }
    const end = await this.#endWithin(ABORT_TIMEOUT_MS);
    if (end === undefined) this.#finishAs({ kind: 'aborted' });
  }

  /** For the channel. */
  frame(frame: Frame): void {
    if (frame.type === messageType.streamHole) this.#takeHole(frame);
    else if (frame.status === messageStatus.continue) this.#takeData(frame.body);
    else if (frame.status === messageStatus.ok) this.#takeConfirmation();
    else if (frame.status === messageStatus.error) this.#takeError(frame.body);
    else throw new ProtocolViolation(`a stream message with status ${frame.status}`);
  }

  /** For the channel. */
  drainedByConnection(): void {
    this.#pump();
  }

  /** For the channel. */
  lost(reason: ConnectionEnd): void {
    this.#finishAs({ kind: 'lost', reason });
  }

  #takeData(body: Buffer): void {
    if (this.#state === 'aborting') return;
    if (body.length > 0) {
      // Its own memory: a view would drag the whole receive buffer through a structured clone.
      deliver(this.#handlers.onData, new Uint8Array(body));
    } else if (this.#state === 'open') {
      this.#finishedBy = 'host';
      this.#state = 'finishing';
      this.#dropQueue(takesNoMore());
      this.#line.send(messageStatus.ok);
      void this.#awaitConfirmation();
    }
  }

  /** The host has said all that it had: one that does not confirm the end keeps nobody waiting for it. */
  async #awaitConfirmation(): Promise<void> {
    const end = await this.#endWithin(CONFIRMATION_TIMEOUT_MS);
    if (end === undefined) this.#finishAs({ kind: 'finished', by: 'host' });
  }

  #takeHole(frame: Frame): void {
    const { onHole } = this.#handlers;
    if (onHole === undefined) throw new ProtocolViolation('a hole in a stream that is not sparse');
    const { length } = decode(streamHole, frame.body);
    if (length < 0n) throw new ProtocolViolation(`a hole of ${length} bytes`);
    if (this.#state !== 'aborting') deliver(onHole, length);
  }

  #takeConfirmation(): void {
    const aborted = this.#state === 'aborting';
    this.#finishAs(aborted ? { kind: 'aborted' } : { kind: 'finished', by: this.#finishedBy });
  }

  #takeError(body: Buffer): void {
    const error = new LibvirtError(decode(remoteError, body));
    this.#finishAs(this.#state === 'aborting' ? { kind: 'aborted' } : { kind: 'failed', error });
  }

  #pump(): void {
    while (this.#state === 'open' && this.#line.bufferedBytes() < CONNECTION_SHARE_BYTES) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      this.#sendPiece(next);
    }
    if (this.#finishQueued && this.#queue.length === 0 && this.#state === 'open') {
      this.#state = 'finishing';
      this.#line.send(messageStatus.ok);
    }
    if (this.unsentBytes < UNSENT_LIMIT_BYTES) {
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    }
  }

  #sendPiece(next: Uint8Array | Hole): void {
    if (!(next instanceof Uint8Array)) {
      this.#line.sendHole(streamHole, { length: next.hole, flags: 0 });
      return;
    }
    const piece = next.subarray(0, STREAM_PIECE_BYTES);
    if (piece.length < next.length) this.#queue.unshift(next.subarray(piece.length));
    this.#queuedBytes -= piece.length;
    this.#line.send(messageStatus.continue, piece);
  }

  #dropQueue(reason: Error): void {
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  #finishAs(end: StreamEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#state = 'ended';
    this.#dropQueue(endAsError(end));
    this.#line.release();
    this.#resolveEnded(end);
  }

  async #endWithin(timeoutMs: number): Promise<StreamEnd | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, undefined);
    });
    const end = await Promise.race([this.ended, deadline]);
    clearTimeout(timer);
    return end;
  }
}

function takesNoMore(): Error {
  return new Error('the stream takes no more data');
}

/** The end of a stream as what a waiting caller gets thrown. */
function endAsError(end: StreamEnd): Error {
  if (end.kind === 'failed') return end.error;
  if (end.kind === 'lost') return end.reason;
  return new Error(end.kind === 'aborted' ? 'the stream was given up' : 'the host ended the stream');
}
