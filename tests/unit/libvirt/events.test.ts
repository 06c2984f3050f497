import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import { Unreachable } from '../../../electron/libvirt/errors.ts';
import { decodeEvent, knownMessages } from '../../../electron/libvirt/event-decoders.ts';
import type { LibvirtEvent } from '../../../electron/libvirt/event-types.ts';
import * as connectCalls from '../../../electron/libvirt/protocol/connect.gen.ts';
import * as m from '../../../electron/libvirt/protocol/messages.gen.ts';
import type { ServerMessage } from '../../../electron/libvirt/protocol/procedure.ts';
import { messages } from '../../../electron/libvirt/protocol/procedures.gen.ts';
import { encode } from '../../../electron/libvirt/xdr/codec.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { everyTruncation } from '../../support/bytes.ts';
import { FakeLibvirtd } from '../../support/fake-libvirtd.ts';

const dom = { name: 'web1', uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', id: 3 };

function decoded<M>(message: ServerMessage<M>, body: M): LibvirtEvent | undefined {
  const header = { program: message.program.id, version: 1, procedure: message.number };
  return decodeEvent({ ...header, type: 2, serial: 0, status: 0 }, encode(message.body, body));
}

describe('decoding', () => {
  test('every message that the protocol knows is understood', () =>
    expect(
      messages.filter((message) => !knownMessages().has(`${message.program.id}:${message.number}`)),
    ).toEqual([]));

  test('a lifecycle event is the same with and without a callback number', () => {
    const event = { kind: 'domain-lifecycle', domain: dom, event: 2, detail: 1 };
    const msg = { dom, event: 2, detail: 1 };
    expect(decoded(m.domainEventCallbackLifecycle, { callbackID: 4, msg })).toEqual(event);
    expect(decoded(m.domainEventLifecycle, msg)).toEqual(event);
  });

  test('events carry what changed', () => {
    expect(decoded(m.domainEventBlockJob2, { callbackID: 1, dom, dst: 'vda', type: 4, status: 3 })).toEqual({
      kind: 'domain-block-job',
      domain: dom,
      disk: 'vda',
      type: 4,
      status: 3,
    });
    expect(
      decoded(m.domainEventCallbackMetadataChange, { callbackID: 1, dom, type: 0, nsuri: undefined }),
    ).toEqual({
      kind: 'domain-metadata-change',
      domain: dom,
      type: 0,
      namespace: undefined,
    });
    expect(decoded(m.domainEventCallbackPmwakeup, { callbackID: 1, reason: 0, msg: { dom } })).toEqual({
      kind: 'domain-wakeup',
      domain: dom,
    });
    const pool = { name: 'p', uuid: dom.uuid };
    expect(decoded(m.storagePoolEventRefresh, { callbackID: 1, pool })).toEqual({
      kind: 'pool-refresh',
      pool,
    });
  });

  test('a message that is newer than this client is ignored', () =>
    expect(
      decodeEvent(
        { program: 0x20008086, version: 1, procedure: 99_999, type: 2, serial: 0, status: 0 },
        new Uint8Array(8),
      ),
    ).toBeUndefined());

  test('a truncated event is a violation', () => {
    const body = encode(m.domainEventReboot.body, { dom });
    const header = { program: 0x20008086, version: 1, procedure: 169, type: 2, serial: 0, status: 0 };
    for (const cut of everyTruncation(body))
      expect(() => decodeEvent(header, cut)).toThrow(ProtocolViolation);
  });
});

describe('on a connection', () => {
  let server: FakeLibvirtd;
  let connection: Connection;
  beforeEach(async () => {
    server = await FakeLibvirtd.start();
    connection = await connect(server.uri);
  });
  afterEach(async () => {
    await connection.close();
    await server.stop();
  });

  function acceptEverything(): void {
    server.on(connectCalls.connectDomainEventCallbackRegisterAny, ({ eventID }) => ({ callbackID: eventID }));
    server.on(connectCalls.connectNetworkEventRegisterAny, ({ eventID }) => ({ callbackID: eventID }));
    server.on(connectCalls.connectStoragePoolEventRegisterAny, ({ eventID }) => ({ callbackID: eventID }));
    server.on(connectCalls.connectNodeDeviceEventRegisterAny, ({ eventID }) => ({ callbackID: eventID }));
    server.on(connectCalls.connectSecretEventRegisterAny, ({ eventID }) => ({ callbackID: eventID }));
    server.on(connectCalls.connectRegisterCloseCallback, () => ({}));
  }

  test('every class is asked for by itself, in one burst, the doubled one left out', async () => {
    acceptEverything();
    const asked: number[] = [];
    server.on(connectCalls.connectDomainEventCallbackRegisterAny, ({ eventID, dom: which }) => {
      expect(which).toBeUndefined();
      asked.push(eventID);
      return { callbackID: eventID };
    });
    const { accepted, refused } = await connection.subscribe();
    expect(refused).toEqual([]);
    expect(accepted).toHaveLength(27 + 2 + 2 + 2 + 2 + 1);
    expect(asked.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 28 }, (_, id) => id).filter((id) => id !== 8),
    );
  });

  test('a class that the server refuses does not cost the others', async () => {
    acceptEverything();
    server.on(connectCalls.connectDomainEventCallbackRegisterAny, ({ eventID }, call) => {
      if (eventID === 27) call.refuse(8, 10, 'invalid argument');
      return eventID === 27 ? undefined : { callbackID: eventID };
    });
    server.refuse(connectCalls.connectSecretEventRegisterAny, 3, 30, 'this function is not supported');
    const { refused } = await connection.subscribe();
    expect(refused).toEqual([
      'VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE',
      'VIR_SECRET_EVENT_ID_LIFECYCLE',
      'VIR_SECRET_EVENT_ID_VALUE_CHANGED',
    ]);
  });

  test('a server without numbered callbacks is asked the old way', async () => {
    server.on(connectCalls.connectSupportsFeature, () => ({ supported: 0 }));
    server.on(connectCalls.connectDomainEventRegisterAny, () => ({}));
    const { accepted } = await connection.subscribe();
    expect(accepted).toContain('VIR_DOMAIN_EVENT_ID_LIFECYCLE');
    expect(accepted).not.toContain('VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE');
    const seen: LibvirtEvent[] = [];
    connection.onEvent((event) => seen.push(event));
    server.peer.message(m.domainEventReboot, { dom });
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'domain-reboot', domain: dom }]));
  });

  test('who stops listening hears nothing more', async () => {
    const heard: string[] = [];
    const stop = connection.onEvent(({ kind }) => heard.push(`first ${kind}`));
    connection.onEvent(({ kind }) => heard.push(`second ${kind}`));
    server.peer.message(m.domainEventReboot, { dom });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    stop();
    server.peer.message(m.domainEventReboot, { dom });
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.at(-1)).toBe('second domain-reboot');
  });

  test('a hypervisor that the daemon lost ends the connection', async () => {
    const ends: unknown[] = [];
    connection.onClosed((end) => ends.push(end));
    server.peer.message(m.connectEventConnectionClosed, { reason: 1 });
    await vi.waitFor(() => expect(ends).toEqual([expect.any(Unreachable)]));
  });

  test('a malformed event ends the connection', async () => {
    const ends: unknown[] = [];
    connection.onClosed((end) => ends.push(end));
    const { program, number, name } = m.domainEventReboot;
    server.peer.message({ program, number, name, body: m.connectEventConnectionClosed.body }, { reason: 9 });
    await vi.waitFor(() => expect(ends).toEqual([expect.any(ProtocolViolation)]));
  });
});
