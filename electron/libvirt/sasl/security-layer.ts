// The protection of messages that a SASL login agreed on: each goes as a 4-byte length and as many wrapped bytes.
import type { ByteTransport, TransportHandlers } from '../rpc/byte-transport.ts';
import { ProtocolViolation } from '../xdr/violation.ts';

export interface SecurityLayer {
  /** The most bytes that one `wrap` takes. */
  readonly largestPlain: number;
  /** Protects one piece; without its length word. */
  wrap(plain: Uint8Array): Uint8Array;
  /** Undoes the peer's `wrap`; throws `ProtocolViolation` when it was tampered with. */
  unwrap(wrapped: Uint8Array): Uint8Array;
}

const LENGTH_BYTES = 4;
const LARGEST_WRAPPED = 65_536;

/** A transport that can be given a security layer while it is used. */
export class LayeredTransport implements ByteTransport {
  readonly #inner: ByteTransport;
  #layer: SecurityLayer | undefined;
  #handlers: TransportHandlers | undefined;
  #pending = Buffer.alloc(0);

  constructor(inner: ByteTransport) {
    this.#inner = inner;
  }

  get bufferedBytes(): number {
    return this.#inner.bufferedBytes;
  }

  /** From the next byte on, both ways. Called while the reply that ended the login is being looked at. */
  protect(layer: SecurityLayer): void {
    this.#layer = layer;
  }

  open(handlers: TransportHandlers): void {
    this.#handlers = handlers;
    this.#inner.open({ ...handlers, data: (chunk) => this.#receive(chunk) });
  }

  write(bytes: Uint8Array): void {
    const layer = this.#layer;
    if (layer === undefined) {
      this.#inner.write(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += layer.largestPlain) {
      const wrapped = layer.wrap(bytes.subarray(at, at + layer.largestPlain));
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(wrapped.length);
      this.#inner.write(Buffer.concat([length, wrapped]));
    }
  }

  setReading(reading: boolean): void {
    this.#inner.setReading(reading);
  }

  end(): void {
    this.#inner.end();
  }

  destroy(): void {
    this.#inner.destroy();
  }

  #receive(chunk: Uint8Array): void {
    const layer = this.#layer;
    if (layer === undefined) {
      this.#handlers?.data(chunk);
      return;
    }
    this.#pending = Buffer.concat([this.#pending, chunk]);
    try {
      for (let piece = this.#take(); piece !== undefined; piece = this.#take()) {
        this.#handlers?.data(layer.unwrap(piece));
      }
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.#inner.destroy();
      this.#handlers?.closed(error);
    }
  }

  #take(): Buffer | undefined {
    if (this.#pending.length < LENGTH_BYTES) return undefined;
    const length = this.#pending.readUInt32BE(0);
    if (length > LARGEST_WRAPPED) throw new ProtocolViolation(`a protected message of ${length} bytes`);
    if (this.#pending.length < LENGTH_BYTES + length) return undefined;
    const piece = this.#pending.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    this.#pending = this.#pending.subarray(LENGTH_BYTES + length);
    return piece;
  }
}
