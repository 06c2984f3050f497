// Peers that break the rules. Each ends its connection with a clear reason, at once, and harms nothing else.
import { createServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import { Unreachable } from '../../../electron/libvirt/errors.ts';
import { authList } from '../../../electron/libvirt/protocol/auth.gen.ts';
import { connectGetHostname, connectOpen } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { encodeFrame, encodeRawFrame } from '../../../electron/libvirt/rpc/frame.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { bytes } from '../../support/bytes.ts';
import { FakeLibvirtd } from '../../support/fake-libvirtd.ts';

let server: FakeLibvirtd;
beforeEach(async () => {
  server = await FakeLibvirtd.start();
});
afterEach(async () => {
  await server.stop();
});

describe('an open connection', () => {
  let connection: Connection;
  beforeEach(async () => {
    connection = await connect(server.uri);
    server.neverAnswer(connectGetHostname);
  });
  afterEach(() => connection.close());

  const frame = (over: Partial<Parameters<typeof encodeRawFrame>[0]>, body = '') =>
    encodeRawFrame(
      { program: 0x20008086, version: 1, procedure: 59, type: 1, serial: 4, status: 0, ...over },
      bytes(body),
    );

  const broken: readonly (readonly [string, Buffer])[] = [
    ['a length beyond the limit', bytes('ffffffff')],
    ['a length below the header', bytes('00000010 00000000')],
    ['a reply to a call that was never made', frame({ serial: 12_345 })],
    ['a reply that names another procedure', frame({ procedure: 60 })],
    ['a reply with an unknown status', frame({ status: 9 })],
    ['a reply whose text is longer than the reply', frame({}, '00000100 61626364')],
    ['a reply whose text is longer than any may be', frame({}, '00500000 61626364')],
    ['a reply without the body it must have', frame({})],
    ['a reply with more than its body', frame({}, '00000001 61000000 00000000')],
    ['an error without an error in it', frame({ status: 1 })],
    ['an unknown type', frame({ type: 17 })],
    ['a call from the server', frame({ type: 0 })],
    ['a reply with descriptors', frame({ type: 5 })],
    ['an unknown program', frame({ program: 0x20008088 })],
    ['an unknown version', frame({ version: 2 })],
    ['data for a stream that was never opened', frame({ type: 3, serial: 77, status: 2 }, '61626364')],
    ['a hole in a stream that was never opened', frame({ type: 6, serial: 77, status: 2 })],
    [
      'a keepalive message of an unknown kind',
      frame({ program: 0x6b656570, type: 2, procedure: 3, serial: 0 }),
    ],
  ];
  test.each(broken)('ends at %s', async (_, message) => {
    const call = connection.call(connectGetHostname, {});
    await vi.waitFor(() => expect(server.count(connectGetHostname)).toBe(1));
    server.peer.send(message);
    await expect(call).rejects.toThrow(ProtocolViolation);
    expect(connection.end).toBeInstanceOf(ProtocolViolation);
    await vi.waitFor(() => expect(server.peer.socket.destroyed).toBe(true));
  });

  test('that is cut in the middle of a message is lost, and says so', async () => {
    const call = connection.call(connectGetHostname, {});
    await vi.waitFor(() => expect(server.count(connectGetHostname)).toBe(1));
    server.peer.socket.end(frame({}, '00000001 61000000').subarray(0, 33));
    await expect(call).rejects.toMatchObject({ stage: 'lost' });
    await expect(call).rejects.toThrow('in the middle of a message');
  });

  test('takes an event that is newer than this client', async () => {
    server.peer.send(frame({ type: 2, procedure: 999, serial: 0 }, '00000001'));
    server.on(connectGetHostname, () => ({ hostname: 'h' }));
    await expect(connection.call(connectGetHostname, {})).resolves.toEqual({ hostname: 'h' });
  });

  test('takes text that is not UTF-8', async () => {
    server.on(connectGetHostname, (_, { peer, frame: call }) => {
      peer.send(encodeRawFrame({ ...call, type: 1 }, bytes('00000003 61ff6200')));
      return undefined;
    });
    await expect(connection.call(connectGetHostname, {})).resolves.toEqual({ hostname: 'a\ufffdb' });
  });
});

describe('what listens is not libvirt:', () => {
  test.each([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a mail server', '220 mail ready\r\n'],
  ])('%s', async (_, greeting) => {
    server.onBytes = (_chunk, peer) => {
      peer.send(Buffer.from(greeting));
      return true;
    };
    const opening = connect(server.uri);
    await expect(opening).rejects.toThrow(ProtocolViolation);
    await expect(opening).rejects.toThrow("does not speak libvirt's protocol");
  });

  test('something that never answers', async () => {
    server.onBytes = () => true;
    const opening = connect(server.uri, { timeouts: { answerMs: 20 } });
    await expect(opening).rejects.toMatchObject({ name: 'Unreachable', stage: 'open' });
    await vi.waitFor(() => expect(server.peer.socket.destroyed).toBe(true));
  });

  test('something that hangs up', async () => {
    server.onBytes = (_chunk, peer) => {
      peer.socket.end();
      return true;
    };
    await expect(connect(server.uri)).rejects.toMatchObject({ name: 'Unreachable', stage: 'open' });
  });

  test('something that hangs up before a word was said', async () => {
    const closing = createServer((socket) => socket.destroy());
    const path = `${server.path}-2`;
    await new Promise<void>((resolve) => closing.listen(path, resolve));
    await expect(connect(`qemu:///system?socket=${path}`)).rejects.toThrow(Unreachable);
    await new Promise((resolve) => closing.close(resolve));
  });
});

test('a libvirtd that stops in the middle of the handshake is given up', async () => {
  server.neverAnswer(connectOpen);
  await expect(connect(server.uri, { timeouts: { openMs: 20 } })).rejects.toMatchObject({ stage: 'open' });
});

test('random and mutated answers end in a failure that is one of ours', async () => {
  const good = encodeFrame(
    { program: 0x20008086, version: 1, procedure: 66, type: 1, serial: 1, status: 0 },
    authList.ret,
    { types: [0] },
  );
  const answers = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 100 }),
    fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })).map(([at, byte]) => {
      const mutated = Buffer.from(good);
      mutated[at] = byte;
      return mutated;
    }),
  );
  await fc.assert(
    fc.asyncProperty(answers, async (answer) => {
      server.onBytes = (_chunk, peer) => {
        peer.socket.end(answer);
        return true;
      };
      await expect(connect(server.uri, { timeouts: { answerMs: 500 } })).rejects.toMatchObject({
        name: expect.stringMatching(/^(Unreachable|ProtocolViolation|Unsupported)$/),
      });
    }),
    { numRuns: 150 },
  );
});
