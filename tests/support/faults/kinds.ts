// Every fault there is: what it befalls, how it is done, and what the client must make of it.
import { keepaliveProgram } from '../../../electron/libvirt/protocol/programs.ts';
import {
  encodeRawFrame,
  type Frame,
  HEADER_BYTES,
  LENGTH_WORD_BYTES,
  messageStatus,
  messageType,
  SMALLEST_FRAME_BYTES,
} from '../../../electron/libvirt/rpc/frame.ts';
import { LARGEST_FRAME_BYTES } from '../../../electron/libvirt/xdr/writer.ts';
import type { Fault } from './fault.ts';
import {
  brokenEvent,
  endOfData,
  errorInstead,
  hole,
  mutated,
  ping,
  shortened,
  strangersEvent,
  unknownEvent,
  withFlippedBit,
  withLength,
} from './spoiled.ts';

/** Events of one flood. */
export const FLOOD_EVENTS = 300;

/** A header and the first words of a body. */
const TRICKLED_BYTES = 60;

const anyMessage = (): boolean => true;
const isReply = ({ type }: Frame): boolean => type === messageType.reply;
const isReplyWithBody = (frame: Frame): boolean => isReply(frame) && frame.body.length >= 4;
const isCall = ({ type }: Frame): boolean => type === messageType.call;
const isStream = ({ type }: Frame): boolean => type === messageType.stream;
const isStreamData = (frame: Frame): boolean => isStream(frame) && frame.status === messageStatus.continue;

type Rest = Partial<Pick<Fault, 'from' | 'silences' | 'falsifies'>>;
type Strike = Fault['strike'];
type Befalls = Fault['befalls'];

/** The connection goes on. */
function harmless(
  kind: string,
  befalls: Befalls,
  call: Fault['call'],
  strike: Strike,
  rest: Rest = {},
): Fault {
  const shape = {
    from: 'server',
    silences: false,
    falsifies: false,
    connection: [],
    survivable: true,
  } as const;
  return { ...shape, ...rest, kind, befalls, call, strike };
}

/** The connection ends. */
function fatal(kind: string, befalls: Befalls, ending: 'lost' | 'violated', strike: Strike): Fault {
  return { ...harmless(kind, befalls, [ending], strike), connection: [ending], survivable: false };
}

/** The same, where no call is what it befell. */
function fatalInStream(kind: string, ending: 'lost' | 'violated', strike: Strike): Fault {
  return { ...fatal(kind, isStreamData, ending, strike), call: [] };
}

/** Nobody can say where the next message begins, or whether there is one. */
function derailing(kind: string, befalls: Befalls, strike: Strike): Fault {
  const call = ['natural', 'timed out', 'violated', 'lost', 'refused'] as const;
  const shape = harmless(kind, befalls, call, strike, { silences: true, falsifies: true });
  return { ...shape, connection: ['violated', 'lost'] };
}

const timing: readonly Fault[] = [
  harmless('delay', anyMessage, ['natural'], ({ way, bytes, random }) => {
    way.holdFor(random.from(1, 8));
    way.pass(bytes);
  }),
  harmless('byte by byte', anyMessage, ['natural'], ({ way, bytes }) => {
    way.trickle(bytes.subarray(0, TRICKLED_BYTES));
    way.pass(bytes.subarray(TRICKLED_BYTES));
  }),
  harmless('reply out of order', isReply, ['natural'], ({ way, bytes, random }) =>
    way.passAfter(random.from(1, 4), bytes),
  ),
  harmless('reply that never comes', isReply, ['timed out'], () => undefined),
  harmless('call that never arrives', isCall, ['timed out'], () => undefined, { from: 'client' }),
  harmless('slow reader', anyMessage, ['natural'], ({ way, bytes, random }) => {
    way.stopReading(random.from(2, 12));
    way.pass(bytes);
  }),
  {
    ...harmless(
      'reader that stops',
      anyMessage,
      ['natural'],
      ({ way, bytes }) => {
        way.stopReading(undefined);
        way.pass(bytes);
      },
      { silences: true },
    ),
    connection: ['lost'],
  },
  {
    ...harmless(
      'keepalive dropped',
      anyMessage,
      ['natural'],
      ({ way, bytes, frame }) => {
        way.dropKeepalive();
        if (frame.program !== keepaliveProgram.id) way.pass(bytes);
      },
      { silences: true },
    ),
    connection: ['lost'],
  },
  {
    ...harmless('silence', anyMessage, ['timed out', 'lost'], ({ way }) => way.fallSilent(), {
      silences: true,
    }),
    connection: ['lost'],
  },
];

const endings: readonly Fault[] = [
  fatal('cut at a byte', anyMessage, 'lost', ({ way, bytes, random }) => {
    way.pass(bytes.subarray(0, random.from(0, bytes.length - 1)));
    way.cut();
  }),
  fatal('closed between messages', isReply, 'lost', ({ way }) => way.close()),
];

const lengths: readonly Fault[] = [
  fatal('body cut short', isReplyWithBody, 'violated', ({ way, bytes, frame, random }) =>
    way.pass(shortened(bytes, random.from(1, Math.floor(frame.body.length / 4)))),
  ),
  fatal('length below a header', anyMessage, 'violated', ({ way, bytes, random }) =>
    way.pass(withLength(bytes, random.from(0, SMALLEST_FRAME_BYTES - 1))),
  ),
  derailing('length too small', isReplyWithBody, ({ way, bytes, random }) =>
    way.pass(withLength(bytes, random.from(SMALLEST_FRAME_BYTES, bytes.length - 1))),
  ),
  derailing('length too large', anyMessage, ({ way, bytes, random }) =>
    way.pass(withLength(bytes, bytes.length + random.from(1, 4096))),
  ),
  fatal('negative length', anyMessage, 'violated', ({ way, bytes, random }) =>
    way.pass(withLength(bytes, -random.from(1, 0x7fff_ffff))),
  ),
  fatal('more than 32 MiB claimed', anyMessage, 'violated', ({ way, bytes, random }) =>
    way.pass(withLength(bytes, random.from(LARGEST_FRAME_BYTES + 1, 0x7fff_ffff))),
  ),
  derailing('32 MiB claimed and not sent', anyMessage, ({ way, bytes }) =>
    way.pass(withLength(bytes, LARGEST_FRAME_BYTES)),
  ),
];

const replies: readonly Fault[] = [
  fatal('unknown serial', isReply, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, serial: random.from(0x4000_0000, 0xffff_ffff) }, frame.body)),
  ),
  {
    ...fatal('reply twice', isReply, 'violated', ({ way, bytes }) => {
      way.pass(bytes);
      way.pass(bytes);
    }),
    // Its own call has its answer before the second one breaks the rules.
    call: ['natural'],
  },
  {
    ...harmless('error instead of a reply', isReply, ['refused'], ({ way, frame, random }) =>
      way.pass(errorInstead(frame, random)),
    ),
    // Where the reply was to open a stream, its data comes all the same.
    connection: ['violated'],
  },
  fatal('reply of another procedure', isReply, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, procedure: frame.procedure + random.from(1, 400) }, frame.body)),
  ),
  fatal('unknown program', anyMessage, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, program: random.from(1, 0x1fff_ffff) }, frame.body)),
  ),
  fatal('other version', anyMessage, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, version: random.from(2, 0xffff) }, frame.body)),
  ),
  fatal('type that servers never send', anyMessage, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, type: random.pick([0, 4, 5, 7, -1, 0x7fff_ffff]) }, frame.body)),
  ),
  fatal('status that does not exist', isReply, 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, status: random.pick([2, 3, -1, 0x4000_0000]) }, frame.body)),
  ),
  {
    ...harmless(
      'flipped bit in a header',
      isReply,
      ['natural', 'violated', 'refused', 'timed out'],
      ({ way, bytes, random }) =>
        way.pass(withFlippedBit(bytes, LENGTH_WORD_BYTES, LENGTH_WORD_BYTES + HEADER_BYTES, random)),
      { falsifies: true },
    ),
    connection: ['violated'],
  },
  {
    ...harmless(
      'flipped bit in a body',
      isReplyWithBody,
      ['natural', 'violated', 'refused', 'unsupported'],
      ({ way, bytes, random }) => way.pass(withFlippedBit(bytes, SMALLEST_FRAME_BYTES, bytes.length, random)),
      { falsifies: true },
    ),
    connection: ['violated'],
  },
  derailing('garbage', anyMessage, ({ way, bytes, random }) => {
    way.pass(random.bytes(random.from(1, 300)));
    way.pass(bytes);
  }),
];

const events: readonly Fault[] = [
  harmless('flood of events', anyMessage, ['natural'], ({ way, bytes, random }) => {
    way.pass(Buffer.concat(Array.from({ length: FLOOD_EVENTS }, () => strangersEvent(random))));
    way.pass(bytes);
  }),
  harmless('flood of pings', anyMessage, ['natural'], ({ way, bytes }) => {
    way.pass(Buffer.concat(Array.from({ length: FLOOD_EVENTS }, ping)));
    way.pass(bytes);
  }),
  harmless('unknown event', isReply, ['natural'], ({ way, bytes, frame, random }) => {
    way.pass(unknownEvent(frame, random));
    way.pass(bytes);
  }),
  fatal('broken event', anyMessage, 'violated', ({ way, bytes, random }) => {
    way.pass(brokenEvent(random));
    way.pass(bytes);
  }),
];

/** A stream is not a call: these say nothing of calls. */
const streams: readonly Fault[] = [
  harmless('stream with an error', isStreamData, [], ({ way, frame, random }) => {
    way.pass(errorInstead(frame, random));
    way.endStream(frame.serial);
  }),
  harmless('stream that goes on after its error', isStreamData, [], ({ way, bytes, frame, random }) => {
    way.pass(errorInstead(frame, random));
    way.pass(bytes);
  }),
  harmless('stream that ends early', isStreamData, [], ({ way, frame }) => {
    way.pass(endOfData(frame));
    way.endStream(frame.serial);
  }),
  fatalInStream('closed in mid-stream', 'lost', ({ way, bytes }) => {
    way.pass(bytes);
    way.cut();
  }),
  fatalInStream('data for a stream that nobody opened', 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, serial: random.from(0x4000_0000, 0xffff_ffff) }, frame.body)),
  ),
  fatalInStream('hole in a stream that has none', 'violated', ({ way, frame, random }) =>
    way.pass(hole(frame, BigInt(random.from(-5, 1_000_000)))),
  ),
  fatalInStream('stream status that does not exist', 'violated', ({ way, frame, random }) =>
    way.pass(encodeRawFrame({ ...frame, status: random.pick([3, 17, -1]) }, frame.body)),
  ),
];

/** Any accident at all, for runs that ask only whether anything crashes. */
export const MUTATION = derailing('mutated', anyMessage, ({ way, bytes, random }) =>
  way.pass(mutated(bytes, random)),
);

/** Only where a server tells something by itself. Nobody can notice it: only the next load knows better. */
export const LOST_EVENT = harmless(
  'event that never comes',
  ({ type, program }) => type === messageType.message && program !== keepaliveProgram.id,
  ['natural'],
  () => undefined,
);

export const FAULTS: readonly Fault[] = [
  ...timing,
  ...endings,
  ...lengths,
  ...replies,
  ...events,
  ...streams,
];

/** The fault of a kind; throws for one that is not in the table. */
export function faultOf(kind: string): Fault {
  const found = FAULTS.find((fault) => fault.kind === kind);
  if (found === undefined) throw new Error(`there is no fault called ${kind}`);
  return found;
}
