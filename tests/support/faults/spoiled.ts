// Messages that are not what they should be, made from ones that are.
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';
import { domainEventCallbackLifecycle } from '../../../electron/libvirt/protocol/messages.gen.ts';
import type { ServerMessage } from '../../../electron/libvirt/protocol/procedure.ts';
import { keepaliveProgram } from '../../../electron/libvirt/protocol/programs.ts';
import { type RemoteError, remoteError, streamHole } from '../../../electron/libvirt/protocol/values.gen.ts';
import {
  encodeFrame,
  encodeRawFrame,
  type Frame,
  LENGTH_WORD_BYTES,
  messageStatus,
  messageType,
} from '../../../electron/libvirt/rpc/frame.ts';
import type { Random } from './random.ts';

export const ERROR_CODES: readonly number[] = Object.values(VirErrorNumber).filter((code) => code > 0);

/** The message with another length word than its own. */
export function withLength(bytes: Buffer, length: number): Buffer {
  const spoiled = Buffer.from(bytes);
  spoiled.writeUInt32BE(length >>> 0, 0);
  return spoiled;
}

/** The message without its last `words`, and a length word that agrees. */
export function shortened(bytes: Buffer, words: number): Buffer {
  const rest = bytes.subarray(0, bytes.length - words * 4);
  return withLength(rest, rest.length);
}

export function withFlippedBit(bytes: Buffer, fromByte: number, toByte: number, random: Random): Buffer {
  const spoiled = Buffer.from(bytes);
  const at = random.from(fromByte, toByte - 1);
  spoiled[at] = (spoiled[at] ?? 0) ^ (1 << random.from(0, 7));
  return spoiled;
}

function errorOf(code: number, random: Random): RemoteError {
  const nothing = { dom: undefined, str1: undefined, str2: undefined, str3: undefined, net: undefined };
  const message = random.chance(0.1) ? undefined : `injected error ${code}`;
  return { ...nothing, code, domain: random.from(0, 72), message, level: 2, int1: -1, int2: -1 };
}

/** An error in place of a reply, or in a stream. */
export function errorInstead(frame: Frame, random: Random, code = random.pick(ERROR_CODES)): Buffer {
  return encodeFrame({ ...frame, status: messageStatus.error }, remoteError, errorOf(code, random));
}

export function messageOf<M>({ program, number, body }: ServerMessage<M>, value: M): Buffer {
  const header = { program: program.id, version: program.version, procedure: number };
  return encodeFrame({ ...header, type: messageType.message, serial: 0, status: 0 }, body, value);
}

/** What libvirt says when a machine has started, of one that nobody knows. */
export function strangersEvent(random: Random): Buffer {
  const digits = random.bytes(16).toString('hex');
  const uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const dom = { name: `stranger-${digits.slice(0, 4)}`, uuid, id: random.from(1, 999) };
  return messageOf(domainEventCallbackLifecycle, { callbackID: 1, msg: { dom, event: 2, detail: 0 } });
}

/** An event whose body ends too early. */
export function brokenEvent(random: Random): Buffer {
  return shortened(strangersEvent(random), random.from(1, 8));
}

/** An event that no version of libvirt has sent yet. */
export function unknownEvent(frame: Frame, random: Random): Buffer {
  const header = { ...frame, type: messageType.message, procedure: random.from(10_000, 20_000), serial: 0 };
  return encodeRawFrame({ ...header, status: messageStatus.ok }, random.bytes(4 * random.from(0, 20)));
}

/** A ping, as libvirtd sends it to a client that is silent. */
export function ping(): Buffer {
  const { id: program, version } = keepaliveProgram;
  return encodeRawFrame({ program, version, procedure: 1, type: messageType.message, serial: 0, status: 0 });
}

export function hole(frame: Frame, length: bigint): Buffer {
  const header = { ...frame, type: messageType.streamHole, status: messageStatus.continue };
  return encodeFrame(header, streamHole, { length, flags: 0 });
}

/** The end of a stream's data, from the host. */
export function endOfData(frame: Frame): Buffer {
  return encodeRawFrame({ ...frame, status: messageStatus.continue });
}

/** The message after some small accidents: bytes that flipped, were lost, came twice, or are words of another meaning. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let spoiled: Buffer = Buffer.from(bytes);
  for (let left = random.from(1, 4); left > 0 && spoiled.length > 0; left -= 1) {
    spoiled = random.pick(MUTATIONS)(spoiled, random);
  }
  return spoiled;
}

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const WORDS = [
  0, 1, 2, 3, 7, 28, 0xffff, 16_384, 4_194_305, 33_554_436, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
];

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => withFlippedBit(bytes, 0, bytes.length, random),
  (bytes, random) => withFlippedBit(bytes, Math.min(4, bytes.length - 1), bytes.length, random),
  (bytes, random) => {
    const at = 4 * random.from(0, Math.floor((bytes.length - 1) / 4));
    if (at + 4 <= bytes.length) bytes.writeUInt32BE(random.pick(WORDS), at);
    return bytes;
  },
  (bytes, random) => {
    const at = random.from(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.from(1, 8))]);
  },
  (bytes, random) => {
    const at = random.from(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at + random.from(0, 8)), bytes.subarray(at)]);
  },
  (bytes, random) => {
    random.bytes(random.from(1, 12)).copy(bytes, random.from(0, bytes.length - 1));
    return bytes;
  },
  // Its own length word agrees, so that what is wrong is found further inside.
  (bytes) => (bytes.length < LENGTH_WORD_BYTES ? bytes : withLength(bytes, bytes.length)),
];
