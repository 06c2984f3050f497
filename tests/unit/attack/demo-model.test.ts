// The same for the demo host: calls of another client, with all that follows from them, instead of changes made by hand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import {
  domainCreate,
  domainDefineXml,
  domainDestroy,
  domainManagedSave,
  domainReboot,
  domainResume,
  domainShutdown,
  domainSuspend,
  domainUndefine,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { networkCreate, networkDestroy } from '../../../electron/libvirt/protocol/network.gen.ts';
import {
  storagePoolCreate,
  storagePoolDestroy,
  storagePoolRefresh,
} from '../../../electron/libvirt/protocol/storage.gen.ts';
import { DuplexTransport } from '../../../electron/libvirt/transport/duplex.ts';
import { DemoServer } from '../../support/faults/demo-server.ts';
import { endingOf } from '../../support/faults/endings.ts';
import { anyStep, Disturbed } from './disturbed.ts';

type Call = (connection: Connection, { world }: DemoServer, pick: number) => Promise<unknown>;

const dom = ({ world }: DemoServer, pick: number) => {
  const { all } = world.domains;
  const { name, uuid } = all[pick % Math.max(1, all.length)] ?? { name: 'none', uuid: NO_UUID };
  return { name, uuid, id: -1 };
};
const net = ({ world }: DemoServer, pick: number) => {
  const all = world.networks.all;
  const { name, uuid } = all[pick % Math.max(1, all.length)] ?? { name: 'none', uuid: NO_UUID };
  return { name, uuid };
};
const pool = ({ world }: DemoServer, pick: number) => {
  const all = world.pools.all;
  const { name, uuid } = all[pick % Math.max(1, all.length)] ?? { name: 'none', uuid: NO_UUID };
  return { name, uuid };
};
const NO_UUID = '00000000-0000-4000-8000-000000000000';

/** Those that libvirt tells its other clients of; that something starts by itself from now on, it does not. */
const CALLS: readonly Call[] = [
  (one, demo, pick) => one.call(domainCreate, { dom: dom(demo, pick) }),
  (one, demo, pick) => one.call(domainDestroy, { dom: dom(demo, pick) }),
  (one, demo, pick) => one.call(domainShutdown, { dom: dom(demo, pick) }),
  (one, demo, pick) => one.call(domainReboot, { dom: dom(demo, pick), flags: 0 }),
  (one, demo, pick) => one.call(domainSuspend, { dom: dom(demo, pick) }),
  (one, demo, pick) => one.call(domainResume, { dom: dom(demo, pick) }),
  (one, demo, pick) => one.call(domainManagedSave, { dom: dom(demo, pick), flags: 0 }),
  (one, demo, pick) => one.call(domainUndefine, { dom: dom(demo, pick) }),
  (one, _demo, pick) =>
    one.call(domainDefineXml, {
      xml: `<domain type='kvm'><name>made-${pick % 7}</name><title>t${pick}</title><memory>65536</memory><os><type>hvm</type></os></domain>`,
    }),
  (one, demo, pick) => one.call(networkCreate, { net: net(demo, pick) }),
  (one, demo, pick) => one.call(networkDestroy, { net: net(demo, pick) }),
  (one, demo, pick) => one.call(storagePoolCreate, { pool: pool(demo, pick), flags: 0 }),
  (one, demo, pick) => one.call(storagePoolDestroy, { pool: pool(demo, pick) }),
  (one, demo, pick) => one.call(storagePoolRefresh, { pool: pool(demo, pick), flags: 0 }),
];

type Change = readonly [call: number, pick: number];
const anyCall: fc.Arbitrary<Change> = fc.tuple(fc.nat(CALLS.length - 1), fc.nat(200));

test('the model of the demo host is what a fresh load says, whatever was asked of it and happened on the way', async () => {
  const endings = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep(anyCall), { maxLength: 50, size: 'max' }),
      fc.nat(),
      async (steps, seed) => {
        let hand: Connection | undefined;
        const demo = new DemoServer();
        const ended = (how: string): void => void endings.set(how, (endings.get(how) ?? 0) + 1);
        const disturbed = new Disturbed<Change>(demo.dial, seed, ([number, pick]) => {
          if (hand === undefined) return;
          CALLS[number]!(hand, demo, pick).then(
            () => ended('replied'),
            (error: unknown) => ended(endingOf(error)),
          );
        });
        const { far } = disturbed;
        const openTransport = async () => new DuplexTransport(demo.dial());
        hand = await far.clock.until(connect('demo:///default', { openTransport, keepalive: false }));
        far.host.connect();
        await disturbed.connected();
        for (const one of steps) await disturbed.take(one);
        await disturbed.heal();
        expect(far.model()).toEqual(await far.clock.until(far.freshModel()));
        await far.clock.until(Promise.all([far.host.dispose(), hand.close()]));
        await far.clock.settle();
        far.hub.dispose();
        expect([far.openLines, demo.clients]).toEqual([0, 0]);
      },
    ),
    { numRuns: 40 },
  );
  console.info('calls of the other client', Object.fromEntries(endings));
  expect(endings.get('replied')).toBeGreaterThan(100);
}, 120_000);
