// The demo's definitions are those of a real libvirt: one takes every one of them, checked against its schema.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poolXml } from '../../electron/demo/calls/storage-texts.ts';
import { makeDefaultWorld } from '../../electron/demo/worlds/default.ts';
import { makeLargeWorld } from '../../electron/demo/worlds/large.ts';
import { connect } from '../../electron/libvirt/client.ts';
import type { Connection } from '../../electron/libvirt/connection.ts';
import { VirDomainDefineFlags } from '../../electron/libvirt/protocol/constants.gen.ts';
import { domainDefineXmlFlags } from '../../electron/libvirt/protocol/domain.gen.ts';
import { networkDefineXmlFlags } from '../../electron/libvirt/protocol/network.gen.ts';
import { storagePoolDefineXml } from '../../electron/libvirt/protocol/storage.gen.ts';
import { type Host, startHost } from '../lab/host.ts';

const DEMO = makeDefaultWorld({ uri: 'demo:///default' });
const LARGE = makeLargeWorld(
  { domains: 7, hosts: 1, host: 1, seed: 1, off: 100 },
  { uri: 'demo:///large?domains=7' },
);
/** VIR_NETWORK_DEFINE_VALIDATE, VIR_STORAGE_POOL_DEFINE_VALIDATE */
const VALIDATE = 1;

let host: Host;
let libvirt: Connection;

beforeAll(async () => {
  host = await startHost({ name: 'judge' });
  libvirt = await connect(`qemu:///system?socket=${host.socketPath}`);
});
afterAll(async () => {
  await libvirt.close();
  await host.dispose();
});

/** Where no KVM is, libvirt refuses machines that ask for it, whatever else they say. */
const withoutKvm = (xml: string) =>
  xml
    .replace("<domain type='kvm'", "<domain type='qemu'")
    .replace('<domain type="kvm"', '<domain type="qemu"');

describe('a real libvirt takes', () => {
  test.each([...DEMO.domains.all, ...LARGE.domains.all].map((machine) => [machine.name, machine] as const))(
    'the machine %s',
    async (name, machine) => {
      const xml = withoutKvm(machine.xml(machine.stored));
      const flags = VirDomainDefineFlags.VIR_DOMAIN_DEFINE_VALIDATE;
      const { dom } = await libvirt.call(domainDefineXmlFlags, { xml, flags });
      expect(dom).toMatchObject({ name, uuid: machine.uuid });
    },
  );

  test.each(
    DEMO.domains.all.filter(({ active }) => active).map((machine) => [machine.name, machine] as const),
  )('what %s looks like while it runs', async (_name, machine) => {
    const flags = VirDomainDefineFlags.VIR_DOMAIN_DEFINE_VALIDATE;
    const { dom } = await libvirt.call(domainDefineXmlFlags, { xml: withoutKvm(machine.xml()), flags });
    expect(dom.uuid).toBe(machine.uuid);
  });

  test.each(DEMO.networks.all.map((network) => [network.name, network] as const))(
    'the network %s',
    async (name, network) => {
      // The lab's host has one of this name.
      const own = network.stored
        .replace(`<name>${name}</name>`, `<name>demo-${name}</name>`)
        .replaceAll("'virbr", "'demobr")
        .replaceAll('"virbr', '"demobr');
      const { net } = await libvirt.call(networkDefineXmlFlags, { xml: own, flags: VALIDATE });
      expect(net).toEqual({ name: `demo-${name}`, uuid: network.uuid });
    },
  );

  test.each(DEMO.pools.all.map((pool) => [pool.name, pool] as const))('the pool %s', async (name, pool) => {
    const own = poolXml(pool)
      .replace(`<name>${name}</name>`, `<name>demo-${name}</name>`)
      .replace('/var/lib/libvirt/images', '/var/lib/libvirt/demo');
    const defined = await libvirt.call(storagePoolDefineXml, { xml: own, flags: VALIDATE });
    expect(defined.pool).toEqual({ name: `demo-${name}`, uuid: pool.uuid });
  });
});
