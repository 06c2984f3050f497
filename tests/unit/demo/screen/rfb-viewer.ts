// A viewer for tests, at the other end of a pair of streams, and the machine that it looks at.
import { type Duplex, duplexPair } from 'node:stream';
import { type ScreenMachine, serveScreen } from '../../../../electron/demo/screen/screen-server.ts';
import { Cursor, Cut, Decoder, type Format, formatMessage } from './decode.ts';

export const RAW = 0;
export const COPY_RECT = 1;
export const ZRLE = 16;
export const CURSOR = -239;
export const EXTENDED_KEYS = -258;

export const KEYS = {
  enter: 0xff0d,
  ctrl: 0xffe3,
  alt: 0xffe9,
  shift: 0xffe1,
  delete: 0xffff,
  insert: 0xff63,
};

export class TestMachine implements ScreenMachine {
  readonly name: string;
  readonly look: ScreenMachine['look'];
  readonly seed: number;
  readonly password?: string;
  nowMs = 60_000;
  isPaused = false;
  reboots = 0;

  constructor(look: ScreenMachine['look'], more: { name?: string; seed?: number; password?: string } = {}) {
    this.look = look;
    this.name = more.name ?? 'web-01';
    this.seed = more.seed ?? 7;
    if (more.password !== undefined) this.password = more.password;
  }

  uptimeMs(): number {
    return this.nowMs;
  }

  paused(): boolean {
    return this.isPaused;
  }

  reboot(): void {
    this.reboots += 1;
  }
}

export class RfbViewer {
  readonly far: Duplex;
  readonly near: Duplex;
  readonly received: Buffer[] = [];
  #decoder: Decoder | undefined;
  #rest = Buffer.alloc(0);
  updates = 0;

  /** With `listens` false nothing is read from the near end. */
  constructor(machine: ScreenMachine, { listens = true } = {}) {
    const [near, far] = duplexPair();
    this.near = near;
    this.far = far;
    // A pair of Node's ends together only when both ends agree; a socket does not ask.
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.on('error', () => undefined);
    if (listens) {
      near.on('data', (bytes: Buffer) => this.received.push(bytes));
      near.on('end', () => near.destroy());
    }
    serveScreen(far, machine);
  }

  send(...bytes: readonly (Uint8Array | string)[]): void {
    for (const piece of bytes)
      this.near.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  }

  /** All that has come and was not looked at. */
  heard(): Buffer {
    this.#rest = Buffer.concat([this.#rest, ...this.received.splice(0)]);
    return this.#rest;
  }

  /** Through the handshake of 3.8 without a password; the picture is empty then. */
  async open(encodings: readonly number[], format?: Format): Promise<Decoder> {
    this.send('RFB 003.008\n', Uint8Array.of(1), Uint8Array.of(1));
    await settled();
    const init = new Cursor(this.heard());
    init.take(12 + 2 + 4);
    const decoder = new Decoder(init.uint(2), init.uint(2));
    init.take(16);
    init.take(init.uint(4));
    this.#rest = this.#rest.subarray(init.at);
    this.#decoder = decoder;
    if (format !== undefined) {
      decoder.format = format;
      this.send(formatMessage(format));
    }
    this.send(encodingsMessage(encodings));
    return decoder;
  }

  want(incremental = true, area = [0, 0, this.#decoder?.width ?? 0, this.#decoder?.height ?? 0]): void {
    this.send(wantMessage(incremental, area));
  }

  /** Decodes what has come; returns how many updates that were. */
  async see(): Promise<number> {
    await settled();
    const bytes = new Cursor(this.heard());
    let count = 0;
    try {
      for (; bytes.at < bytes.bytes.length; count += 1) {
        const start = bytes.at;
        try {
          this.#decoder?.update(bytes);
        } catch (error) {
          bytes.at = start;
          throw error;
        }
      }
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
    }
    this.#rest = this.#rest.subarray(bytes.at);
    this.updates += count;
    return count;
  }

  press(...keysyms: readonly number[]): void {
    for (const keysym of keysyms) this.send(keyMessage(keysym, true));
    for (const keysym of keysyms.toReversed()) this.send(keyMessage(keysym, false));
  }

  type(text: string): void {
    for (const letter of text) this.press(letter === '\n' ? KEYS.enter : letter.charCodeAt(0));
  }

  point(x: number, y: number, buttons = 0): void {
    this.send(pointerMessage(x, y, buttons));
  }

  click(x: number, y: number): void {
    this.point(x, y, 1);
    this.point(x, y, 0);
  }
}

export function encodingsMessage(encodings: readonly number[]): Buffer {
  const message = Buffer.alloc(4 + 4 * encodings.length);
  message.writeUInt8(2);
  message.writeUInt16BE(encodings.length, 2);
  for (const [at, encoding] of encodings.entries()) message.writeInt32BE(encoding, 4 + 4 * at);
  return message;
}

export function wantMessage(incremental: boolean, area: readonly number[]): Buffer {
  const message = Buffer.alloc(10);
  message.set([3, incremental ? 1 : 0]);
  for (const [at, value] of area.entries()) message.writeUInt16BE(value, 2 + 2 * at);
  return message;
}

export function keyMessage(keysym: number, down: boolean): Buffer {
  const message = Buffer.alloc(8);
  message.set([4, down ? 1 : 0]);
  message.writeUInt32BE(keysym, 4);
  return message;
}

export function pointerMessage(x: number, y: number, buttons: number): Buffer {
  const message = Buffer.alloc(6);
  message.set([5, buttons]);
  message.writeUInt16BE(x, 2);
  message.writeUInt16BE(y, 4);
  return message;
}

/** Until the streams have nothing left to do. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise(setImmediate);
}
