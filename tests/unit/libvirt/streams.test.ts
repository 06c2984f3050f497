import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import { isConsoleInUse } from '../../../electron/libvirt/error-predicates.ts';
import { CallTimeout, Cancelled, LibvirtError, Unreachable } from '../../../electron/libvirt/errors.ts';
import { connectGetHostname } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainOpenConsole, domainScreenshot } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { storageVolDownload, storageVolUpload } from '../../../electron/libvirt/protocol/storage.gen.ts';
import { streamHole } from '../../../electron/libvirt/protocol/values.gen.ts';
import { encodeFrame, messageStatus, messageType } from '../../../electron/libvirt/rpc/frame.ts';
import type { Stream } from '../../../electron/libvirt/streams.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { type FakeCall, FakeLibvirtd } from '../../support/fake-libvirtd.ts';

const dom = { name: 'web1', uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', id: 3 };
const vol = { pool: 'default', name: 'disk', key: '/disk' };
const console0 = { dom, devName: undefined, flags: 0 };
const { ok, error, continue: more } = messageStatus;

let server: FakeLibvirtd;
let connection: Connection;
let call: FakeCall<unknown> | undefined;
let received: string;

beforeEach(async () => {
  server = await FakeLibvirtd.start();
  connection = await connect(server.uri);
  received = '';
  call = undefined;
  server.on(domainOpenConsole, (_, opened) => {
    call = opened;
    return {};
  });
});
afterEach(async () => {
  await connection.close();
  await server.stop();
});

function theCall(): FakeCall<unknown> {
  if (call === undefined) throw new Error('no stream was opened');
  return call;
}

const collect = (bytes: Uint8Array): void => {
  received += Buffer.from(bytes).toString();
};
const openConsole = (): Promise<Stream<unknown>> =>
  connection.openStream(domainOpenConsole, console0, { onData: collect });
const sentStatuses = (): readonly number[] => server.peer.streamFrames().map(({ status }) => status);
const sentText = (): string =>
  server.peer
    .streamFrames()
    .map(({ body }) => body.toString())
    .join('');

describe('a console', () => {
  test('gives every byte, the ones in the breath of the reply too', async () => {
    server.on(domainOpenConsole, (_, opened) => {
      opened.reply({});
      opened.stream(more, Buffer.from('login: '));
      return undefined;
    });
    await openConsole();
    await vi.waitFor(() => expect(received).toBe('login: '));
  });

  test('gives the bytes that overtook the reply, in order, and its end', async () => {
    server.on(domainOpenConsole, (_, opened) => {
      opened.stream(more, Buffer.from('log'));
      opened.stream(more, Buffer.from('in: '));
      opened.stream(more);
      opened.reply({});
      return undefined;
    });
    await openConsole();
    expect(received).toBe('login: ');
    await vi.waitFor(() => expect(sentStatuses()).toEqual([ok]));
  });

  test('that sends and sends but is never opened ends the connection', async () => {
    server.on(domainOpenConsole, (_, opened) => {
      for (let piece = 0; piece < 20; piece += 1) opened.stream(more, Buffer.alloc(262_120));
      return undefined;
    });
    await expect(openConsole()).rejects.toThrow(ProtocolViolation);
    expect(received).toBe('');
  });

  test('that is refused after all gives nothing of what came before', async () => {
    server.on(domainOpenConsole, (_, opened) => {
      opened.stream(more, Buffer.from('log'));
      opened.refuse(38, 38, 'no');
      return undefined;
    });
    await expect(openConsole()).rejects.toThrow(LibvirtError);
    expect(received).toBe('');
    expect(connection.end).toBeUndefined();
  });

  test('carries keys to the host, under the serial of its call', async () => {
    const stream = await openConsole();
    expect(stream.write(Buffer.from('ls\r'))).toBe(true);
    await vi.waitFor(() => expect(sentText()).toBe('ls\r'));
    expect(server.peer.frames.at(-1)).toMatchObject({
      procedure: domainOpenConsole.number,
      type: messageType.stream,
      serial: theCall().frame.serial,
      status: more,
    });
  });

  test('that another client holds is told apart', async () => {
    server.refuse(domainOpenConsole, 9, 10, 'Active console session exists for this domain');
    const failure: unknown = await openConsole().catch((reason: unknown) => reason);
    expect(isConsoleInUse(failure)).toBe(true);
  });

  test('that another client takes ends with the error of the host', async () => {
    const stream = await openConsole();
    theCall().streamError(39, 38, 'stream had I/O failure');
    const end = await stream.ended;
    expect(end).toMatchObject({ kind: 'failed', error: { code: 39, message: 'stream had I/O failure' } });
    expect(sentStatuses()).toEqual([]);
  });

  test('whose machine stops is finished, and the host is told so', async () => {
    const stream = await openConsole();
    server.onStreamFrame(({ status }) => status === ok && theCall().stream(ok));
    theCall().stream(more, Buffer.from('bye'));
    theCall().stream(more);
    await expect(stream.ended).resolves.toEqual({ kind: 'finished', by: 'host' });
    expect(received).toBe('bye');
    expect(sentStatuses()).toEqual([ok]);
    expect(stream.write(Buffer.from('too late'))).toBe(false);
  });

  test('whose end the host never confirms is finished all the same, after a while', async () => {
    const stream = await openConsole();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const ended = vi.fn();
    void stream.ended.then(ended);
    theCall().stream(more);
    await vi.waitFor(() => expect(sentStatuses()).toEqual([ok]));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ended).toHaveBeenCalledExactlyOnceWith({ kind: 'finished', by: 'host' });
  });

  test('that we leave is aborted; data still on its way is dropped and harms nothing', async () => {
    const stream = await openConsole();
    server.onStreamFrame(({ status }) => {
      if (status !== error) return;
      theCall().stream(more, Buffer.from('late'));
      theCall().stream(ok);
      theCall().stream(more, Buffer.from('later'));
    });
    await stream.abort();
    await expect(stream.ended).resolves.toEqual({ kind: 'aborted' });
    server.on(connectGetHostname, () => ({ hostname: 'h' }));
    await connection.call(connectGetHostname, {});
    expect(received).toBe('');
    expect(connection.end).toBeUndefined();
  });

  test('ends with its connection', async () => {
    const stream = await openConsole();
    server.peer.socket.destroy();
    await expect(stream.ended).resolves.toMatchObject({ kind: 'lost', reason: expect.any(Unreachable) });
  });

  test('whose opener gave up is closed again when the host opens it after all', async () => {
    server.on(domainOpenConsole, (_, opened) => {
      call = opened;
      return undefined;
    });
    const control = new AbortController();
    const opening = connection.openStream(domainOpenConsole, console0, {
      onData: collect,
      signal: control.signal,
    });
    await vi.waitFor(() => expect(call).toBeDefined());
    control.abort();
    await expect(opening).rejects.toThrow(Cancelled);
    theCall().reply({});
    theCall().stream(more, Buffer.from('nobody listens'));
    await vi.waitFor(() => expect(sentStatuses()).toEqual([error]));
    expect(received).toBe('');
    expect(connection.end).toBeUndefined();
  });

  test('shares no memory with the connection', async () => {
    const pieces: Uint8Array[] = [];
    const stream = await connection.openStream(domainOpenConsole, console0, {
      onData: (piece) => pieces.push(piece),
    });
    theCall().stream(more, Buffer.from('abc'));
    await vi.waitFor(() => expect(pieces).toHaveLength(1));
    expect(pieces[0]?.buffer.byteLength).toBe(3);
    expect(Object.getPrototypeOf(pieces[0])).toBe(Uint8Array.prototype);
    void stream.abort();
  });

  test('may not have holes', async () => {
    await openConsole();
    const header = { ...theCall().frame, type: messageType.streamHole, status: more };
    server.peer.send(encodeFrame(header, streamHole, { length: 10n, flags: 0 }));
    await vi.waitFor(() => expect(connection.end).toBeInstanceOf(ProtocolViolation));
  });
});

describe('an upload', () => {
  const upload = (): Promise<Stream<unknown>> =>
    connection.openStream(
      storageVolUpload,
      { vol, offset: 0n, length: 0n, flags: 0 },
      { onData: collect, onHole: undefined },
    );
  beforeEach(() => {
    server.on(storageVolUpload, (_, opened) => {
      call = opened;
      return {};
    });
  });

  test('goes in pieces that libvirt takes, and is done when the host confirmed', async () => {
    const stream = await upload();
    const data = Buffer.alloc(600_000, 'x');
    stream.write(data);
    let done = false;
    const finishing = stream.finish().then(() => {
      done = true;
    });
    await vi.waitFor(() => expect(sentStatuses()).toEqual([more, more, more, ok]));
    expect(server.peer.streamFrames().map(({ body }) => body.length)).toEqual([262_120, 262_120, 75_760, 0]);
    expect(done).toBe(false);
    theCall().stream(ok);
    await finishing;
    await expect(stream.ended).resolves.toEqual({ kind: 'finished', by: 'us' });
  });

  test('that the host cannot write fails with its error', async () => {
    const stream = await upload();
    stream.write(Buffer.from('data'));
    const finishing = stream.finish();
    theCall().streamError(38, 18, 'No space left on device');
    await expect(finishing).rejects.toThrow(LibvirtError);
    await expect(finishing).rejects.toThrow('No space left on device');
  });

  test('that is never confirmed does not wait without end', async () => {
    const stream = await upload();
    await expect(stream.finish({ timeoutMs: 20 })).rejects.toThrow(CallTimeout);
  });

  test('holds back what a slow host does not take, and goes on when it does', async () => {
    const stream = await upload();
    server.peer.socket.pause();
    const piece = Buffer.alloc(200_000, 'y');
    let written = 0;
    let accepted = true;
    while (accepted && written < 50_000_000) {
      accepted = stream.write(piece);
      written += piece.length;
    }
    expect(accepted).toBe(false);
    // What the kernel's socket buffers took is gone; ours hold 1 MiB and the piece that went beyond.
    expect(stream.unsentBytes).toBeLessThan(1_048_576 + piece.length + 1);
    let drained = false;
    const waiting = stream.drained().then(() => {
      drained = true;
    });
    await sleep(20);
    expect(drained).toBe(false);
    server.peer.socket.resume();
    await waiting;
    await vi.waitFor(() => expect(sentText()).toHaveLength(written));
  });

  test('whose connection dies wakes who waits for room', async () => {
    const stream = await upload();
    server.peer.socket.pause();
    while (stream.write(Buffer.alloc(500_000))) await sleep(1);
    const waiting = stream.drained();
    server.peer.socket.destroy();
    await expect(waiting).rejects.toThrow(Unreachable);
  });

  test('that the host ends first wakes who waits for room', async () => {
    const stream = await upload();
    server.peer.socket.pause();
    while (stream.write(Buffer.alloc(500_000))) await sleep(1);
    const waiting = stream.drained();
    theCall().stream(more);
    await expect(waiting).rejects.toThrow('takes no more');
    await expect(stream.drained()).rejects.toThrow('takes no more');
    expect(stream.write(Buffer.from('x'))).toBe(false);
    server.peer.socket.resume();
  });

  test('may skip zeroes when it is sparse', async () => {
    const stream = await upload();
    stream.write(Buffer.from('a'));
    stream.writeHole(1_048_576n);
    stream.write(Buffer.from('b'));
    await vi.waitFor(() =>
      expect(server.peer.frames.slice(-3).map(({ type, body }) => [type, body.length])).toEqual([
        [messageType.stream, 1],
        [messageType.streamHole, 12],
        [messageType.stream, 1],
      ]),
    );
  });
});

test('a download gives data and holes in order', async () => {
  server.on(storageVolDownload, (_, opened) => {
    call = opened;
    return {};
  });
  server.onStreamFrame(({ status }) => status === ok && theCall().stream(ok));
  const parts: (string | bigint)[] = [];
  const stream = await connection.openStream(
    storageVolDownload,
    { vol, offset: 0n, length: 0n, flags: 1 },
    { onData: (piece) => parts.push(Buffer.from(piece).toString()), onHole: (length) => parts.push(length) },
  );
  theCall().stream(more, Buffer.from('a'));
  const header = { ...theCall().frame, type: messageType.streamHole, status: more };
  server.peer.send(encodeFrame(header, streamHole, { length: 4096n, flags: 0 }));
  theCall().stream(more, Buffer.from('b'));
  theCall().stream(more);
  await expect(stream.ended).resolves.toEqual({ kind: 'finished', by: 'host' });
  expect(parts).toEqual(['a', 4096n, 'b']);
});

test('a screenshot names its type in the reply', async () => {
  server.on(domainScreenshot, () => ({ mime: 'image/png' }));
  const stream = await connection.openStream(
    domainScreenshot,
    { dom, screen: 0, flags: 0 },
    { onData: collect },
  );
  expect(stream.reply.mime).toBe('image/png');
});

test('two streams do not hear each other', async () => {
  const calls: FakeCall<unknown>[] = [];
  server.on(domainOpenConsole, (_, opened) => {
    calls.push(opened);
    return {};
  });
  const texts = ['', ''];
  for (const index of [0, 1]) {
    await connection.openStream(domainOpenConsole, console0, {
      onData: (piece) => {
        texts[index] += Buffer.from(piece).toString();
      },
    });
  }
  calls[1]?.stream(more, Buffer.from('two'));
  calls[0]?.stream(more, Buffer.from('one'));
  await vi.waitFor(() => expect(texts).toEqual(['one', 'two']));
});
