// One viewer, from its first byte to its last: hears its messages, and sends updates when it wants one, when there is
// something new, and when it has taken the one before.
import type { Duplex } from 'node:stream';
import { drawArrow } from './desktops/arrow.ts';
import { Keyboard } from './desktops/keyboard.ts';
import { Framebuffer } from './drawing/framebuffer.ts';
import { coversAll, intersection, isEmpty, type Rectangle, union } from './drawing/rectangle.ts';
import { type ClientMessage, readMessage } from './rfb/client-messages.ts';
import { handshake } from './rfb/handshake.ts';
import { Pump, type Reading } from './rfb/reading.ts';
import { updateMessage } from './rfb/rectangles.ts';
import { serverInit } from './rfb/server-init.ts';
import type { ScreenMachine } from './screen-machine.ts';
import type { SharedScreen } from './shared-screen.ts';
import { UpdateBuilder } from './update-builder.ts';

/** From one update to the next, and from one look for news to the next. */
const FRAME_MS = 100;
const LEFT = 1;
const MIDDLE = 2;

export class Viewer {
  readonly #duplex: Duplex;
  readonly #machine: ScreenMachine;
  readonly #screen: SharedScreen;
  readonly #keyboard = new Keyboard();
  readonly #picture: Framebuffer;
  readonly #updates: UpdateBuilder;
  #wanted: { readonly area: Rectangle; readonly whole: boolean } | undefined;
  /** The stamps of what was drawn last, and of what the viewer has all of. */
  #drawn = '';
  #complete = '';
  /** An update is on its way. */
  #sending = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(duplex: Duplex, machine: ScreenMachine, screen: SharedScreen) {
    const { width, height } = screen.scene;
    this.#duplex = duplex;
    this.#machine = machine;
    this.#screen = screen;
    this.#picture = new Framebuffer(width, height);
    this.#updates = new UpdateBuilder(new Framebuffer(width, height));
    // The reason does not matter: whatever it is, the viewer is gone.
    duplex.on('error', () => this.#stop());
    duplex.on('close', () => this.#stop());
    duplex.on('end', () => this.#stop());
    const pump = new Pump(this.#session());
    duplex.on('data', (bytes: Buffer) => this.#hear(pump, bytes));
  }

  *#session(): Reading<void> {
    const send = (bytes: Uint8Array) => void this.#duplex.write(bytes);
    if (!(yield* handshake(send, this.#machine.password))) {
      this.#duplex.end();
      return;
    }
    send(serverInit(this.#picture, this.#machine.name));
    for (;;) this.#take(yield* readMessage());
  }

  #hear(pump: Pump, bytes: Buffer): void {
    if (this.#duplex.destroyed) return;
    try {
      pump.push(bytes);
    } catch {
      // A peer that breaks the protocol is not answered.
      this.#stop();
      return;
    }
    this.#attend();
  }

  #take(message: ClientMessage): void {
    if (message.type === 'pixel-format') this.#updates.format = message.format;
    else if (message.type === 'encodings') this.#encodings(message.encodings);
    else if (message.type === 'update-wanted') this.#want(message.area, !message.incremental);
    else if (message.type === 'cut-text') this.#screen.clipboard = message.text;
    else if (message.type === 'key') this.#key(message.keysym, message.down);
    else this.#point(message.x, message.y, message.buttons);
  }

  #encodings(encodings: readonly number[]): void {
    this.#updates.encodings = encodings;
    this.#complete = '';
  }

  /** What is wanted before the last wish was met is wanted as well. */
  #want(asked: Rectangle, whole: boolean): void {
    const area = intersection(asked, this.#picture.bounds);
    if (isEmpty(area)) return;
    const before = this.#wanted;
    this.#wanted =
      before === undefined
        ? { area, whole }
        : { area: union(before.area, area), whole: before.whole || whole };
  }

  #key(keysym: number, down: boolean): void {
    const press = this.#keyboard.press(keysym, down);
    if (press !== undefined) this.#screen.press(press);
  }

  #point(x: number, y: number, buttons: number): void {
    const { width, height } = this.#picture;
    this.#screen.point({
      x: Math.min(x, width - 1),
      y: Math.min(y, height - 1),
      left: (buttons & LEFT) !== 0,
      middle: (buttons & MIDDLE) !== 0,
    });
  }

  /** Sends what is new, now or when the last update is long enough ago; looks again later when nothing is. */
  #attend(): void {
    if (this.#wanted === undefined || this.#sending || !this.#duplex.writable) return;
    const wait = this.#sentAt + FRAME_MS - performance.now();
    if (wait <= 0 && this.#update()) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#attend();
      },
      wait > 0 ? wait : FRAME_MS,
    ).unref();
  }

  /** Whether there was something to send. */
  #update(): boolean {
    const { scene } = this.#screen;
    const wanted = this.#wanted;
    if (wanted === undefined) return false;
    this.#draw();
    if (!wanted.whole && this.#complete === this.#drawn) return false;
    const rectangles = this.#updates.rectangles(this.#picture, scene.surfaces(), {
      ...wanted,
      hasArrow: scene.hasArrow,
    });
    if (coversAll(wanted.area, this.#picture)) this.#complete = this.#drawn;
    if (rectangles.length === 0) return false;
    this.#wanted = undefined;
    this.#send(updateMessage(rectangles));
    return true;
  }

  /** Brings the picture up to date, unless it is. */
  #draw(): void {
    this.#screen.advance();
    const { scene } = this.#screen;
    const { x, y } = scene.pointer;
    const ownArrow = scene.hasArrow && !this.#updates.drawsPointer;
    const stamp = ownArrow ? `${scene.stamp()} ${x} ${y}` : scene.stamp();
    if (stamp === this.#drawn) return;
    scene.draw(this.#picture);
    if (ownArrow) drawArrow(this.#picture, x, y);
    this.#drawn = stamp;
  }

  #send(update: Buffer): void {
    this.#sending = true;
    this.#sentAt = performance.now();
    this.#disarm();
    this.#duplex.write(update, () => {
      this.#sending = false;
      this.#attend();
    });
  }

  #stop(): void {
    this.#disarm();
    this.#wanted = undefined;
    this.#duplex.destroy();
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
