import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type ConnectOptions, connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import {
  CallTimeout,
  Cancelled,
  ConnectionClosed,
  InvalidUri,
  LibvirtError,
  Unreachable,
  Unsupported,
} from '../../../electron/libvirt/errors.ts';
import { feature } from '../../../electron/libvirt/features.ts';
import {
  authList,
  authPolkit,
  authSaslInit,
  authSaslStart,
  authSaslStep,
} from '../../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectClose,
  connectGetHostname,
  connectGetLibVersion,
  connectGetUri,
  connectOpen,
  connectSupportsFeature,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  domainFdAssociate,
  domainGetXmlDesc,
  domainReboot,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { encodeRawFrame, messageType } from '../../../electron/libvirt/rpc/frame.ts';
import { DuplexTransport } from '../../../electron/libvirt/transport/duplex.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { InvalidArgument, ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { FakeLibvirtd } from '../../support/fake-libvirtd.ts';

const dom = { name: 'web1', uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', id: 3 };

let server: FakeLibvirtd;
const opened: Connection[] = [];
beforeEach(async () => {
  server = await FakeLibvirtd.start();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((connection) => connection.close()));
  await server.stop();
});

async function open(options: ConnectOptions = {}): Promise<Connection> {
  const connection = await connect(server.uri, options);
  opened.push(connection);
  return connection;
}

const procedures = (): readonly number[] => server.peer.frames.map(({ procedure }) => procedure);

describe('opening', () => {
  test('authenticates, waits, then asks for keepalive and opens together', async () => {
    const names: (string | undefined)[] = [];
    server.on(connectOpen, ({ name, flags }) => {
      names.push(name, String(flags));
      return {};
    });
    await open();
    expect(procedures()).toEqual([authList.number, connectSupportsFeature.number, connectOpen.number]);
    expect(names).toEqual(['qemu:///system', '0']);
  });

  test('a server that is to choose its driver gets an empty name', async () => {
    const names: (string | undefined)[] = [];
    server.on(connectOpen, ({ name }) => {
      names.push(name);
      return {};
    });
    const connection = await connect({ ...parseUri(''), client: parseUri(server.uri).client });
    expect(names).toEqual(['']);
    await connection.close();
  });

  test('a read-only connection says so', async () => {
    const flagsSeen: number[] = [];
    server.on(connectOpen, ({ flags }) => {
      flagsSeen.push(flags);
      return {};
    });
    const connection = await open({ readonly: true });
    expect(flagsSeen).toEqual([1]);
    expect(connection.readonly).toBe(true);
  });

  test('a server older than authentication is opened all the same', async () => {
    server.refuse(authList, 39, 7, 'unknown procedure: 66');
    await expect(open()).resolves.toBeDefined();
  });

  test('polkit is asked and waited for before anything else', async () => {
    server.on(authList, () => ({ types: [2] as const }));
    server.on(authPolkit, async () => {
      await sleep(20);
      expect(procedures()).toEqual([authList.number, authPolkit.number]);
      return { complete: 1 };
    });
    await open({ timeouts: { answerMs: 10 } });
    expect(procedures()).toContain(connectOpen.number);
  });

  test.each([
    [94, 'no polkit agent'],
    [79, 'dismissed'],
    [45, 'refused'],
  ])('polkit refusing with code %i says why', async (code, words) => {
    server.on(authList, () => ({ types: [2] as const }));
    server.refuse(authPolkit, code, 60, 'authentication failed');
    const opening = open();
    await expect(opening).rejects.toMatchObject({ name: 'Unreachable', stage: 'auth', code });
    await expect(opening).rejects.toThrow(words);
  });

  test('a person who does not decide is not waited for without end', async () => {
    server.on(authList, () => ({ types: [2] as const }));
    server.neverAnswer(authPolkit);
    await expect(open({ timeouts: { authMs: 20 } })).rejects.toMatchObject({ stage: 'auth' });
  });

  test('SASL with a mechanism that is not there is said to be unsupported', async () => {
    server.on(authList, () => ({ types: [1] as const }));
    server.on(authSaslInit, () => ({ mechlist: 'GSSAPI' }));
    const opening = open();
    await expect(opening).rejects.toMatchObject({ stage: 'auth', code: 'SASL_MECHANISM' });
    await expect(opening).rejects.toThrow('GSSAPI is not supported; use qemu+ssh');
  });

  test('a server that falls silent in the middle of the login is said not to go on with it', async () => {
    server.on(authList, () => ({ types: [1] as const }));
    server.neverAnswer(authSaslInit);
    const opening = open({ timeouts: { answerMs: 20 } });
    await expect(opening).rejects.toMatchObject({ name: 'Unreachable', stage: 'auth' });
    await expect(opening).rejects.toThrow('not gone on with the login');
  });

  test('a server whose login never comes to an end is left', async () => {
    const onAndOn = () => ({ complete: 0, nil: 1, data: new Uint8Array() });
    server.on(authList, () => ({ types: [1] as const }));
    server.on(authSaslInit, () => ({ mechlist: 'PLAIN' }));
    server.on(authSaslStart, onAndOn).on(authSaslStep, onAndOn);
    const login = { kind: 'login', user: 'ann', secret: 's3cret', remember: false } as const;
    const opening = connect('qemu+tls://far/system', {
      ask: { ask: async () => login },
      openTransport: async () => new DuplexTransport(server.dial()),
    });
    await expect(opening).rejects.toMatchObject({ stage: 'auth', code: 'SASL_FAULT' });
    expect(server.count(authSaslStep)).toBeLessThan(20);
  });

  test('a driver that refuses the URI is told with its code and words', async () => {
    server.refuse(connectOpen, 38, 10, 'no QEMU URI path given');
    const opening = open();
    await expect(opening).rejects.toMatchObject({ stage: 'open', code: 38 });
    await expect(opening).rejects.toThrow('no QEMU URI path given');
  });

  test('a URI that makes no sense is refused before anything is opened', async () => {
    await expect(connect('qemu+unix://host/system')).rejects.toThrow(InvalidUri);
    expect(server.peers).toEqual([]);
  });

  test('a connection that ends with the very packet that opened it is not given out, and no clock of it runs on', async () => {
    server.on(connectOpen, (_args, { peer, frame }) => {
      const opened = encodeRawFrame({ ...frame, type: messageType.reply });
      // The second answer to one call breaks the protocol. All others have theirs by then.
      setImmediate(() => peer.send(Buffer.concat([opened, opened])));
      return undefined;
    });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    await expect(open()).rejects.toThrow(ProtocolViolation);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('it can be cancelled at any step', async () => {
    server.neverAnswer(connectOpen);
    const control = new AbortController();
    const opening = open({ signal: control.signal });
    await vi.waitFor(() => expect(server.count(connectOpen)).toBe(1));
    control.abort();
    await expect(opening).rejects.toThrow(Cancelled);
    await vi.waitFor(() => expect(server.peer.socket.destroyed).toBe(true));
  });
});

describe('calls', () => {
  test('answers that come out of order find their calls', async () => {
    const connection = await open();
    const waiting: (() => void)[] = [];
    server.on(domainGetXmlDesc, ({ dom: { name } }, call) => {
      waiting.push(() => call.reply({ xml: name }));
      return undefined;
    });
    const names = ['a', 'b', 'c', 'd'];
    const calls = names.map((name) => connection.call(domainGetXmlDesc, { dom: { ...dom, name }, flags: 0 }));
    await vi.waitFor(() => expect(waiting).toHaveLength(4));
    for (const answer of waiting.reverse()) answer();
    expect((await Promise.all(calls)).map(({ xml }) => xml)).toEqual(names);
  });

  test('a refusal keeps the code, domain and words of libvirt', async () => {
    const connection = await open();
    server.refuse(connectGetHostname, 42, 10, 'Domain not found');
    const call = connection.call(connectGetHostname, {});
    await expect(call).rejects.toThrow(LibvirtError);
    await expect(call).rejects.toMatchObject({ code: 42, domain: 10, level: 2, message: 'Domain not found' });
  });

  test('a deadline fails one call; its late answer is no surprise and the connection lives', async () => {
    const connection = await open();
    const late: (() => void)[] = [];
    server.on(connectGetHostname, (_, call) => {
      late.push(() => call.reply({ hostname: 'late' }));
      return undefined;
    });
    await expect(connection.call(connectGetHostname, {}, { timeoutMs: 10 })).rejects.toThrow(CallTimeout);
    late[0]?.();
    server.on(connectGetHostname, () => ({ hostname: 'host' }));
    await expect(connection.call(connectGetHostname, {})).resolves.toEqual({ hostname: 'host' });
    expect(connection.end).toBeUndefined();
  });

  test('a signal cancels one call, and one that fired already sends nothing', async () => {
    const connection = await open();
    server.neverAnswer(connectGetHostname);
    const control = new AbortController();
    const call = connection.call(connectGetHostname, {}, { signal: control.signal });
    await vi.waitFor(() => expect(server.count(connectGetHostname)).toBe(1));
    control.abort();
    await expect(call).rejects.toThrow(Cancelled);
    await expect(connection.call(connectGetHostname, {}, { signal: control.signal })).rejects.toThrow(
      Cancelled,
    );
    expect(server.count(connectGetHostname)).toBe(1);
  });

  test('all that wait fail at once when the connection dies', async () => {
    const connection = await open();
    server.neverAnswer(connectGetHostname);
    const ends: unknown[] = [];
    connection.onClosed((end) => ends.push(end));
    const calls = Array.from({ length: 10 }, () => connection.call(connectGetHostname, {}));
    await vi.waitFor(() => expect(server.count(connectGetHostname)).toBe(10));
    server.peer.socket.destroy();
    const results = await Promise.allSettled(calls);
    expect(results.every((result) => result.status === 'rejected' && result.reason === connection.end)).toBe(
      true,
    );
    expect(connection.end).toMatchObject({ name: 'Unreachable', stage: 'lost' });
    expect(ends).toEqual([connection.end]);
    await expect(connection.call(connectGetHostname, {})).rejects.toBe(connection.end);
  });

  test('a procedure that the server lacks is asked for once', async () => {
    const connection = await open();
    await expect(connection.call(connectGetUri, {})).rejects.toMatchObject({
      name: 'Unsupported',
      what: 'REMOTE_PROC_CONNECT_GET_URI',
    });
    await expect(connection.call(connectGetUri, {})).rejects.toThrow(Unsupported);
    expect(server.count(connectGetUri)).toBe(1);
  });

  test('another failure of the RPC layer is not taken for a missing procedure', async () => {
    const connection = await open();
    server.refuse(connectGetLibVersion, 39, 7, 'client tried to do something else');
    await expect(connection.call(connectGetLibVersion, {})).rejects.toThrow(LibvirtError);
  });

  test('a call that passes descriptors is unsupported without being sent', async () => {
    const connection = await open();
    const args = { dom, name: 'x', flags: 0 };
    await expect(connection.call(domainFdAssociate, args)).rejects.toThrow(Unsupported);
    expect(server.count(domainFdAssociate)).toBe(0);
  });

  test('arguments that break the protocol are refused here, with their field', async () => {
    const connection = await open();
    const call = connection.call(domainReboot, { dom: { ...dom, uuid: 'web1' }, flags: 0 });
    await expect(call).rejects.toThrow(InvalidArgument);
    await expect(call).rejects.toMatchObject({ field: 'dom.uuid' });
    expect(connection.end).toBeUndefined();
  });

  test('a feature is asked for once', async () => {
    const connection = await open({ keepalive: false });
    expect(await connection.supports(feature.eventCallbacks)).toBe(true);
    expect(await connection.supports(feature.eventCallbacks)).toBe(true);
    expect(server.count(connectSupportsFeature)).toBe(1);
  });
});

describe('keepalive', () => {
  test('pings are answered at once', async () => {
    await open({ keepalive: false });
    server.peer.keepalive(1);
    await vi.waitFor(() =>
      expect(server.peer.frames.at(-1)).toMatchObject({ program: 0x6b656570, procedure: 2 }),
    );
  });

  test('a server that stops answering is lost', async () => {
    const connection = await open({ keepalive: { intervalMs: 10, count: 4 } });
    server.answersPings = false;
    await vi.waitFor(() => expect(connection.end).toMatchObject({ name: 'Unreachable', stage: 'lost' }));
  });

  test('a server that is silent with five calls open is busy, and back with the first answer', async () => {
    const busy: boolean[] = [];
    const connection = await open({ keepalive: { intervalMs: 10, count: 4 }, onBusy: (is) => busy.push(is) });
    const answers: (() => void)[] = [];
    server.on(connectGetHostname, (_, call) => {
      answers.push(() => call.reply({ hostname: 'h' }));
      return undefined;
    });
    server.answersPings = false;
    const calls = Array.from({ length: 5 }, () => connection.call(connectGetHostname, {}));
    await vi.waitFor(() => expect(busy).toEqual([true]));
    await sleep(60);
    expect(connection.end).toBeUndefined();
    server.answersPings = true;
    for (const answer of answers) answer();
    await Promise.all(calls);
    expect(busy).toEqual([true, false]);
  });

  test('a server that does not answer the question for keepalive is opened without', async () => {
    server.neverAnswer(connectSupportsFeature);
    const connection = await open({ timeouts: { openMs: 20 } });
    expect(connection.end).toBeUndefined();
  });

  test('a server without keepalive is never pinged', async () => {
    server.on(connectSupportsFeature, () => ({ supported: 0 }));
    const connection = await open({ keepalive: { intervalMs: 5, count: 2 } });
    await sleep(60);
    expect(connection.end).toBeUndefined();
    expect(server.peer.frames.filter(({ program }) => program === 0x6b656570)).toEqual([]);
  });
});

describe('closing', () => {
  test('says goodbye and reports its own end', async () => {
    const connection = await open();
    const ends: unknown[] = [];
    connection.onClosed((end) => ends.push(end));
    await connection.close();
    expect(server.count(connectClose)).toBe(1);
    expect(ends).toEqual([expect.any(ConnectionClosed)]);
    await connection.close();
    await expect(connection.call(connectGetHostname, {})).rejects.toThrow(ConnectionClosed);
  });

  test('who asks late is told too', async () => {
    const connection = await open();
    await connection.close();
    const ends: unknown[] = [];
    connection.onClosed((end) => ends.push(end));
    await vi.waitFor(() => expect(ends).toEqual([expect.any(ConnectionClosed)]));
  });

  test('does not wait for a host that is gone', async () => {
    const connection = await open();
    server.peer.socket.destroy();
    await vi.waitFor(() => expect(connection.end).toBeInstanceOf(Unreachable));
    await connection.close();
  });
});
