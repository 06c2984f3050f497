// Carries one session between a display that has let us in and the page's RFB client. Towards the page it plays a server
// of version 3.8 with security type None, so that no password ever reaches a page.
import type { Duplex } from 'node:stream';
import type { Failure } from '../../../shared/failure.ts';
import { type ByteChannel, CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import { quoted } from '../../libvirt/failure-of.ts';
import { CLIENT_INIT } from './login.ts';

const VERSION = Buffer.from('RFB 003.008\n', 'latin1');
/** What is said and what must come back before more is said: noVNC reads no further than the version until it has answered. */
const GREETING: readonly { readonly say: Buffer; readonly hear: Buffer }[] = [
  { say: VERSION, hear: VERSION },
  // One security type, None, which is chosen; then SecurityResult "ok".
  { say: Buffer.of(1, 1), hear: Buffer.of(1) },
  // The display has got this ClientInit already.
  { say: Buffer.alloc(4), hear: CLIENT_INIT },
];

export type RelayChannel = Pick<ByteChannel<never, never>, 'write' | 'unackedBytes'>;

export class Relay {
  /** Settles once, when the session has ended; the failure says why when the display did not just close. */
  readonly ended: Promise<Failure | undefined>;
  readonly #socket: Duplex;
  readonly #channel: RelayChannel;
  readonly #steps = GREETING.values();
  #awaited: Buffer = Buffer.of();
  #end: (failure?: Failure) => void = () => undefined;

  /** `socket` stands right before ServerInit. */
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
    this.#nextStep();
  }

  /** Settles when the display can take more. */
  async fromPage(bytes: Uint8Array): Promise<void> {
    const rest = this.#afterGreeting(bytes);
    if (rest.length === 0 || this.#socket.destroyed || this.#socket.write(rest)) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        this.#socket.off('drain', settle);
        this.#socket.off('close', settle);
        resolve();
      };
      this.#socket.on('drain', settle);
      this.#socket.on('close', settle);
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

  #nextStep(): void {
    const { value: step } = this.#steps.next();
    if (step === undefined) {
      this.#socket.on('data', (bytes: Buffer) => this.#toPage(bytes));
      return;
    }
    this.#channel.write(step.say);
    this.#awaited = step.hear;
  }

  /** What is left of the page's bytes when its answers to the greeting are taken off. */
  #afterGreeting(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    while (this.#awaited.length > 0 && rest.length > 0) {
      const length = Math.min(this.#awaited.length, rest.length);
      if (!this.#awaited.subarray(0, length).equals(rest.subarray(0, length))) {
        this.#end({ kind: 'protocol', message: 'the page answered the greeting with something else' });
        return new Uint8Array();
      }
      this.#awaited = this.#awaited.subarray(length);
      rest = rest.subarray(length);
      if (this.#awaited.length === 0) this.#nextStep();
    }
    return rest;
  }
}
