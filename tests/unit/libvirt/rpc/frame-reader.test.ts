import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRawFrame, type Frame } from '../../../../electron/libvirt/rpc/frame.ts';
import { FrameReader } from '../../../../electron/libvirt/rpc/frame-reader.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { LARGEST_FRAME_BYTES } from '../../../../electron/libvirt/xdr/writer.ts';
import { bytes, everyCut, everyTruncation } from '../../../support/bytes.ts';

// Written out by hand from virnetprotocol.x.
const reply = bytes(`
  00000024 20008086 00000001 00000042    36 bytes, REMOTE_PROGRAM, version 1, procedure 66
  00000001 00000007 00000000             reply, serial 7, ok
  00000001 00000000                      one authentication type: none
`);
const ping = bytes('0000001c 6b656570 00000001 00000001 00000002 00000000 00000000');

function read(...chunks: readonly Uint8Array[]): readonly Frame[] {
  const reader = new FrameReader();
  return chunks.flatMap((chunk) => [...reader.push(chunk)]);
}

test('a message is read with all its words', () =>
  expect(read(reply)).toEqual([
    {
      program: 0x20008086,
      version: 1,
      procedure: 66,
      type: 1,
      serial: 7,
      status: 0,
      body: bytes('00000001 00000000'),
    },
  ]));

test('messages read the same wherever the socket cuts them', () => {
  const three = Buffer.concat([reply, ping, reply]);
  const whole = read(three);
  expect(whole).toHaveLength(3);
  for (const [head, tail] of everyCut(three)) expect(read(head, tail)).toEqual(whole);
});

test('messages read the same byte by byte', () => {
  const three = Buffer.concat([reply, ping, reply]);
  expect(read(...[...three].map((byte) => Uint8Array.of(byte)))).toEqual(read(three));
});

test('a message that is not complete is not there yet', () => {
  for (const cut of everyTruncation(reply)) {
    const reader = new FrameReader();
    expect([...reader.push(cut)]).toEqual([]);
    expect(reader.pendingBytes).toBe(cut.length);
  }
});

describe('a length that no message has ends the connection', () => {
  test.each([
    ['the largest word', 'ffffffff'],
    ['one more than the limit', '02000005'],
    ['less than a header', '0000001b'],
    ['zero', '00000000'],
    ['the greeting of an SSH server', '5353482d 322e302d'],
    ['the answer of a web server', '48545450 2f312e31'],
  ])('%s', (_, hex) => {
    expect(() => read(bytes(hex))).toThrow(ProtocolViolation);
    expect(() => read(...[...bytes(hex)].map((byte) => Uint8Array.of(byte)))).toThrow(ProtocolViolation);
  });
});

test('a promised length costs no memory before its bytes arrive', () => {
  const reader = new FrameReader();
  const promise = Buffer.alloc(4);
  promise.writeUInt32BE(LARGEST_FRAME_BYTES);
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 3; count += 1)
    expect([...reader.push(count === 0 ? promise : Buffer.alloc(100))]).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
});

test('the largest message passes, in pieces', () => {
  const header = { program: 0x20008086, version: 1, procedure: 1, type: 1, serial: 1, status: 0 };
  const body = Buffer.alloc(LARGEST_FRAME_BYTES - 28, 7);
  const whole = encodeRawFrame(header, body);
  const pieces = Array.from({ length: Math.ceil(whole.length / 65_536) }, (_, index) =>
    whole.subarray(index * 65_536, (index + 1) * 65_536),
  );
  const frames = read(...pieces);
  expect(frames).toHaveLength(1);
  expect(frames[0]?.body.equals(body)).toBe(true);
});

test('random bytes give messages or a violation, never anything else', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      try {
        read(...chunks);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolViolation);
      }
    }),
  );
});
