// A transport over any Node stream that goes both ways: sockets, TLS, a child's stdin and stdout.
import type { Duplex } from 'node:stream';
import type { ByteTransport, TransportHandlers } from '../rpc/byte-transport.ts';

// Reads are handed on as they are, so that a larger piece means fewer of them.
export class DuplexTransport implements ByteTransport {
  readonly #duplex: Duplex;
  readonly #explain: (error: Error | undefined) => Error | undefined;
  #error: Error | undefined;
  #corked = false;

  /** `explain` turns the end, an error or none, into the reason that people see. */
  constructor(duplex: Duplex, explain: (error: Error | undefined) => Error | undefined = (error) => error) {
    this.#duplex = duplex;
    this.#explain = explain;
    duplex.on('error', (error) => {
      this.#error ??= error;
    });
  }

  get bufferedBytes(): number {
    return this.#duplex.writableLength;
  }

  open({ data, drained, closed }: TransportHandlers): void {
    const duplex = this.#duplex;
    duplex.on('data', data);
    duplex.on('drain', drained);
    duplex.once('end', () => duplex.destroy());
    duplex.once('close', () => closed(this.#explain(this.#error)));
    if (duplex.destroyed) queueMicrotask(() => closed(this.#explain(this.#error)));
  }

  /** Calls made in one turn of the event loop leave in one system call. */
  write(bytes: Uint8Array): void {
    if (this.#duplex.destroyed || this.#duplex.writableEnded) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#duplex.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#duplex.uncork();
      });
    }
    this.#duplex.write(bytes);
  }

  setReading(reading: boolean): void {
    if (reading) this.#duplex.resume();
    else this.#duplex.pause();
  }

  end(): void {
    this.#duplex.end();
  }

  destroy(): void {
    this.#duplex.destroy();
  }
}
