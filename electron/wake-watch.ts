// Notices that this computer woke from sleep or that its network changed, in any process: Electron's own news are main's alone.
import { networkInterfaces } from 'node:os';

const LOOK_EVERY_MS = 5000;
/** A busy process is late too, but not so much. */
const SLEPT_MS = 10_000;

export interface WakeWatchOptions {
  /** The computer woke, or is in another network than before; also told once too often rather than too seldom. */
  readonly onWake: () => void;
  readonly readInterfaces?: typeof networkInterfaces;
}

/**
 * The addresses by which others can be reached. Link-local ones are left out: each machine that starts brings one for its
 * interface on the host, and nothing changes by it.
 */
function addressesOf(interfaces: ReturnType<typeof networkInterfaces>): string {
  const all = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !/^(fe[89ab]|169\.254\.)/i.test(address))
      .map(({ address, netmask }) => `${name} ${address} ${netmask}`),
  );
  return all.sort().join('\n');
}

class WakeWatch {
  readonly #onWake: () => void;
  readonly #readInterfaces: typeof networkInterfaces;
  readonly #timer: NodeJS.Timeout;
  #lookedAt = Date.now();
  #addresses: string;

  constructor({ onWake, readInterfaces = networkInterfaces }: WakeWatchOptions) {
    this.#onWake = onWake;
    this.#readInterfaces = readInterfaces;
    this.#addresses = this.#read('');
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    // The clock on the wall goes on while the computer sleeps; the timer's does not.
    const now = Date.now();
    const slept = now - this.#lookedAt > LOOK_EVERY_MS + SLEPT_MS;
    this.#lookedAt = now;
    const before = this.#addresses;
    this.#addresses = this.#read(before);
    if (slept || this.#addresses !== before) this.#onWake();
  }

  /** Some systems refuse the question at times; then nothing has changed as far as is known. */
  #read(otherwise: string): string {
    try {
      return addressesOf(this.#readInterfaces());
    } catch {
      return otherwise;
    }
  }
}

/** Looks every five seconds until it is disposed of. */
export function watchForWake(options: WakeWatchOptions): { dispose(): void } {
  return new WakeWatch(options);
}
