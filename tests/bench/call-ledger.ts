// Reads along on connections to one host: how long the longest chain of calls was that each waited for an answer before it.
import type { AnyProcedure } from '../../electron/libvirt/protocol/procedure.ts';
import type { ByteTransport } from '../../electron/libvirt/rpc/byte-transport.ts';
import { type Frame, messageType } from '../../electron/libvirt/rpc/frame.ts';
import { FrameReader } from '../../electron/libvirt/rpc/frame-reader.ts';

export class CallLedger {
  readonly #answeredAt = new Map<number, number>();
  #deepest = 0;

  /** Answers in the longest chain so far. */
  get roundTrips(): number {
    return this.#deepest;
  }

  /** When the first answer to a call came, by `performance.now()`. */
  answeredAt({ number }: AnyProcedure): number | undefined {
    return this.#answeredAt.get(number);
  }

  /** The same transport, with this ledger reading along. */
  follow(transport: ByteTransport): ByteTransport {
    const asked = new Map<number, number>();
    const [sent, received] = [new FrameReader(), new FrameReader()];
    return {
      open: (handlers) =>
        transport.open({
          ...handlers,
          data: (chunk) => {
            for (const frame of received.push(chunk)) this.#answer(asked, frame);
            handlers.data(chunk);
          },
        }),
      write: (bytes) => {
        for (const frame of sent.push(bytes)) this.#call(asked, frame);
        transport.write(bytes);
      },
      get bufferedBytes() {
        return transport.bufferedBytes;
      },
      setReading: (reading) => transport.setReading(reading),
      end: () => transport.end(),
      destroy: () => transport.destroy(),
    };
  }

  #call(asked: Map<number, number>, { type, serial }: Frame): void {
    if (type === messageType.call) asked.set(serial, this.#deepest + 1);
  }

  #answer(asked: Map<number, number>, { type, serial, procedure }: Frame): void {
    const depth = asked.get(serial);
    if (type !== messageType.reply || depth === undefined) return;
    asked.delete(serial);
    this.#deepest = Math.max(this.#deepest, depth);
    if (!this.#answeredAt.has(procedure)) this.#answeredAt.set(procedure, performance.now());
  }
}
