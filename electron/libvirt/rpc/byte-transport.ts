// What the RPC layer needs of a way to the host: bytes there, bytes back, and its end.

export interface TransportHandlers {
  readonly data: (chunk: Uint8Array) => void;
  /** Unsent bytes have fallen to the point where more may be written. */
  readonly drained: () => void;
  /** Called once. No reason means the peer ended the connection in order. */
  readonly closed: (reason: Error | undefined) => void;
}

export interface ByteTransport {
  /** Starts delivery; called once. */
  open(handlers: TransportHandlers): void;
  write(bytes: Uint8Array): void;
  /** Bytes accepted by `write` that the system has not taken yet. */
  readonly bufferedBytes: number;
  /** Stops and resumes reading: only for connections that carry a single transfer. */
  setReading(reading: boolean): void;
  /** Sends what is buffered, then the end; reading goes on. */
  end(): void;
  destroy(): void;
}
