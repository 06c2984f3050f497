// One end of a channel of bytes over a wire, the same in page and engine: window, acknowledgements, notices, end.
import type { Failure } from './failure.ts';
import { type ByteChannel, CHANNEL_DRAINED_BYTES, CHANNEL_WINDOW_BYTES, type ChannelMessage } from './ipc.ts';
import type { Wire } from './wire.ts';

const PIECE_BYTES = 262_144;
/** Acknowledged at once from here; less waits for more, so that a flood of keys is not doubled by its answers. */
const ACK_AT_BYTES = 65_536;
const ACK_AFTER_MS = 20;
/** A closed channel waits so long for the next acknowledgement of what was written before. */
const LINGER_MS = 5000;

const LOST: Failure = { kind: 'unreachable', stage: 'lost', message: 'the other end is gone' };
const GARBAGE: Failure = { kind: 'protocol', message: 'a message on a channel of bytes made no sense' };

/** Counts what is on its way: pieces beyond the window wait here, so that no more than it is ever on the wire. */
class SendWindow {
  readonly #post: (piece: Uint8Array) => void;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #sentBytes = 0;

  constructor(post: (piece: Uint8Array) => void) {
    this.#post = post;
  }

  get bytes(): number {
    return this.#waitingBytes + this.#sentBytes;
  }

  get waits(): boolean {
    return this.#waitingBytes > 0;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      // A copy: the caller reuses its buffer, and a clone of a view would carry the whole buffer behind it.
      const piece = new Uint8Array(bytes.subarray(at, at + PIECE_BYTES));
      this.#waiting.push(piece);
      this.#waitingBytes += piece.length;
    }
    this.#flush();
  }

  /** Returns false when more is acknowledged than was sent. */
  acknowledge(bytes: number): boolean {
    if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > this.#sentBytes) return false;
    this.#sentBytes -= bytes;
    this.#flush();
    return true;
  }

  #flush(): void {
    for (let piece = this.#waiting[0]; piece !== undefined; piece = this.#waiting[0]) {
      if (this.#sentBytes + piece.length > CHANNEL_WINDOW_BYTES) return;
      this.#waiting.shift();
      this.#waitingBytes -= piece.length;
      this.#sentBytes += piece.length;
      this.#post(piece);
    }
  }
}

/** The other end derives its notices from the same contract; what they hold is checked where it is used. */
type ReceivedMessage<Incoming> =
  | Exclude<ChannelMessage, { type: 'notice' }>
  | { readonly type: 'notice'; readonly notice: Incoming };

function isChannelMessage<Incoming>(packet: unknown): packet is ReceivedMessage<Incoming> {
  if (typeof packet !== 'object' || packet === null || !('type' in packet)) return false;
  return packet.type === 'notice' || packet.type === 'ack' || packet.type === 'close';
}

class WiredChannel<Outgoing, Incoming> implements ByteChannel<Outgoing, Incoming> {
  readonly #wire: Wire;
  readonly #window: SendWindow;
  readonly #early: (Uint8Array | { readonly notice: Incoming })[] = [];
  #bytesListener: ((bytes: Uint8Array) => void | Promise<void>) | undefined;
  #noticeListener: ((notice: Incoming) => void) | undefined;
  #drainListeners: (() => void)[] = [];
  #closeListeners: ((failure?: Failure) => void)[] = [];
  #ended: { readonly failure?: Failure } | undefined;
  #unansweredBytes = 0;
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  /** Set while a channel that was closed in peace still sends. */
  #lingerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
    this.#window = new SendWindow((piece) => wire.post(piece));
    wire.onMessage((packet) => this.#receive(packet));
    wire.onClose(() => {
      clearTimeout(this.#lingerTimer);
      this.#end(LOST);
    });
  }

  get unackedBytes(): number {
    return this.#window.bytes;
  }

  write(bytes: Uint8Array): void {
    if (this.#ended === undefined) this.#window.write(bytes);
  }

  notify(notice: Outgoing): void {
    this.#say({ type: 'notice', notice });
  }

  onBytes(listener: (bytes: Uint8Array) => void | Promise<void>): void {
    this.#bytesListener = listener;
    this.#deliverEarly();
  }

  onNotice(listener: (notice: Incoming) => void): void {
    this.#noticeListener = listener;
    this.#deliverEarly();
  }

  onDrain(listener: () => void): void {
    this.#drainListeners.push(listener);
  }

  onClose(listener: (failure?: Failure) => void): void {
    if (this.#ended === undefined) this.#closeListeners.push(listener);
    else listener(this.#ended.failure);
  }

  close(failure?: Failure): void {
    if (this.#ended !== undefined) return;
    if (failure === undefined && this.#window.waits) {
      this.#settle(undefined);
      this.#linger();
      return;
    }
    this.#say(failure === undefined ? { type: 'close' } : { type: 'close', failure });
    this.#end(failure);
  }

  #say(message: ChannelMessage): void {
    if (this.#ended === undefined) this.#wire.post(message);
  }

  #linger(): void {
    clearTimeout(this.#lingerTimer);
    this.#lingerTimer = setTimeout(() => this.#wire.close(), LINGER_MS);
  }

  /** Closed in peace: nobody listens here any more, but the other end still gets all that was written for it. */
  #receiveLast(packet: unknown): void {
    if (packet instanceof Uint8Array || !isChannelMessage<Incoming>(packet) || packet.type === 'notice')
      return;
    if (packet.type === 'close' || !this.#window.acknowledge(packet.bytes)) {
      this.#wire.close();
    } else if (this.#window.waits) {
      this.#linger();
    } else {
      this.#wire.post({ type: 'close' } satisfies ChannelMessage);
      this.#wire.close();
    }
  }

  #receive(packet: unknown): void {
    if (this.#lingerTimer !== undefined) this.#receiveLast(packet);
    else if (this.#ended !== undefined) return;
    else if (packet instanceof Uint8Array) this.#deliver(packet);
    else if (!isChannelMessage<Incoming>(packet)) this.close(GARBAGE);
    else if (packet.type === 'notice') this.#deliver({ notice: packet.notice });
    else if (packet.type === 'close') this.#end(packet.failure);
    else this.#acknowledged(packet.bytes);
  }

  #acknowledged(bytes: number): void {
    const before = this.#window.bytes;
    if (!this.#window.acknowledge(bytes)) {
      this.close(GARBAGE);
      return;
    }
    if (before < CHANNEL_DRAINED_BYTES || this.#window.bytes >= CHANNEL_DRAINED_BYTES) return;
    for (const listener of this.#drainListeners) listener();
  }

  /** Bytes and notices keep their order, also while nobody listens yet. */
  #deliver(item: Uint8Array | { readonly notice: Incoming }): void {
    this.#early.push(item);
    this.#deliverEarly();
  }

  #deliverEarly(): void {
    for (let item = this.#early[0]; item !== undefined; item = this.#early[0]) {
      const listener = item instanceof Uint8Array ? this.#bytesListener : this.#noticeListener;
      if (listener === undefined) return;
      this.#early.shift();
      if (item instanceof Uint8Array) this.#handBytes(item);
      else this.#noticeListener?.(item.notice);
    }
  }

  #handBytes(bytes: Uint8Array): void {
    const handled = this.#bytesListener?.(bytes);
    const count = () => this.#handled(bytes.length);
    if (handled === undefined) count();
    else handled.then(count, count);
  }

  #handled(bytes: number): void {
    if (this.#ended !== undefined) return;
    this.#unansweredBytes += bytes;
    if (this.#unansweredBytes >= ACK_AT_BYTES) this.#sendAck();
    else this.#ackTimer ??= setTimeout(() => this.#sendAck(), ACK_AFTER_MS);
  }

  #sendAck(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    this.#say({ type: 'ack', bytes: this.#unansweredBytes });
    this.#unansweredBytes = 0;
  }

  #end(failure: Failure | undefined): void {
    if (this.#ended !== undefined) return;
    this.#settle(failure);
    this.#wire.close();
  }

  #settle(failure: Failure | undefined): void {
    this.#ended = failure === undefined ? {} : { failure };
    clearTimeout(this.#ackTimer);
    const listeners = this.#closeListeners;
    this.#closeListeners = [];
    this.#drainListeners = [];
    for (const listener of listeners) listener(failure);
  }
}

/** Makes a channel of a wire that is used for nothing else. */
export function createByteChannel<Outgoing, Incoming>(wire: Wire): ByteChannel<Outgoing, Incoming> {
  return new WiredChannel<Outgoing, Incoming>(wire);
}
