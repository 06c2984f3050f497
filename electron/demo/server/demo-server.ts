// One client of the demo host, from its first byte to its last: libvirtd's part of the conversation.
import type { Duplex } from 'node:stream';
import { keepalivePing, keepalivePong } from '../../libvirt/protocol/keepalive.gen.ts';
import { keepaliveProgram, qemuProgram, remoteProgram } from '../../libvirt/protocol/programs.ts';
import { remoteError, streamHole } from '../../libvirt/protocol/values.gen.ts';
import {
  encodeFrame,
  encodeRawFrame,
  type Frame,
  type FrameHeader,
  messageStatus,
  messageType,
  STREAM_PIECE_BYTES,
} from '../../libvirt/rpc/frame.ts';
import { FrameReader } from '../../libvirt/rpc/frame-reader.ts';
import { decode } from '../../libvirt/xdr/codec.ts';
import { ProtocolViolation } from '../../libvirt/xdr/violation.ts';
import { answerTo } from '../calls/table.ts';
import type { DemoEvent, EventFamily } from '../world/demo-event.ts';
import type { DemoWorld } from '../world/world.ts';
import { type Client, replyHeader, type StreamEars, type StreamLine } from './answers.ts';
import { badArgument, Refusal, refusalOf, unknownProcedure, unknownProgram } from './refusal.ts';

/** Procedures that need no open connection: those of the login, and the question for keepalive. */
const BEFORE_OPENING: ReadonlySet<number> = new Set([1, 2, 60, 66, 67, 68, 69, 70]);
/** More on its way to the client, and streams wait. */
const STREAM_WINDOW_BYTES = 1024 * 1024;

/** Serves one client until either side ends; what breaks the protocol ends it too. */
export function serveConnection(world: DemoWorld, duplex: Duplex): void {
  new Session(world, duplex).begin();
}

interface Callback {
  readonly family: EventFamily;
  readonly eventID: number;
  /** The UUID or name of the one object that it is for. */
  readonly only: string | undefined;
}

class Session implements Client {
  readonly world: DemoWorld;
  readonly #duplex: Duplex;
  readonly #reader = new FrameReader();
  readonly #callbacks = new Map<number, Callback>();
  readonly #streams = new Map<number, StreamEars>();
  readonly #waiting: (() => void)[] = [];
  #readOnly = false;
  #open = false;
  #ended = false;
  #nextCallback = 0;

  constructor(world: DemoWorld, duplex: Duplex) {
    this.world = world;
    this.#duplex = duplex;
  }

  get readOnly(): boolean {
    return this.#readOnly;
  }

  begin(): void {
    const duplex = this.#duplex;
    const forget = this.world.onEvent((event) => this.#tell(event));
    duplex.on('data', (chunk: Buffer) => this.#receive(chunk));
    duplex.on('drain', () => this.#drained());
    duplex.on('error', () => duplex.destroy());
    duplex.once('end', () => duplex.end());
    duplex.once('close', () => {
      this.#ended = true;
      forget();
      const streams = [...this.#streams.values()];
      this.#streams.clear();
      for (const ears of streams) ears.closed();
      this.#drained();
    });
  }

  register(family: EventFamily, eventID: number, only: string | undefined): number {
    const isSame = (one: Callback) => one.family === family && one.eventID === eventID && one.only === only;
    if ([...this.#callbacks.values()].some(isSame))
      throw badArgument('these events are told to this client already', 'VIR_FROM_NONE');
    const callbackID = this.#nextCallback++;
    this.#callbacks.set(callbackID, { family, eventID, only });
    return callbackID;
  }

  deregister(family: EventFamily, callbackID: number): void {
    if (this.#callbacks.get(callbackID)?.family !== family)
      throw badArgument(`no callback has the number ${callbackID}`, 'VIR_FROM_RPC');
    this.#callbacks.delete(callbackID);
  }

  opened({ name, readOnly }: { readonly name: string; readonly readOnly: boolean }): void {
    if (this.#open) throw new Refusal('VIR_ERR_INTERNAL_ERROR', `${name}: already open`, 'VIR_FROM_RPC');
    this.#open = true;
    this.#readOnly = readOnly;
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#take(frame);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.#duplex.destroy();
    }
  }

  #take(frame: Frame): void {
    if (this.#ended) return;
    const { program, type } = frame;
    if (program === keepaliveProgram.id) this.#pong(frame);
    else if (program !== remoteProgram.id && program !== qemuProgram.id)
      this.#refuse(frame, unknownProgram(program, frame.version));
    else if (type === messageType.call) void this.#answer(frame);
    else if (type === messageType.stream) this.#hear(frame);
    else if (type === messageType.streamHole) this.#skip(frame);
    else throw new ProtocolViolation(`a message of type ${type}`);
  }

  #pong({ procedure }: Frame): void {
    if (procedure !== keepalivePing.number) return;
    const { id: program, version } = keepaliveProgram;
    const header = { program, version, procedure: keepalivePong.number, serial: 0 };
    this.#send(encodeRawFrame({ ...header, type: messageType.message, status: messageStatus.ok }));
  }

  async #answer(frame: Frame): Promise<void> {
    const answer = answerTo(frame.program, frame.procedure);
    try {
      if (answer === undefined) throw unknownProcedure(frame.procedure);
      this.#demandOpen(frame);
      if (answer.writes && this.#readOnly)
        throw new Refusal('VIR_ERR_OPERATION_DENIED', 'this connection may only read', 'VIR_FROM_DOM');
      const { reply, begin } = await answer.run(frame, this);
      this.#send(reply);
      if (begin !== undefined) this.#begin(frame, begin);
    } catch (error) {
      if (error instanceof ProtocolViolation) this.#duplex.destroy();
      else this.#refuse(frame, refusalOf(error));
    }
  }

  #demandOpen({ program, procedure }: Frame): void {
    if (this.#open || (program === remoteProgram.id && BEFORE_OPENING.has(procedure))) return;
    throw new Refusal('VIR_ERR_INTERNAL_ERROR', 'connection not open', 'VIR_FROM_RPC');
  }

  #refuse(frame: Frame, refusal: Refusal): void {
    const header = { ...replyHeader(frame), status: messageStatus.error };
    this.#send(encodeFrame(header, remoteError, refusal.detail));
  }

  #begin(frame: Frame, begin: (line: StreamLine) => StreamEars): void {
    const header = { ...replyHeader(frame), type: messageType.stream };
    if (this.#ended) begin(this.#line(header)).closed();
    else this.#streams.set(frame.serial, begin(this.#line(header)));
  }

  #line(header: FrameHeader): StreamLine {
    const { serial } = header;
    const isOpen = () => this.#streams.has(serial) && !this.#ended;
    return {
      data: (bytes) => {
        for (let at = 0; at < bytes.length && isOpen(); at += STREAM_PIECE_BYTES) {
          const piece = bytes.subarray(at, at + STREAM_PIECE_BYTES);
          this.#send(encodeRawFrame({ ...header, status: messageStatus.continue }, piece));
        }
      },
      hole: (length) => {
        const holeHeader = { ...header, type: messageType.streamHole, status: messageStatus.continue };
        if (isOpen()) this.#send(encodeFrame(holeHeader, streamHole, { length, flags: 0 }));
      },
      finish: () => {
        if (isOpen()) this.#send(encodeRawFrame({ ...header, status: messageStatus.continue }));
      },
      fail: (refusal) => {
        if (!isOpen()) return;
        this.#streams.delete(serial);
        this.#send(encodeFrame({ ...header, status: messageStatus.error }, remoteError, refusal.detail));
      },
      drained: () => this.#room(),
    };
  }

  #room(): Promise<void> {
    if (this.#ended || this.#duplex.writableLength < STREAM_WINDOW_BYTES) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #drained(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** A message of the client for one of its streams; late ones are ignored. */
  #hear(frame: Frame): void {
    const ears = this.#streams.get(frame.serial);
    if (ears === undefined) return;
    if (frame.status === messageStatus.continue && frame.body.length > 0) {
      ears.data(frame.body);
      return;
    }
    this.#streams.delete(frame.serial);
    const header = { ...replyHeader(frame), type: messageType.stream };
    try {
      if (frame.status === messageStatus.ok) ears.finish?.();
      ears.closed();
      this.#send(encodeRawFrame(header));
    } catch (error) {
      ears.closed();
      this.#send(
        encodeFrame({ ...header, status: messageStatus.error }, remoteError, refusalOf(error).detail),
      );
    }
  }

  /** A part of an upload that the client leaves out. */
  #skip({ serial, body }: Frame): void {
    const { length } = decode(streamHole, body);
    if (length < 0n) throw new ProtocolViolation('a hole of less than nothing');
    this.#streams.get(serial)?.hole?.(length);
  }

  #tell(event: DemoEvent): void {
    for (const [callbackID, { family, eventID, only }] of this.#callbacks) {
      if (family !== event.family || eventID !== event.eventID) continue;
      if (only === undefined || only === event.subject) this.#send(event.frame(callbackID));
    }
  }

  #send(bytes: Buffer): void {
    if (!this.#ended && !this.#duplex.destroyed && this.#duplex.writable) this.#duplex.write(bytes);
  }
}
