// One message of libvirt's RPC: a length word, six header words and a body.
import type { Codec } from '../xdr/codec.ts';
import { Writer } from '../xdr/writer.ts';

export const messageType = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithDescriptors: 4,
  replyWithDescriptors: 5,
  streamHole: 6,
} as const;

export const messageStatus = { ok: 0, error: 1, continue: 2 } as const;

export const LENGTH_WORD_BYTES = 4;
export const HEADER_BYTES = 24;
/** A message without a body; the length word counts itself. */
export const SMALLEST_FRAME_BYTES = LENGTH_WORD_BYTES + HEADER_BYTES;
/** VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX: what a stream message may hold at most. */
export const STREAM_PIECE_BYTES = 262_120;

export interface FrameHeader {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
}

export interface Frame extends FrameHeader {
  /** A view of the receive buffer: copy what must outlive the call that got it. */
  readonly body: Buffer;
}

function startFrame(header: FrameHeader): Writer {
  const writer = new Writer();
  writer.uint32(0);
  writer.uint32(header.program);
  writer.uint32(header.version);
  writer.int32(header.procedure);
  writer.int32(header.type);
  writer.uint32(header.serial);
  writer.int32(header.status);
  return writer;
}

function finishFrame(writer: Writer): Buffer {
  writer.patchUint32(0, writer.length);
  return writer.finish();
}

/** A whole message whose body is an XDR value; throws `InvalidArgument` when the value breaks its declaration. */
export function encodeFrame<T>(header: FrameHeader, body: Codec<T>, value: T): Buffer {
  const writer = startFrame(header);
  body.encode(writer, value);
  return finishFrame(writer);
}

/** A whole message with raw bytes, or nothing, after the header. */
export function encodeRawFrame(header: FrameHeader, body: Uint8Array = new Uint8Array()): Buffer {
  const writer = startFrame(header);
  writer.raw(body);
  return finishFrame(writer);
}
