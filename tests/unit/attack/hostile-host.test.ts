// Hosts that want to take up our memory.
import { expect, test } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import { domainGetXmlDesc } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { FrameReader } from '../../../electron/libvirt/rpc/frame-reader.ts';
import { DuplexTransport } from '../../../electron/libvirt/transport/duplex.ts';
import { LARGEST_FRAME_BYTES } from '../../../electron/libvirt/xdr/writer.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { EchoServer, UUID } from '../../support/faults/echo-server.ts';
import { ping } from '../../support/faults/spoiled.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('a host that asks whether we live, again and again, and never listens is not answered without end', async () => {
  const server = new EchoServer();
  let transport: DuplexTransport | undefined;
  const openTransport = async () => {
    transport = new DuplexTransport(server.dial());
    return transport;
  };
  const connection = await connect('qemu:///system', { openTransport, keepalive: false });
  const { peer } = server.libvirtd;
  peer.socket.pause();
  const pings = Buffer.concat(Array.from({ length: 1000 }, ping));
  let most = 0;
  for (let round = 0; round < 60; round += 1) {
    peer.send(pings);
    await turns(4);
    most = Math.max(most, transport?.bufferedBytes ?? 0);
  }
  expect(most).toBeLessThan(400_000);
  // When it listens at last, it hears that we live, and our calls.
  let heard = 0;
  const reader = new FrameReader();
  peer.socket.on('data', (chunk: Buffer) => {
    for (const { program } of reader.push(chunk)) if (program === 0x6b656570) heard += 1;
  });
  const call = connection.call(domainGetXmlDesc, { dom: { name: 'web1', uuid: UUID, id: 20 }, flags: 0 });
  peer.socket.resume();
  await expect(call).resolves.toEqual({ xml: 'web1 web1 web1 web1 ' });
  expect(heard).toBeGreaterThan(0);
  await connection.close();
});

test('a host that promises 32 MiB and sends them never, over many connections, costs no more than it sent', () => {
  const head = Buffer.alloc(28);
  head.writeUInt32BE(LARGEST_FRAME_BYTES);
  const readers = Array.from({ length: 500 }, () => new FrameReader());
  collectGarbage();
  const before = process.memoryUsage();
  for (const reader of readers) expect([...reader.push(head)]).toEqual([]);
  const after = process.memoryUsage();
  expect(readers.map(({ pendingBytes }) => pendingBytes)).toEqual(readers.map(() => head.length));
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1_000_000);
});

test('a message that arrives byte by byte is put together without copying it anew for each byte', () => {
  const bytes = Buffer.alloc(2_000_000);
  bytes.writeUInt32BE(bytes.length);
  const reader = new FrameReader();
  const frames = [];
  collectGarbage();
  const before = process.memoryUsage();
  for (let at = 0; at < bytes.length; at += 1) frames.push(...reader.push(bytes.subarray(at, at + 1)));
  const after = process.memoryUsage();
  expect(frames.map(({ body }) => body.length)).toEqual([bytes.length - 28]);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(bytes.length * 6);
});
