// One page that is connected: its requests, what is pushed to it, and its channels; all end with its wire.
import { randomUUID } from 'node:crypto';
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { ByteChannel, ChannelOpening, EngineMessage } from '../../shared/ipc.ts';
import type { Wire } from '../../shared/wire.ts';
import { Cancelled } from '../libvirt/errors.ts';
import type { Dispatch } from './dispatch.ts';
import { readPageMessage } from './page-message.ts';
import { PushQueue } from './push-queue.ts';

/** Serves one channel; it lives until either side closes it. */
export function serveChannel(
  dispatch: Dispatch,
  clientId: string,
  opening: ChannelOpening,
  wire: Wire,
): ByteChannel<unknown, unknown> {
  const channel = createByteChannel<unknown, unknown>(wire);
  const closed = new AbortController();
  channel.onClose(() => closed.abort());
  void dispatch.open(opening.method, opening.input, channel, { clientId, signal: closed.signal });
  return channel;
}

export class PageSession {
  readonly clientId = randomUUID();
  readonly #wire: Wire;
  readonly #dispatch: Dispatch;
  readonly #pushes: PushQueue;
  readonly #pending = new Map<number, AbortController>();
  readonly #channels = new Set<ByteChannel<unknown, unknown>>();
  readonly #gone = new AbortController();

  constructor(wire: Wire, dispatch: Dispatch) {
    this.#wire = wire;
    this.#dispatch = dispatch;
    this.#pushes = new PushQueue(
      (message) => this.#say(message),
      () => wire.close(),
    );
    wire.onClose(() => this.#end());
    wire.onMessage((packet) => this.#receive(packet));
    this.#say({ type: 'welcome' });
  }

  push(method: string, value: unknown): void {
    if (!this.#gone.signal.aborted) this.#pushes.offer({ type: 'push', method, value });
  }

  /** Opens a channel for this page over a wire of its own. */
  openChannel(opening: ChannelOpening, wire: Wire): void {
    const channel = serveChannel(this.#dispatch, this.clientId, opening, wire);
    this.#channels.add(channel);
    channel.onClose(() => this.#channels.delete(channel));
  }

  /** Told once when the page is gone. */
  onGone(listener: () => void): void {
    this.#gone.signal.addEventListener('abort', listener, { once: true });
  }

  close(): void {
    this.#wire.close();
  }

  #say(message: EngineMessage): void {
    this.#wire.post(message);
  }

  #receive(packet: unknown): void {
    const message = readPageMessage(packet);
    if (message?.type === 'request') void this.#answer(message.id, message.method, message.input);
    else if (message?.type === 'cancel') this.#pending.get(message.id)?.abort(new Cancelled());
    else if (message?.type !== 'seen' || !this.#pushes.seen(message.pushes)) this.#wire.close();
  }

  async #answer(id: number, method: string, input: unknown): Promise<void> {
    if (this.#pending.has(id)) return this.#wire.close();
    const abort = new AbortController();
    this.#pending.set(id, abort);
    const context = { clientId: this.clientId, signal: abort.signal };
    const result = await this.#dispatch.request(method, input, context);
    this.#pending.delete(id);
    try {
      this.#say({ type: 'result', id, result });
    } catch (error) {
      // A value that cannot travel (a bigint, a function) must not leave the page waiting for ever.
      this.#say({ type: 'result', id, result: this.#dispatch.unsendable(error) });
    }
  }

  #end(): void {
    if (this.#gone.signal.aborted) return;
    // Not `Cancelled`: nobody took back what was asked, and what runs on a host goes on.
    for (const abort of this.#pending.values()) abort.abort();
    for (const channel of this.#channels) channel.close();
    this.#gone.abort();
  }
}
