// A way for messages between a page and the engine: a port in Electron, a socket in a browser, a fake in tests.

/** An object that survives structured clone and JSON, or bytes. */
export type Packet = object | Uint8Array;

/** Keeps order, loses nothing while it stands, and tells once when it has ended. */
export interface Wire {
  /** Does nothing once closed. Bytes may be reused by the caller only after they were copied. */
  post(packet: Packet): void;
  /** One listener; what came before it was set is kept for it. Bytes come as a plain `Uint8Array`. */
  onMessage(listener: (packet: unknown) => void): void;
  /** Called once, whichever end closed it. */
  onClose(listener: () => void): void;
  /** What was posted before still arrives. */
  close(): void;
}
