// A login whose code is loaded when something first goes through it.
import type { Duplex } from 'node:stream';
import type { OpenTransport } from '../libvirt/transport/open.ts';
import type { Login } from './way.ts';

export class LaterLogin implements Login {
  readonly #load: () => Promise<Login>;
  #login: Promise<Login> | undefined;

  constructor(load: () => Promise<Login>) {
    this.#load = load;
  }

  /** Only logins without shells come later. */
  readonly shells = undefined;

  readonly openTransport: OpenTransport = async (uri, options) =>
    (await this.#loaded()).openTransport(uri, options);

  async openTcp(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return (await this.#loaded()).openTcp(host, port, signal);
  }

  async openUnix(path: string, signal: AbortSignal): Promise<Duplex> {
    return (await this.#loaded()).openUnix(path, signal);
  }

  async dispose(): Promise<void> {
    await (await this.#login)?.dispose();
  }

  #loaded(): Promise<Login> {
    this.#login ??= this.#load();
    return this.#login;
  }
}
