// One open Serial tab. What it cannot draw in time is not kept for it: it gets the screen anew when it has caught up.
import { type ByteChannel, CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
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
  #answering = false;

  constructor(channel: SerialChannel) {
    this.#channel = channel;
  }

  /** It missed something, and is ready for all of it at once. */
  get wantsReplay(): boolean {
    return !this.#inStep && this.#channel.unackedBytes < CHANNEL_WINDOW_BYTES / 4;
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
    if (this.#channel.unackedBytes + bytes.length > CHANNEL_WINDOW_BYTES) this.#inStep = false;
    else this.#channel.write(bytes);
  }

  /** Everything so far; live bytes follow. */
  replay(replay: Replay): void {
    this.glimpse(replay);
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
