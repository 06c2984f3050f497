// Carries one session between a display that has let us in and the page's RFB client. Towards the page it plays a server
// of version 3.8 with security type None, so that no password ever reaches a page.
import type { Duplex } from 'node:stream';
import type { Failure } from '../../../shared/failure.ts';
import { type ByteChannel, CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import { quoted } from '../failure-of.ts';

const VERSION = Buffer.from('RFB 003.008\n', 'latin1');
/** Version, one security type (None), SecurityResult "ok": what a page's client waits for never depends on its answers. */
const GREETING = Buffer.concat([VERSION, Buffer.of(1, 1), Buffer.alloc(4)]);
const EXPECTED = Buffer.concat([VERSION, Buffer.of(1)]);

export type RelayChannel = Pick<ByteChannel<never, never>, 'write' | 'unackedBytes'>;

export class Relay {
  /** Settles once, when the session has ended; the failure says why when the display did not just close. */
  readonly ended: Promise<Failure | undefined>;
  readonly #socket: Duplex;
  readonly #channel: RelayChannel;
  #awaited = EXPECTED;
  #end: (failure?: Failure) => void = () => undefined;

  /** `socket` stands right before ClientInit. */
  constructor(socket: Duplex, channel: RelayChannel) {
    this.#socket = socket;
    this.#channel = channel;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    void this.ended.then(() => socket.destroy());
    socket.on('error', (error) =>
      this.#end({ kind: 'unreachable', stage: 'lost', message: quoted(error.message) }),
    );
    socket.on('close', () => this.#end());
  }

  /** Begins to speak; the page's client must be there. */
  begin(): void {
    this.#channel.write(GREETING);
    this.#socket.on('data', (bytes: Buffer) => this.#toPage(bytes));
  }

  /** Settles when the display can take more. */
  async fromPage(bytes: Uint8Array): Promise<void> {
    const rest = this.#afterGreeting(bytes);
    if (rest.length === 0 || this.#socket.destroyed || this.#socket.write(rest)) return;
    await new Promise<void>((resolve) => {
      this.#socket.once('drain', resolve);
      this.#socket.once('close', resolve);
    });
  }

  /** The page has caught up. */
  drained(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#end();
  }

  #toPage(bytes: Buffer): void {
    this.#channel.write(bytes);
    if (this.#channel.unackedBytes > CHANNEL_WINDOW_BYTES) this.#socket.pause();
  }

  #afterGreeting(bytes: Uint8Array): Uint8Array {
    const length = Math.min(this.#awaited.length, bytes.length);
    if (!this.#awaited.subarray(0, length).equals(bytes.subarray(0, length))) {
      this.#end({ kind: 'protocol', message: 'the page answered the greeting with something else' });
      return new Uint8Array();
    }
    this.#awaited = this.#awaited.subarray(length);
    return bytes.subarray(length);
  }
}
