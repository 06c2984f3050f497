// What a viewer says after the handshake (RFC 6143 §7.5, and QEMU's extended key event of the community's registry).
import { ProtocolViolation } from '../../../libvirt/xdr/violation.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import { FORMAT_BYTES, type PixelFormat, readFormat } from './pixel-format.ts';
import type { Reading } from './reading.ts';

export type ClientMessage =
  | { readonly type: 'pixel-format'; readonly format: PixelFormat }
  | { readonly type: 'encodings'; readonly encodings: readonly number[] }
  | { readonly type: 'update-wanted'; readonly incremental: boolean; readonly area: Rectangle }
  | { readonly type: 'key'; readonly down: boolean; readonly keysym: number }
  | { readonly type: 'pointer'; readonly buttons: number; readonly x: number; readonly y: number }
  | { readonly type: 'cut-text'; readonly text: string };

/** Of a text that was cut, so much is kept. */
const TEXT_KEPT_BYTES = 4096;
/** A longer one is no text. It is not held either: what is not kept passes by in pieces. */
const TEXT_MAX_BYTES = 16 * 1024 * 1024;

const READERS: Readonly<Record<number, () => Reading<ClientMessage>>> = {
  0: pixelFormat,
  2: encodings,
  3: updateWanted,
  4: key,
  5: pointer,
  6: cutText,
  255: extendedKey,
};

/** Throws ProtocolViolation for a message that is unknown, or that cannot be meant. */
export function* readMessage(): Reading<ClientMessage> {
  const type = (yield 1).readUInt8();
  const reader = READERS[type];
  if (reader === undefined) throw new ProtocolViolation(`message ${type} of a viewer`);
  return yield* reader();
}

function* pixelFormat(): Reading<ClientMessage> {
  const body = yield 3 + FORMAT_BYTES;
  return { type: 'pixel-format', format: readFormat(body.subarray(3)) };
}

function* encodings(): Reading<ClientMessage> {
  const count = (yield 3).readUInt16BE(1);
  const list: number[] = [];
  for (let left = count; left > 0; left -= 1) list.push((yield 4).readInt32BE());
  return { type: 'encodings', encodings: list };
}

function* updateWanted(): Reading<ClientMessage> {
  const body = yield 9;
  const area = {
    x: body.readUInt16BE(1),
    y: body.readUInt16BE(3),
    width: body.readUInt16BE(5),
    height: body.readUInt16BE(7),
  };
  return { type: 'update-wanted', incremental: body.readUInt8() !== 0, area };
}

function* key(): Reading<ClientMessage> {
  const body = yield 7;
  return { type: 'key', down: body.readUInt8() !== 0, keysym: body.readUInt32BE(3) };
}

function* pointer(): Reading<ClientMessage> {
  const body = yield 5;
  return { type: 'pointer', buttons: body.readUInt8(), x: body.readUInt16BE(1), y: body.readUInt16BE(3) };
}

function* cutText(): Reading<ClientMessage> {
  const length = (yield 7).readUInt32BE(3);
  if (length > TEXT_MAX_BYTES) throw new ProtocolViolation(`a text of ${length} bytes`);
  const kept = Math.min(length, TEXT_KEPT_BYTES);
  const text = kept === 0 ? '' : (yield kept).toString('latin1');
  for (let left = length - kept; left > 0; left -= TEXT_KEPT_BYTES) yield Math.min(left, TEXT_KEPT_BYTES);
  return { type: 'cut-text', text };
}

function* extendedKey(): Reading<ClientMessage> {
  const body = yield 11;
  const subtype = body.readUInt8();
  if (subtype !== 0) throw new ProtocolViolation(`extended message ${subtype} of a viewer`);
  // The key's number on a PC keyboard follows; a keysym is enough for a keyboard of our own.
  return { type: 'key', down: body.readUInt16BE(1) !== 0, keysym: body.readUInt32BE(3) };
}
