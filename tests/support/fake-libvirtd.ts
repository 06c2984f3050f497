// A libvirtd that speaks bytes on a real UNIX socket and does what a test tells it: answers, lies, cuts,
// stays silent, answers out of order. Without orders it opens connections and knows no other procedure. It can also serve
// connections inside this process, without any socket.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { makePair } from '../../electron/demo/pair.ts';
import { authList } from '../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectClose,
  connectOpen,
  connectSupportsFeature,
} from '../../electron/libvirt/protocol/connect.gen.ts';
import type { AnyProcedure, ServerMessage } from '../../electron/libvirt/protocol/procedure.ts';
import { keepaliveProgram } from '../../electron/libvirt/protocol/programs.ts';
import { type RemoteError, remoteError } from '../../electron/libvirt/protocol/values.gen.ts';
import {
  encodeFrame,
  encodeRawFrame,
  type Frame,
  messageStatus,
  messageType,
} from '../../electron/libvirt/rpc/frame.ts';
import { FrameReader } from '../../electron/libvirt/rpc/frame-reader.ts';
import { type Codec, decode } from '../../electron/libvirt/xdr/codec.ts';

type Declared<A, R> = AnyProcedure & { readonly args: Codec<A>; readonly ret: Codec<R> };
/** What a handler gives: an answer, or nothing when it answers by itself, later or never. */
type Answer<R> = R | undefined | Promise<R | undefined>;
type RawHandler = (frame: Frame, peer: FakePeer) => void;

export function errorOf(code: number, domain: number, message: string): RemoteError {
  const nothing = { dom: undefined, str1: undefined, str2: undefined, str3: undefined, net: undefined };
  return { code, domain, message, level: 2, ...nothing, int1: -1, int2: -1 };
}

const keyOf = (program: number, number: number): string => `${program}:${number}`;

/** One call as the server sees it. */
export class FakeCall<R> {
  readonly peer: FakePeer;
  readonly frame: Frame;
  readonly #procedure: { readonly ret: Codec<R> };

  constructor(peer: FakePeer, frame: Frame, procedure: { readonly ret: Codec<R> }) {
    this.peer = peer;
    this.frame = { ...frame, body: Buffer.from(frame.body) };
    this.#procedure = procedure;
  }

  reply(value: R): void {
    const header = { ...this.frame, type: messageType.reply, status: messageStatus.ok };
    this.peer.send(encodeFrame(header, this.#procedure.ret, value));
  }

  refuse(code: number, domain: number, message: string): void {
    const header = { ...this.frame, type: messageType.reply, status: messageStatus.error };
    this.peer.send(encodeFrame(header, remoteError, errorOf(code, domain, message)));
  }

  /** A message of the stream that this call opened. */
  stream(status: number, body?: Uint8Array): void {
    this.peer.send(encodeRawFrame({ ...this.frame, type: messageType.stream, status }, body));
  }

  streamError(code: number, domain: number, message: string): void {
    const header = { ...this.frame, type: messageType.stream, status: messageStatus.error };
    this.peer.send(encodeFrame(header, remoteError, errorOf(code, domain, message)));
  }
}

/** One connected client. */
export class FakePeer {
  readonly socket: Duplex;
  /** Every frame received on this connection, in order. */
  readonly frames: Frame[] = [];

  constructor(socket: Duplex) {
    this.socket = socket;
    socket.on('error', () => undefined);
  }

  send(data: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(data);
  }

  message<M>(message: ServerMessage<M>, body: M): void {
    const { program, number } = message;
    const header = { program: program.id, version: program.version, procedure: number };
    this.send(
      encodeFrame({ ...header, type: messageType.message, serial: 0, status: 0 }, message.body, body),
    );
  }

  /** 1 is a ping, 2 a pong. */
  keepalive(procedure: number): void {
    const { id: program, version } = keepaliveProgram;
    this.send(
      encodeRawFrame({ program, version, procedure, type: messageType.message, serial: 0, status: 0 }),
    );
  }

  /** The stream messages received so far, as status and text. */
  streamFrames(): readonly { readonly status: number; readonly body: Buffer }[] {
    return this.frames.filter(({ type }) => type === messageType.stream);
  }
}

export class FakeLibvirtd {
  readonly path: string;
  readonly peers: FakePeer[] = [];
  /** Called with the bytes before anything looks at them; `true` means that is all that happens. */
  onBytes: ((chunk: Buffer, peer: FakePeer) => boolean) | undefined;
  answersPings = true;

  readonly #folder: string | undefined;
  readonly #remembers: boolean;
  readonly #server: Server;
  readonly #handlers = new Map<string, RawHandler>();
  readonly #streamHandlers: RawHandler[] = [];

  private constructor(folder: string | undefined, remembers: boolean) {
    this.#folder = folder;
    this.#remembers = remembers;
    this.path = join(folder ?? '/nowhere', 'sock');
    this.#server = createServer((socket) => this.serve(socket));
    this.on(authList, () => ({ types: [0] as const }));
    this.on(connectOpen, () => ({}));
    this.on(connectSupportsFeature, () => ({ supported: 1 }));
    this.on(connectClose, () => ({}));
  }

  /** Its socket stands in a new folder below `folder`. */
  static async start(folder = tmpdir()): Promise<FakeLibvirtd> {
    const fake = new FakeLibvirtd(mkdtempSync(join(folder, 'fake-libvirtd-')), true);
    await new Promise<void>((resolve) => fake.#server.listen(fake.path, resolve));
    return fake;
  }

  /** Listens nowhere: connections are given to `serve`. Without a memory it keeps no frames and forgets who has gone. */
  static inMemory({ remembers = true } = {}): FakeLibvirtd {
    return new FakeLibvirtd(undefined, remembers);
  }

  get uri(): string {
    return `qemu:///system?socket=${this.path}`;
  }

  /** The newest connection. */
  get peer(): FakePeer {
    const peer = this.peers.at(-1);
    if (peer === undefined) throw new Error('nobody has connected');
    return peer;
  }

  /** Answers a procedure; a handler that gives `undefined` leaves the call open. */
  on<A, R>(procedure: Declared<A, R>, handler: (args: A, call: FakeCall<R>) => Answer<NoInfer<R>>): this {
    this.#handlers.set(keyOf(procedure.program.id, procedure.number), (frame, peer) => {
      const call = new FakeCall(peer, frame, procedure);
      void Promise.resolve(handler(decode(procedure.args, frame.body), call)).then((value) => {
        if (value !== undefined) call.reply(value);
      });
    });
    return this;
  }

  neverAnswer(procedure: AnyProcedure): this {
    this.#handlers.set(keyOf(procedure.program.id, procedure.number), () => undefined);
    return this;
  }

  refuse(procedure: AnyProcedure, code: number, domain: number, message: string): this {
    this.#handlers.set(keyOf(procedure.program.id, procedure.number), (frame, peer) =>
      new FakeCall(peer, frame, procedure).refuse(code, domain, message),
    );
    return this;
  }

  onStreamFrame(handler: RawHandler): this {
    this.#streamHandlers.push(handler);
    return this;
  }

  /** How often a procedure was called, on all connections. */
  count(procedure: AnyProcedure): number {
    return this.peers
      .flatMap((peer) => peer.frames)
      .filter(
        (frame) =>
          frame.type === messageType.call &&
          frame.program === procedure.program.id &&
          frame.procedure === procedure.number,
      ).length;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.peers) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A new connection inside this process: the client's end of it. */
  dial(): Duplex {
    const [ours, theirs] = makePair();
    this.serve(theirs);
    return ours;
  }

  /** Speaks with one client until either side ends. */
  serve(socket: Duplex): void {
    const peer = new FakePeer(socket);
    const reader = new FrameReader();
    this.peers.push(peer);
    socket.once('end', () => socket.end());
    if (!this.#remembers) socket.once('close', () => this.peers.splice(this.peers.indexOf(peer), 1));
    socket.on('data', (chunk: Buffer) => {
      if (this.onBytes?.(chunk, peer)) return;
      for (const frame of reader.push(chunk)) {
        const kept = { ...frame, body: Buffer.from(frame.body) };
        if (this.#remembers) peer.frames.push(kept);
        this.#take(kept, peer);
      }
    });
  }

  #take(frame: Frame, peer: FakePeer): void {
    if (frame.program === keepaliveProgram.id) {
      if (frame.procedure === 1 && this.answersPings) peer.keepalive(2);
    } else if (frame.type === messageType.call) {
      const handler = this.#handlers.get(keyOf(frame.program, frame.procedure));
      if (handler) handler(frame, peer);
      else new FakeCall(peer, frame, connectClose).refuse(39, 7, `unknown procedure: ${frame.procedure}`);
    } else {
      for (const handler of this.#streamHandlers) handler(frame, peer);
    }
  }
}
