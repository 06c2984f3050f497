import { expect, test } from 'vitest';
import { type ClientMessage, readMessage } from '../../../../electron/demo/screen/rfb/client-messages.ts';
import { Pump, type Reading } from '../../../../electron/demo/screen/rfb/reading.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { bytes, everyTruncation } from '../../../support/bytes.ts';

/** All messages in what is pushed. */
function reader() {
  const messages: ClientMessage[] = [];
  function* all(): Reading<void> {
    for (;;) messages.push(yield* readMessage());
  }
  return { messages, pump: new Pump(all()) };
}

// Written out from RFC 6143 §7.5; the last one from the registry's "QEMU Extended Key Event".
const MESSAGES: readonly (readonly [string, Buffer, object])[] = [
  [
    'SetPixelFormat',
    bytes('00 000000 10 0f 01 01 001f 001f 001f 0a 05 00 000000'),
    {
      type: 'pixel-format',
      format: {
        bitsPerPixel: 16,
        depth: 15,
        bigEndian: true,
        red: { max: 31, shift: 10 },
        green: { max: 31, shift: 5 },
        blue: { max: 31, shift: 0 },
      },
    },
  ],
  ['SetEncodings', bytes('02 00 0002 00000010 ffffff11'), { type: 'encodings', encodings: [16, -239] }],
  ['SetEncodings of none', bytes('02 00 0000'), { type: 'encodings', encodings: [] }],
  [
    'FramebufferUpdateRequest',
    bytes('03 01 0001 0002 0003 0004'),
    { type: 'update-wanted', incremental: true, area: { x: 1, y: 2, width: 3, height: 4 } },
  ],
  ['KeyEvent', bytes('04 01 0000 0000ff0d'), { type: 'key', down: true, keysym: 0xff0d }],
  ['PointerEvent', bytes('05 05 0102 0304'), { type: 'pointer', buttons: 5, x: 258, y: 772 }],
  ['ClientCutText', bytes('06 000000 00000003 61e962'), { type: 'cut-text', text: 'aéb' }],
  ['ClientCutText of nothing', bytes('06 000000 00000000'), { type: 'cut-text', text: '' }],
  [
    'QEMU Extended Key Event',
    bytes('ff 00 0001 00000061 0000001e'),
    { type: 'key', down: true, keysym: 0x61 },
  ],
];

test.each(MESSAGES)('%s is read, and never before it is all there', (_, wire, message) => {
  const { messages, pump } = reader();
  pump.push(wire);
  expect(messages).toEqual([message]);
  for (const beginning of everyTruncation(wire)) {
    const cut = reader();
    cut.pump.push(beginning);
    expect(cut.messages).toEqual([]);
  }
});

test('messages byte by byte are the same as at once', () => {
  const { messages, pump } = reader();
  for (const byte of Buffer.concat(MESSAGES.map(([, wire]) => wire))) pump.push(Uint8Array.of(byte));
  expect(messages).toEqual(MESSAGES.map(([, , message]) => message));
});

test.each([
  ['an unknown message', '01'],
  ['a text longer than any', '06 000000 01000001'],
  ['a text of the extended clipboard, which was not offered', '06 000000 fffffffc'],
  ['an extended message that is no key', 'ff 01 0001 00000061 0000001e'],
])('%s breaks the protocol as soon as it is seen', (_, wire) => {
  expect(() => reader().pump.push(bytes(wire))).toThrow(ProtocolViolation);
});

test('of a long text only the beginning is kept, and what follows it is read', () => {
  const { messages, pump } = reader();
  const text = Buffer.alloc(1_000_000, 'x');
  pump.push(bytes('06 000000 000f4240'));
  for (let at = 0; at < text.length; at += 7_001) pump.push(text.subarray(at, at + 7_001));
  pump.push(bytes('04 00 0000 00000061'));
  expect(messages).toEqual([
    { type: 'cut-text', text: 'x'.repeat(4096) },
    { type: 'key', down: false, keysym: 0x61 },
  ]);
});
