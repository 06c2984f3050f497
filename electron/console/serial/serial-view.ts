// One open Serial tab. What it cannot draw in time is not kept for it: it gets the screen anew when it has caught up.
import { type ByteChannel, CHANNEL_DRAINED_BYTES, CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import type { SerialCommand, SerialNotice } from '../../../shared/model/console.ts';

export type SerialChannel = ByteChannel<SerialNotice, SerialCommand>;

export interface Replay {
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}

export class SerialView {
  readonly #channel: SerialChannel;
  #inStep = false;
  /** A long scrollback alone is more than a window; what follows it must not make the view fall behind at once. */
  #replayBytes = 0;
  #answering = false;

  constructor(channel: SerialChannel) {
    this.#channel = channel;
  }

  /** It missed something, and is ready for all of it at once: the very moment at which its channel tells that it drained. */
  get wantsReplay(): boolean {
    return !this.#inStep && this.#channel.unackedBytes < CHANNEL_DRAINED_BYTES;
  }

  get answering(): boolean {
    return this.#answering;
  }

  set answering(on: boolean) {
    if (on === this.#answering) return;
    this.#answering = on;
    this.#channel.notify({ type: 'answering', on });
  }

  notify(notice: SerialNotice): void {
    this.#channel.notify(notice);
  }

  live(bytes: Uint8Array): void {
    if (!this.#inStep) return;
    const { unackedBytes } = this.#channel;
    if (unackedBytes < CHANNEL_DRAINED_BYTES) this.#replayBytes = 0;
    if (unackedBytes + bytes.length > CHANNEL_WINDOW_BYTES + this.#replayBytes) this.#inStep = false;
    else this.#channel.write(bytes);
  }

  /** Everything so far; live bytes follow. */
  replay(replay: Replay): void {
    this.glimpse(replay);
    this.#replayBytes = replay.bytes.length;
    this.#inStep = true;
  }

  /** A part of a flood, so that the person sees that it goes on. */
  glimpse({ bytes, columns, rows }: Replay): void {
    this.#channel.notify({ type: 'replay', bytes: bytes.length, columns, rows });
    this.#channel.write(bytes);
  }

  /** It must be told everything again. */
  fallBehind(): void {
    this.#inStep = false;
  }
}
