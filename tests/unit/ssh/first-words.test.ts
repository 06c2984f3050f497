// The one line of the far side is found in whatever a login shell prints around it.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { farFailure, readFirstWords } from '../../../electron/ssh/first-words.ts';
import { markOf } from '../../../electron/ssh/remote-command.ts';

const TOKEN = 'a1b2c3';

test('the line is found behind a greeting, and what follows it stays in the stream', async () => {
  const stream = new PassThrough();
  stream.write(`Welcome!\n${markOf('other')}via evil\n${markOf(TOKEN)}via virt-ssh-helper\n\0\0\0\x1c`);
  expect(await readFirstWords(stream, TOKEN)).toEqual({ found: 'via', detail: 'virt-ssh-helper' });
  expect(stream.read()).toEqual(Buffer.from('\0\0\0\x1c'));
});

test('the line is found when it comes byte by byte', async () => {
  const stream = new PassThrough();
  const words = readFirstWords(stream, TOKEN);
  for (const byte of Buffer.from(`hi\n${markOf(TOKEN)}no-access /run/libvirt/libvirt-sock\n`)) {
    stream.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  expect(await words).toEqual({ found: 'no-access', detail: '/run/libvirt/libvirt-sock' });
});

test('a stream that ends without the line has said nothing', async () => {
  const stream = new PassThrough();
  stream.end('This account is not available.\n');
  expect(await readFirstWords(stream, TOKEN)).toBeUndefined();
});

test('a login that prints without end is given up', async () => {
  const stream = new PassThrough({ highWaterMark: 1 << 20 });
  stream.write('x'.repeat(80_000));
  await expect(readFirstWords(stream, TOKEN)).rejects.toMatchObject({ code: 'NOISY_LOGIN' });
});

test.each([
  ['no-libvirt', '', 'NO_LIBVIRT'],
  ['no-helper', 'nc', 'NO_HELPER'],
  ['no-access', '/run/libvirt/libvirt-sock', 'NOT_IN_GROUP'],
])('%s is a failure of its own', (found, detail, code) => {
  expect(farFailure({ found, detail }, 'ada')).toMatchObject({ code });
});

test('a way that was found is no failure', () => {
  expect(farFailure({ found: 'via', detail: 'nc' }, 'ada')).toBeUndefined();
});
