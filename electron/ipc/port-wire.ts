// A wire over a message port of Electron (or of Node, in tests).
import type { Packet, Wire } from '../../shared/wire.ts';

/** What `MessagePortMain` offers; named here because the engine imports nothing of Electron. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly PortLike[] }) => void,
  ): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A wire whose messages can bring the end of another port: so a page opens a channel. */
export interface PortWire extends Wire {
  onPort(listener: (packet: unknown, port: PortLike) => void): void;
}

class WireOverPort implements PortWire {
  readonly #port: PortLike;
  #started = false;
  #closed = false;
  #messageListener: ((packet: unknown) => void) | undefined;
  #portListener: ((packet: unknown, port: PortLike) => void) | undefined;
  #closeListener: (() => void) | undefined;

  constructor(port: PortLike) {
    this.#port = port;
    port.on('message', ({ data, ports }) => this.#receive(data, ports[0]));
    port.on('close', () => this.#ended());
  }

  post(packet: Packet): void {
    // Never with a transfer list: an ArrayBuffer in it loses the whole message (electron#34905).
    if (!this.#closed) this.#port.postMessage(packet);
  }

  onMessage(listener: (packet: unknown) => void): void {
    this.#messageListener = listener;
    // The port keeps what arrives until it is started.
    if (!this.#started) this.#port.start();
    this.#started = true;
  }

  onPort(listener: (packet: unknown, port: PortLike) => void): void {
    this.#portListener = listener;
  }

  onClose(listener: () => void): void {
    this.#closeListener = listener;
    if (this.#closed) this.#fireClose();
  }

  close(): void {
    if (this.#closed) return;
    this.#port.close();
    this.#ended();
  }

  #receive(data: unknown, port: PortLike | undefined): void {
    if (this.#closed) return;
    if (port === undefined) this.#messageListener?.(data);
    else if (this.#portListener === undefined) port.close();
    else this.#portListener(data, port);
  }

  #ended(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#fireClose();
  }

  #fireClose(): void {
    const listener = this.#closeListener;
    this.#closeListener = undefined;
    listener?.();
  }
}

export function createPortWire(port: PortLike): PortWire {
  return new WireOverPort(port);
}
