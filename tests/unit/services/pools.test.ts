// A storage pool's page, also while the server of its images says nothing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectGetCapabilities } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  storagePoolGetXmlDesc,
  storagePoolListAllVolumes,
  storagePoolSetAutostart,
  storageVolGetXmlDesc,
} from '../../../electron/libvirt/protocol/storage.gen.ts';
import { poolKey } from '../../../shared/model/keys.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { startServices } from './engine.ts';

const volume = (name: string) => ({ pool: 'images', name, key: `/images/${name}` });

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

async function opened() {
  const pool = fake.addPool('images');
  fake.libvirtd.on(storagePoolListAllVolumes, () => ({
    vols: ['a', 'b', 'c', 'd', 'e'].map(volume),
    ret: 5,
  }));
  fake.libvirtd.on(connectGetCapabilities, () => ({ capabilities: '<capabilities/>' }));
  const services = await startServices();
  const connection = await services.open(fake.uri);
  return { ...services, connection, key: poolKey(connection, pool.uuid) };
}

test('volumes that vanish while they are read are left out', async () => {
  fake.libvirtd.on(storageVolGetXmlDesc, ({ vol: { name } }, call) => {
    if (name !== 'c') return { xml: `<volume><name>${name}</name><capacity>1024</capacity></volume>` };
    call.refuse(50, 18, 'no storage vol with matching name');
    return undefined;
  });
  const { handlers, context, key } = await opened();
  const { volumes } = await handlers.pools.details({ pool: key }, context);
  expect(volumes.map(({ name, capacityBytes }) => `${name} ${capacityBytes}`)).toEqual(
    ['a', 'b', 'd', 'e'].map((name) => `${name} 1024`),
  );
});

test('images on a server that says nothing hold up their page, and not the host', async () => {
  fake.libvirtd.neverAnswer(storageVolGetXmlDesc);
  const { handlers, context, connection, key } = await opened();
  const readBefore = fake.libvirtd.count(storagePoolGetXmlDesc);
  const page = new AbortController();
  const details = Promise.resolve(handlers.pools.details({ pool: key }, { ...context, signal: page.signal }));
  await vi.waitFor(() => expect(fake.libvirtd.count(storageVolGetXmlDesc)).toBe(2));
  await handlers.connections.capabilities({ connection }, context);
  // libvirt holds the pool while it waits: whoever asks for it waits too.
  expect(fake.libvirtd.count(storagePoolGetXmlDesc)).toBe(readBefore);
  page.abort();
  await expect(details).rejects.toMatchObject({ name: 'Cancelled' });
});

test('a change whose page goes away is made, and what came of it is read for the others', async () => {
  const { handlers, context, key } = await opened();
  let answer: () => void = () => undefined;
  fake.libvirtd.on(storagePoolSetAutostart, (_args, call) => {
    answer = () => call.reply({});
    return undefined;
  });
  const readBefore = fake.libvirtd.count(storagePoolGetXmlDesc);
  const page = new AbortController();
  const done = handlers.pools.act({ pool: key, action: 'autostart-on' }, { ...context, signal: page.signal });
  await vi.waitFor(() => expect(fake.libvirtd.count(storagePoolSetAutostart)).toBe(1));
  page.abort();
  answer();
  await done;
  expect(fake.libvirtd.count(storagePoolGetXmlDesc)).toBe(readBefore + 1);
});
