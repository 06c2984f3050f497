// One connection with faults in it: it stands between a client and a server, knows where messages begin, and lets a plan
// do to each what it likes.
import type { Duplex } from 'node:stream';
import { keepaliveProgram } from '../../../electron/libvirt/protocol/programs.ts';
import {
  encodeRawFrame,
  type Frame,
  messageStatus,
  messageType,
} from '../../../electron/libvirt/rpc/frame.ts';
import { FrameReader } from '../../../electron/libvirt/rpc/frame-reader.ts';
import type { Fault, Way } from './fault.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';

/** Chooses what befalls a message; called for each, of both sides. */
export type FaultPlan = (frame: Frame, from: Fault['from'], line: FaultLine) => Fault | undefined;

export interface FaultLineOptions {
  readonly plan: FaultPlan;
  readonly random: Random;
  readonly ledger: Ledger;
  /** Called whenever something has moved, in either direction. */
  readonly onMove?: (() => void) | undefined;
}

/** What was done to one message. */
export interface Struck {
  readonly fault: Fault;
  readonly type: number;
  readonly serial: number;
}

/** A message that others overtake is let go after so long when none comes. */
const OVERTAKEN_MS = 5;

export class FaultLine implements Way {
  /** The faults of this connection, in order. */
  readonly struck: Struck[] = [];

  readonly #near: Duplex;
  readonly #far: Duplex;
  readonly #options: FaultLineOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #endedStreams = new Set<number>();
  #held: (() => void)[] | undefined;
  #overtaken: { left: number; readonly bytes: Uint8Array }[] = [];
  #withoutKeepalive = false;
  #silent = false;
  #corked = false;
  #closed = false;

  /** `near` leads to the client, `far` to the server. */
  constructor(near: Duplex, far: Duplex, options: FaultLineOptions) {
    this.#near = near;
    this.#far = far;
    this.#options = options;
    const [fromServer, fromClient] = [new FrameReader(), new FrameReader()];
    far.on('data', (chunk: Buffer) => {
      for (const frame of fromServer.push(chunk)) this.#fromServer(frame);
    });
    near.on('data', (chunk: Buffer) => {
      for (const frame of fromClient.push(chunk)) this.#fromClient(frame);
    });
    for (const side of [near, far]) side.on('error', () => side.destroy());
    far.once('end', () => this.#act(() => near.end()));
    far.once('close', () => this.#act(() => near.end()));
    near.once('end', () => far.end());
    near.once('close', () => this.#end());
  }

  get closed(): boolean {
    return this.#closed;
  }

  pass(bytes: Uint8Array): void {
    this.#act(() => this.#write(bytes));
  }

  holdFor(ms: number): void {
    if (this.#held !== undefined) return;
    this.#held = [];
    this.#later(ms, () => this.#letGo());
  }

  trickle(bytes: Uint8Array): void {
    if (this.#held !== undefined) {
      this.pass(bytes);
      return;
    }
    this.#held = [];
    const next = (at: number): void => {
      this.#options.onMove?.();
      if (this.#closed) return;
      if (at === bytes.length) this.#letGo();
      else {
        this.#write(bytes.subarray(at, at + 1));
        setImmediate(next, at + 1);
      }
    };
    next(0);
  }

  passAfter(messages: number, bytes: Uint8Array): void {
    const one = { left: messages, bytes };
    this.#overtaken.push(one);
    this.#later(OVERTAKEN_MS, () => {
      if (!this.#overtaken.includes(one)) return;
      this.#overtaken = this.#overtaken.filter((other) => other !== one);
      this.pass(bytes);
    });
  }

  cut(): void {
    this.#fallSilentForGood();
    // Written out first: a socket forgets what it still holds when it is destroyed.
    this.#act(() => this.#near.write('', () => this.#near.destroy()));
  }

  close(): void {
    this.#fallSilentForGood();
    this.#act(() => this.#near.end());
  }

  stopReading(ms: number | undefined): void {
    this.#near.pause();
    if (ms !== undefined) this.#later(ms, () => this.#near.resume());
  }

  dropKeepalive(): void {
    this.#withoutKeepalive = true;
  }

  fallSilent(): void {
    this.#silent = true;
  }

  endStream(serial: number): void {
    this.#endedStreams.add(serial);
  }

  /** Ends it without a word, from outside. */
  destroy(): void {
    this.#near.destroy();
  }

  #fromServer(frame: Frame): void {
    this.#options.onMove?.();
    if (this.#silent || this.#isDropped(frame) || this.#isOfEndedStream(frame)) return;
    const bytes = encodeRawFrame(frame, frame.body);
    if (!this.#strike(frame, bytes, 'server')) this.pass(bytes);
    this.#letOvertaken();
  }

  #fromClient(frame: Frame): void {
    this.#options.onMove?.();
    if (this.#isDropped(frame)) return;
    if (frame.type === messageType.stream && this.#endedStreams.has(frame.serial)) this.#confirm(frame);
    const bytes = encodeRawFrame(frame, frame.body);
    if (!this.#strike(frame, bytes, 'client') && this.#far.writable) this.#far.write(bytes);
  }

  #strike(frame: Frame, bytes: Buffer, from: Fault['from']): boolean {
    const { plan, random, ledger } = this.#options;
    const fault = plan(frame, from, this);
    if (fault === undefined) return false;
    ledger.injected(fault.kind);
    this.struck.push({ fault, type: frame.type, serial: frame.serial });
    fault.strike({ way: this, frame, bytes, random });
    return true;
  }

  #isDropped({ program }: Frame): boolean {
    return this.#withoutKeepalive && program === keepaliveProgram.id;
  }

  #isOfEndedStream({ type, serial }: Frame): boolean {
    return type === messageType.stream && this.#endedStreams.has(serial);
  }

  /** The client has understood that its stream is over; the server, which ended nothing, cannot confirm that. */
  #confirm(frame: Frame): void {
    if (frame.status === messageStatus.ok || frame.status === messageStatus.error) {
      this.pass(encodeRawFrame({ ...frame, status: messageStatus.ok }));
    }
  }

  #letOvertaken(): void {
    for (const one of this.#overtaken) one.left -= 1;
    const due = this.#overtaken.filter(({ left }) => left < 0);
    this.#overtaken = this.#overtaken.filter(({ left }) => left >= 0);
    for (const { bytes } of due) this.pass(bytes);
  }

  #act(action: () => void): void {
    if (this.#held !== undefined) this.#held.push(action);
    else if (!this.#near.destroyed) action();
  }

  /** What was held back for others to overtake it never arrives either. */
  #fallSilentForGood(): void {
    this.#silent = true;
    this.#overtaken = [];
  }

  #letGo(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const action of held) this.#act(action);
  }

  /** What goes in one turn arrives in one piece, as it may from a socket. */
  #write(bytes: Uint8Array): void {
    if (!this.#near.writable) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#near.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#near.uncork();
      });
    }
    this.#near.write(bytes);
  }

  #later(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
  }

  #end(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#held = undefined;
    this.#far.destroy();
  }
}
