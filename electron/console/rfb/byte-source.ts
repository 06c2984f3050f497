// Exact numbers of bytes from a socket. What was not asked for stays in the socket, for whoever reads it next.
import type { Duplex } from 'node:stream';
import { Unreachable } from '../../libvirt/errors.ts';

export class ByteSource {
  readonly #socket: Duplex;
  readonly #signal: AbortSignal;

  /** `signal` ends every wait; its reason is what `read` then throws. */
  constructor(socket: Duplex, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
  }

  /** Throws `unreachable` when the peer closes first. */
  async read(length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    let held = Buffer.alloc(0);
    while (held.length < length) {
      this.#signal.throwIfAborted();
      // All that is there: to leave some in the stream would make it `readable` again at once, for ever.
      const bytes: unknown = this.#socket.read();
      if (bytes instanceof Buffer) held = Buffer.concat([held, bytes]);
      else if (this.#socket.readableEnded || this.#socket.destroyed) throw this.#closed();
      else await this.#more();
    }
    if (held.length > length) this.#socket.unshift(held.subarray(length));
    return held.subarray(0, length);
  }

  async uint8(): Promise<number> {
    return (await this.read(1)).readUInt8();
  }

  async uint32(): Promise<number> {
    return (await this.read(4)).readUInt32BE();
  }

  #more(): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      const done = () => {
        for (const event of ['readable', 'end', 'close', 'error']) socket.off(event, settle);
        this.#signal.removeEventListener('abort', abort);
      };
      const settle = () => {
        done();
        resolve();
      };
      const abort = () => {
        done();
        reject(this.#signal.reason);
      };
      for (const event of ['readable', 'end', 'close', 'error']) socket.on(event, settle);
      this.#signal.addEventListener('abort', abort);
    });
  }

  #closed() {
    return new Unreachable('lost', this.#socket.errored?.message ?? 'the display closed the connection');
  }
}
