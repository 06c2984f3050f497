import { expect, test } from 'vitest';
import { login } from '../../../../electron/console/rfb/login.ts';
import { isAnswer } from '../../../../electron/demo/screen/rfb/vnc-auth.ts';
import { bytes, everyCut } from '../../../support/bytes.ts';
import { RfbViewer, settled, TestMachine } from './rfb-viewer.ts';

const VERSION = bytes('52464220 3030332e 3030380a    "RFB 003.008" and a line feed');
// ServerInit by hand (RFC 6143 §7.3.2) for a text console called "gw".
const TEXT_INIT = bytes(`
  02d0 0190                        720 by 400
  20 18 00 01                      32 bits a pixel, depth 24, little endian, true colour
  00ff 00ff 00ff 10 08 00 000000   255 of red, green and blue; red by 16, green by 8, blue by 0; padding
  00000002 6777                    "gw"
`);
const gateway = () => new TestMachine('bsd-text', { name: 'gw' });

async function answers(machine: TestMachine, said: readonly (string | Uint8Array)[]) {
  const viewer = new RfbViewer(machine);
  for (const piece of said) {
    viewer.send(piece);
    await settled();
  }
  return { heard: viewer.heard(), closed: viewer.near.destroyed, viewer };
}

test('a viewer of 3.8 is offered None, told that it is in, and then what the screen is', async () => {
  const { heard } = await answers(gateway(), ['RFB 003.008\n', Uint8Array.of(1), Uint8Array.of(1)]);
  expect(heard).toEqual(Buffer.concat([VERSION, bytes('0101 00000000'), TEXT_INIT]));
});

test('a viewer of 3.7 chooses, and is told no result', async () => {
  const { heard } = await answers(gateway(), ['RFB 003.007\n', Uint8Array.of(1), Uint8Array.of(0)]);
  expect(heard).toEqual(Buffer.concat([VERSION, bytes('0101'), TEXT_INIT]));
});

test('for a viewer of 3.3 the server decides', async () => {
  const { heard } = await answers(gateway(), ['RFB 003.003\n', Uint8Array.of(1)]);
  expect(heard).toEqual(Buffer.concat([VERSION, bytes('00000001'), TEXT_INIT]));
});

test.each([
  ['003.005', '00000001'],
  ['003.889', '0101'],
])('version %s is taken as the nearest that was published', async (version, security) => {
  const { heard } = await answers(gateway(), [`RFB ${version}\n`]);
  expect(heard).toEqual(Buffer.concat([VERSION, bytes(security)]));
});

test.each([
  ['another protocol', ['GET / HTTP/1.1\r\n']],
  ['another major version', ['RFB 004.001\n']],
  ['a security type that was not offered', ['RFB 003.008\n', Uint8Array.of(2)]],
])('%s ends the connection', async (_, said) => {
  const { closed, viewer } = await answers(gateway(), said);
  expect(closed).toBe(true);
  expect(viewer.far.destroyed).toBe(true);
});

test('what a viewer says reads the same wherever it is cut', async () => {
  const said = bytes(`
    52464220 3030332e 3030380a 01 01                                     version, None, share
    00000000 10 10 01 01 001f 003f 001f 0b 05 00 000000                  16 bits a pixel, big endian
    02000003 00000010 00000000 00000001                                  ZRLE, raw, CopyRect
    06000000 00000002 6869                                               "hi" was cut
    05000001 0002                                                        the pointer is at 1, 2
    0400 0000 00000061                                                   "a" was let go
    0300 0000 0000 0010 0010                                             16 by 16, all of it
  `);
  const results = new Set<string>();
  for (const [head, tail] of everyCut(said)) {
    const viewer = new RfbViewer(gateway());
    for (const piece of [head, tail]) if (piece.length > 0) viewer.send(piece);
    await settled();
    results.add(viewer.heard().toString('hex'));
    viewer.near.destroy();
  }
  expect(results.size).toBe(1);
  const [heard = ''] = results;
  // One update of one rectangle in ZRLE follows the greeting.
  expect(heard).toContain(`${TEXT_INIT.toString('hex')}000000010000000000100010000000100000`);
});

// The key is "guest", the challenge 0 to 15; worked out with the OpenSSL command, DES in ECB mode, key bits reversed.
test('the answer to a challenge is known, and no other is taken', () => {
  const challenge = Buffer.from(Array.from({ length: 16 }, (_, at) => at));
  const answer = bytes('def0b3e8 92e66159 b4565777 13d64e20');
  expect(isAnswer('guest', challenge, answer)).toBe(true);
  expect(isAnswer('guest and more beyond eight', challenge, answer)).toBe(false);
  expect(isAnswer('guess', challenge, answer)).toBe(false);
  expect(isAnswer('guest', challenge, Buffer.alloc(16))).toBe(false);
});

test('our own client logs in with the password, and learns when it is wrong', async () => {
  const machine = new TestMachine('linux-text', { password: 'open sesame' });
  const attempt = async (password: string) => {
    const { near } = new RfbViewer(machine, { listens: false });
    await login(near, { password, signal: AbortSignal.timeout(5000) });
    return near;
  };
  const near = await attempt('open sesame');
  await settled();
  const init: Buffer = near.read();
  expect(init.subarray(0, 4)).toEqual(bytes('02d0 0190'));
  await expect(attempt('let me in')).rejects.toMatchObject({ tried: true });
});

test('a viewer with a wrong password is told why in 3.8, and shown out', async () => {
  const machine = new TestMachine('linux-text', { password: 'open sesame' });
  const { heard, closed } = await answers(machine, ['RFB 003.008\n', Uint8Array.of(2), Buffer.alloc(16)]);
  const told = heard.subarray(12 + 2 + 16);
  expect(told.subarray(0, 4)).toEqual(bytes('00000001'));
  expect(told.subarray(8).toString()).toBe('The password is wrong.');
  expect(closed).toBe(true);
});

test('a name of any length and letters is told in a form that can be shown', async () => {
  const machine = new TestMachine('linux-text', { name: `\u0007\n${'多'.repeat(5000)}` });
  const { heard } = await answers(machine, ['RFB 003.008\n', Uint8Array.of(1), Uint8Array.of(1)]);
  const name = heard.subarray(18 + 24).toString('utf8');
  expect(heard.readUInt32BE(18 + 20)).toBe(heard.length - 18 - 24);
  expect(name).toMatch(/^ {2}多+\.\.$/);
  expect([...name].length).toBeLessThanOrEqual(128);
});
