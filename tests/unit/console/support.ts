// Both ends of a channel, and a display that speaks from a script.
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createByteChannel } from '../../../shared/byte-channel.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { Packet, Wire } from '../../../shared/wire.ts';

/** The two ends of a wire within this process; packets are cloned, and arrive later. */
export function wirePair(): [Wire, Wire] {
  const ends = [new WireEnd(), new WireEnd()] as const;
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return [ends[0], ends[1]];
}

class WireEnd implements Wire {
  other: WireEnd | undefined;
  #early: unknown[] = [];
  #listener: ((packet: unknown) => void) | undefined;
  #onClose: (() => void) | undefined;
  #closed = false;

  post(packet: Packet): void {
    const copy = structuredClone(packet);
    if (!this.#closed) setImmediate(() => this.other?.receive(copy));
  }

  receive(packet: unknown): void {
    if (this.#listener === undefined) this.#early.push(packet);
    else this.#listener(packet);
  }

  onMessage(listener: (packet: unknown) => void): void {
    this.#listener = listener;
    for (const packet of this.#early.splice(0)) listener(packet);
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    setImmediate(() => this.other?.close());
    this.#onClose?.();
  }
}

/** A page that remembers what it was told. */
export class PageEnd<Notice extends { readonly type: string }, Command> {
  readonly notices: Notice[] = [];
  readonly channel: ByteChannel<Command, Notice>;
  #chunks: Uint8Array[] = [];
  closed: { readonly failure?: Failure | undefined } | undefined;
  /** Set to draw slowly: bytes are acknowledged when it resolves. */
  drawing: Promise<void> | undefined;

  constructor(wire: Wire) {
    this.channel = createByteChannel<Command, Notice>(wire);
    this.channel.onNotice((notice) => this.notices.push(notice));
    this.channel.onBytes((bytes) => {
      this.#chunks.push(bytes);
      return this.drawing;
    });
    this.channel.onClose((failure) => {
      this.closed = { failure };
    });
  }

  get bytes(): Buffer {
    const [only, second] = this.#chunks;
    if (second !== undefined || only === undefined) this.#chunks = [Buffer.concat(this.#chunks)];
    return Buffer.from(this.#chunks[0]!.buffer, this.#chunks[0]!.byteOffset, this.#chunks[0]!.byteLength);
  }

  set bytes(bytes: Buffer) {
    this.#chunks = [bytes];
  }

  get byteCount(): number {
    return this.#chunks.reduce((count, { length }) => count + length, 0);
  }

  get text(): string {
    return this.bytes.toString('latin1');
  }

  /** The last notice of this type. */
  last<T extends Notice['type']>(type: T): Extract<Notice, { type: T }> | undefined {
    const is = (notice: Notice): notice is Extract<Notice, { type: T }> => notice.type === type;
    return this.notices.filter(is).at(-1);
  }
}

export function channelPair<Notice extends { readonly type: string }, Command>() {
  const [page, engine] = wirePair();
  return {
    page: new PageEnd<Notice, Command>(page),
    engine: createByteChannel<Notice, Command>(engine),
  };
}

/** Waits until `found` gives something; fails the test when it never does. */
export async function eventually<T>(found: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 1000; tries++) {
    const value = found();
    if (value !== undefined && value !== false) return value;
    await sleep(5);
  }
  throw new Error(`never: ${found}`);
}

export interface FakeDisplay extends AsyncDisposable {
  readonly port: number;
  /** Connections so far. */
  readonly count: number;
}

/** A TCP server on the loopback that runs `script` for each connection. */
export async function fakeDisplay(script: (socket: Socket) => void | Promise<void>): Promise<FakeDisplay> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server: Server = createServer((socket) => {
    count++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    // A script that writes to a client that has gone is at its end.
    Promise.resolve(script(socket)).catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
