// What a page does with a screen and a serial console, without drawing.
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { ScreenCommand, ScreenNotice, SerialCommand, SerialNotice } from '../../shared/model/console.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import { waitFor } from '../lab/process.ts';
import { PageEnd, wirePair } from '../unit/console/support.ts';
import type { TestEngine } from './inventory-engine.ts';

export function openScreen(engine: TestEngine, domain: DomainKey, index = 0): PageScreen {
  const [page, end] = wirePair();
  void engine.handlers.consoles.screen({ domain, index }, createByteChannel(end), engine.context);
  return new PageScreen(page);
}

export class PageScreen extends PageEnd<ScreenNotice, ScreenCommand> {
  #read = 0;

  /** Waits for the next session and logs in to it: width, height and name of the display. */
  async connect(): Promise<{ readonly width: number; readonly height: number; readonly name: string }> {
    await waitFor(
      'a session',
      async () => this.last('ready') !== undefined && this.notices.at(-1)?.type === 'ready',
    );
    this.bytes = Buffer.alloc(0);
    this.#read = 0;
    this.channel.notify({ type: 'begin', session: this.last('ready')!.session });
    this.#expect(await this.#take(12), 'RFB 003.008\n');
    this.channel.write(Buffer.from('RFB 003.008\n'));
    this.#expect(await this.#take(2), '\x01\x01');
    this.channel.write(Buffer.of(1));
    this.#expect(await this.#take(4), '\0\0\0\0');
    this.channel.write(Buffer.of(1));
    const init = await this.#take(24);
    const name = (await this.#take(init.readUInt32BE(20))).toString();
    return { width: init.readUInt16BE(0), height: init.readUInt16BE(2), name };
  }

  /** How many different colours the picture has (raw encoding, 32 bits a pixel as QEMU offers it). */
  async colours(): Promise<number> {
    const { width, height } = await this.connect();
    const encodings = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]);
    const request = Buffer.alloc(10);
    request.writeUInt8(3, 0);
    request.writeUInt16BE(width, 6);
    request.writeUInt16BE(height, 8);
    this.channel.write(Buffer.concat([encodings, request]));
    const head = await this.#take(4);
    const seen = new Set<number>();
    for (let rectangle = 0; rectangle < head.readUInt16BE(2); rectangle++) {
      const place = await this.#take(12);
      const pixels = await this.#take(place.readUInt16BE(4) * place.readUInt16BE(6) * 4);
      for (let at = 0; at < pixels.length; at += 4) seen.add(pixels.readUInt32LE(at));
    }
    return seen.size;
  }

  /** Types a-z and Return. */
  type(text: string): void {
    for (const character of text) {
      const keysym = character === '\n' ? 0xff0d : character.charCodeAt(0);
      for (const down of [1, 0]) {
        const event = Buffer.from([4, down, 0, 0, 0, 0, 0, 0]);
        event.writeUInt32BE(keysym, 4);
        this.channel.write(event);
      }
    }
  }

  async #take(length: number): Promise<Buffer> {
    await waitFor(`${length} bytes of the display`, async () => this.bytes.length >= this.#read + length);
    this.#read += length;
    return this.bytes.subarray(this.#read - length, this.#read);
  }

  #expect(bytes: Buffer, text: string): void {
    if (bytes.toString('latin1') !== text)
      throw new Error(`not ${JSON.stringify(text)}: ${bytes.toString('hex')}`);
  }
}

export function openSerial(engine: TestEngine, domain: DomainKey, device = 'serial0'): PageSerial {
  const [page, end] = wirePair();
  void engine.handlers.consoles.serial({ domain, device }, createByteChannel(end), engine.context);
  return new PageSerial(page);
}

export class PageSerial extends PageEnd<SerialNotice, SerialCommand> {
  get state(): string | undefined {
    return this.last('state')?.state;
  }

  type(text: string): void {
    this.channel.write(Buffer.from(text));
  }

  async shows(text: string): Promise<void> {
    await waitFor(`"${text}" on the console`, async () => this.text.includes(text), 60_000);
  }

  async is(state: string): Promise<void> {
    await waitFor(`the console to be ${state}`, async () => this.state === state, 30_000);
  }
}
