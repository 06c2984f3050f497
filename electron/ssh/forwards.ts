// Streams to what the far host reaches, over sockets that the login's own ssh listens on in our private folder. They take no
// session of sshd, of which it grants ten to a login.
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Unreachable } from '../libvirt/errors.ts';

export interface ForwardDeps {
  readonly folder: string;
  /** Tells the login's ssh; rejects with its words. */
  readonly control: (order: 'forward' | 'cancel', forward: string) => Promise<void>;
}

const PATH = /^\/[^:\p{Cc}]+$/u;

export class Forwards {
  readonly #deps: ForwardDeps;
  readonly #open = new Set<Socket>();
  #count = 0;

  constructor(deps: ForwardDeps) {
    this.#deps = deps;
  }

  openTcp(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return this.#openTo(`${host.includes(':') ? `[${host}]` : host}:${port}`, signal);
  }

  openUnix(path: string, signal: AbortSignal): Promise<Socket> {
    if (!PATH.test(path)) throw new Unreachable('connect', `${path} cannot be reached over ssh`);
    return this.#openTo(path, signal);
  }

  dispose(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async #openTo(target: string, signal: AbortSignal): Promise<Socket> {
    this.#count += 1;
    const local = join(this.#deps.folder, `f${this.#count}`);
    const forward = `${local}:${target}`;
    await this.#deps.control('forward', forward);
    const socket = await connected(local, signal).finally(() => this.#close(forward, local));
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }

  /** Once connected, the listener has done its work. */
  #close(forward: string, local: string): void {
    this.#deps
      .control('cancel', forward)
      // The login may be gone, and its listeners with it.
      .catch(() => undefined)
      .finally(() => rm(local, { force: true }));
  }
}

function connected(path: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    const settle = (finish: () => void) => {
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      socket.on('error', () => undefined);
      finish();
    };
    const abort = () =>
      settle(() => {
        socket.destroy();
        reject(signal.reason);
      });
    const fail = (error: Error) =>
      settle(() => reject(new Unreachable('connect', error.message, { cause: error })));
    socket.once('error', fail);
    socket.once('connect', () => settle(() => resolve(socket)));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
