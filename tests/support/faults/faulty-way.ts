// Puts faults between our client and any server: in front of a Duplex inside this process, or on a UNIX socket of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { makePair } from '../../../electron/demo/pair.ts';
import { DuplexTransport } from '../../../electron/libvirt/transport/duplex.ts';
import type { OpenTransport } from '../../../electron/libvirt/transport/open.ts';
import { FaultLine, type FaultLineOptions } from './fault-line.ts';

/** Gives a fresh connection to the server. */
export type Dial = () => Duplex;

export interface FaultyWay {
  /** Every connection made, in order. */
  readonly lines: readonly FaultLine[];
  readonly openTransport: OpenTransport;
}

/** A way to the server for `connect`; `makeOptions` says what befalls the connection of this number, from 0. */
export function faultyWay(dial: Dial, makeOptions: (number: number) => FaultLineOptions): FaultyWay {
  const lines: FaultLine[] = [];
  const openTransport: OpenTransport = async () => {
    const [client, near] = makePair();
    lines.push(new FaultLine(near, dial(), makeOptions(lines.length)));
    return new DuplexTransport(client);
  };
  return { lines, openTransport };
}

/** A UNIX socket behind which faults wait, for whoever connects by its URI. */
export class FaultySocket {
  readonly lines: FaultLine[] = [];
  readonly uri: string;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(folder: string, server: Server) {
    this.#folder = folder;
    this.#server = server;
    this.uri = `qemu+unix:///system?socket=${join(folder, 'sock')}`;
  }

  static async listen(dial: Dial, makeOptions: (number: number) => FaultLineOptions): Promise<FaultySocket> {
    const folder = mkdtempSync(join(tmpdir(), 'faulty-'));
    const server = createServer({ allowHalfOpen: true });
    const socket = new FaultySocket(folder, server);
    server.on('connection', (near) => {
      socket.lines.push(new FaultLine(near, dial(), makeOptions(socket.lines.length)));
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve));
    return socket;
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
