import { createCipheriv } from 'node:crypto';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { login, PasswordNeeded } from '../../../electron/console/rfb/login.ts';
import { challengeResponse } from '../../../electron/console/rfb/vnc-auth.ts';
import { Unreachable, Unsupported } from '../../../electron/libvirt/errors.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const CHALLENGE = Array.from({ length: 16 }, (_, at) => at * 7);
const OK = [0, 0, 0, 0];
/** A ClientInit, sent without waiting for the server's yes. */
const SHARED = Buffer.of(1);
const FAILED = [0, 0, 0, 1];
const said = (text: string) => bytes([0, 0, 0, text.length], text);
const patience = () => AbortSignal.timeout(5_000);

/** A server that says all of `script` whatever it hears, `piece` bytes at a time, and then ends or waits. */
function scripted(script: Buffer, { piece = script.length, ends = false } = {}) {
  const heard: Buffer[] = [];
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      heard.push(chunk);
      done();
    },
  });
  void (async () => {
    for (let at = 0; at < script.length; at += piece) {
      socket.push(script.subarray(at, at + piece));
      await new Promise(setImmediate);
    }
    if (ends) socket.push(null);
  })();
  return { socket, heard: () => Buffer.concat(heard) };
}

const servers = {
  '3.3 without security': { script: bytes('RFB 003.003\n', [0, 0, 0, 1]), answers: bytes('RFB 003.003\n') },
  '3.7 without security': { script: bytes('RFB 003.007\n', [1, 1]), answers: bytes('RFB 003.007\n', [1]) },
  '3.8 without security': {
    script: bytes('RFB 003.008\n', [2, 19, 1], OK),
    answers: bytes('RFB 003.008\n', [1]),
  },
  'a later version': { script: bytes('RFB 003.889\n', [1, 1], OK), answers: bytes('RFB 003.008\n', [1]) },
  'an odd version, to be treated as 3.3': {
    script: bytes('RFB 003.005\n', [0, 0, 0, 1]),
    answers: bytes('RFB 003.003\n'),
  },
  '3.3 with a password': {
    script: bytes('RFB 003.003\n', [0, 0, 0, 2], CHALLENGE, OK),
    answers: bytes('RFB 003.003\n', [...challengeResponse('sesame', Buffer.from(CHALLENGE))]),
  },
  '3.8 with a password': {
    script: bytes('RFB 003.008\n', [1, 2], CHALLENGE, OK),
    answers: bytes('RFB 003.008\n', [2], [...challengeResponse('sesame', Buffer.from(CHALLENGE))]),
  },
};

for (const [name, { script, answers }] of Object.entries(servers)) {
  for (const piece of [1, 5, script.length]) {
    test(`logs in to ${name}, ${piece} bytes at a time, and leaves what comes after`, async () => {
      const { socket, heard } = scripted(Buffer.concat([script, Buffer.from('after')]), { piece });
      await login(socket, { password: 'sesame', signal: patience() });
      expect(heard()).toEqual(Buffer.concat([answers, SHARED]));
      let after = '';
      socket.on('data', (chunk: Buffer) => {
        after += chunk.toString('latin1');
      });
      await expect.poll(() => after).toBe('after');
    });
  }
}

test('the answer to a challenge is DES with the bits of each key byte reversed', () => {
  // `12345678` with each byte's bits in reverse order, worked out by hand.
  const key = Buffer.from('8c4ccc2cac6cec1c', 'hex');
  const cipher = createCipheriv(
    'des-ede3-cbc',
    Buffer.concat([key, key, key]),
    Buffer.alloc(8),
  ).setAutoPadding(false);
  const expected = cipher.update(Buffer.from(CHALLENGE.slice(0, 8)));
  expect(challengeResponse('12345678', Buffer.from(CHALLENGE)).subarray(0, 8)).toEqual(expected);
});

test('the answer to a challenge agrees with the known vector of DES, zeros under a key of zeros', () => {
  const response = challengeResponse('\0\0\0\0\0\0\0\0', Buffer.alloc(16));
  expect(response.toString('hex')).toBe('8ca64de9c1b123a78ca64de9c1b123a7');
});

test('only the first eight bytes of a password count', () => {
  const challenge = Buffer.from(CHALLENGE);
  expect(challengeResponse('12345678', challenge)).toEqual(challengeResponse('123456789', challenge));
  expect(challengeResponse('1234567', challenge)).not.toEqual(challengeResponse('12345678', challenge));
});

test('a server that wants a password that we do not have makes us ask', async () => {
  const { socket } = scripted(bytes('RFB 003.008\n', [1, 2]));
  const error = await login(socket, { signal: patience() }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PasswordNeeded);
  expect(error).toMatchObject({ tried: false });
});

test('a refused password makes us ask again', async () => {
  const { socket } = scripted(bytes('RFB 003.008\n', [1, 2], CHALLENGE, FAILED, [...said('no')]));
  const error = await login(socket, { password: 'x', signal: patience() }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ tried: true });
});

test('security types that we lack are named', async () => {
  const { socket } = scripted(bytes('RFB 003.008\n', [3, 19, 20, 99]));
  await expect(login(socket, { signal: patience() })).rejects.toThrow(
    new Unsupported('VNC security VeNCrypt (19), SASL (20), unknown (99)'),
  );
});

test('the reason of a refusal is passed on as bounded text without control characters', async () => {
  const reason = `\u001b[31mtoo many\nclients${'!'.repeat(600)}`;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(0xffff_ffff);
  const padded = Buffer.concat([length, Buffer.from(reason), Buffer.alloc(4096, 0x21)]);
  const { socket } = scripted(bytes('RFB 003.008\n', [0], [...padded]));
  const error = await login(socket, { signal: patience() }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unreachable);
  expect(error).toMatchObject({
    stage: 'auth',
    message: expect.stringMatching(/^\[31mtoo many clients!{400,490}$/),
  });
});

test('garbage is no VNC server', async () => {
  const { socket } = scripted(Buffer.from('SSH-2.0-OpenSSH_9.2p1\r\n'));
  await expect(login(socket, { signal: patience() })).rejects.toBeInstanceOf(ProtocolViolation);
});

test('a server that closes at any point of the login is lost', async () => {
  const whole = bytes('RFB 003.008\n', [1, 2], CHALLENGE, OK);
  for (let length = 0; length < whole.length; length++) {
    const { socket } = scripted(whole.subarray(0, length), { ends: true });
    await expect(login(socket, { password: 'sesame', signal: patience() })).rejects.toMatchObject({
      stage: 'lost',
    });
  }
});

test('a server that never answers is given up at the deadline', async () => {
  const { socket } = scripted(Buffer.from('RFB 003'));
  const patienceEnds = new AbortController();
  const attempt = login(socket, { signal: patienceEnds.signal });
  patienceEnds.abort(new Error('enough'));
  await expect(attempt).rejects.toThrow('enough');
});
