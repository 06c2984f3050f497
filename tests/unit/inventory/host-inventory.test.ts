import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { STRAGGLERS_AFTER_MS } from '../../../electron/inventory/first-load.ts';
import { HostInventory } from '../../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { DISMISS_AFTER_MS } from '../../../electron/inventory/transitions.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import * as c from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetMetadata, domainGetXmlDesc } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import { connectionId } from '../../../shared/checks.ts';
import type { ModelSnapshot } from '../../../shared/model/changes.ts';
import { anyChange, comparable, make } from './any-changes.ts';
import { FakeHost } from './fake-host.ts';

const id = connectionId.parse('c1');
let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

interface Held {
  readonly hub: ModelHub;
  readonly inventory: HostInventory;
  readonly connection: Connection;
  readonly load: () => Promise<unknown>;
  domain(name: string): ModelSnapshot['domains'][number] | undefined;
}

/** An inventory on a connection of its own. */
async function hold(): Promise<Held> {
  const hub = new ModelHub();
  const trouble: unknown[] = [];
  const inventory = new HostInventory({ connection: id, hub, onTrouble: (error) => trouble.push(error) });
  const connection = await fake.connect();
  connection.onEvent((event) => inventory.event(event));
  onTestFinished(async () => {
    inventory.detach();
    await connection.close();
    expect(trouble).toEqual([]);
  });
  const load = () => inventory.load(connection);
  const domain = (name: string) => hub.snapshot().domains.find((one) => one.name === name);
  return { hub, inventory, connection, load, domain };
}

/** Loads, and lets time pass once all other answers are here, until the load waits no longer. */
async function loadPatiently({ load, connection }: Held, machines: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let loaded = false;
  const loading = load().then(() => {
    loaded = true;
  });
  await vi.waitFor(() => expect(fake.libvirtd.count(domainGetXmlDesc)).toBe(machines), { interval: 1 });
  await connection.call(c.connectGetHostname, {});
  while (!loaded) await vi.advanceTimersByTimeAsync(STRAGGLERS_AFTER_MS);
  await loading;
  vi.useRealTimers();
}

describe('the first load', () => {
  test('applies what happened while it was under way after what it has read itself, which is older', async () => {
    const web1 = fake.define('web1');
    const { load, domain } = await hold();
    const old = {
      dom: { name: 'web1', uuid: web1.uuid, id: -1 },
      params: [typedParam.int('state.state', 5)],
    };
    fake.libvirtd.on(c.connectGetAllDomainStats, () => {
      setImmediate(() => {
        fake.startDomain(web1);
        fake.define('web2');
      });
      return { retStats: [old] };
    });
    fake.libvirtd.on(domainGetXmlDesc, async ({ dom }) => {
      // Long enough for a reading of the event to overtake the load, if it began now.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { xml: `<domain><name>${dom.name}</name><uuid>${dom.uuid}</uuid></domain>` };
    });
    const loading = load();
    await vi.waitFor(() => expect(fake.libvirtd.count(domainGetXmlDesc)).toBeGreaterThan(0));
    await loading;
    expect(domain('web1')?.state).toBe('off');
    await vi.waitFor(() => expect(domain('web1')?.state).toBe('running'));
    await vi.waitFor(() => expect(domain('web2')?.state).toBe('off'));
  });

  test('leaves out a machine that vanished between list and XML', async () => {
    const web1 = fake.define('web1');
    fake.define('web2');
    fake.libvirtd.on(c.connectListAllDomains, () => {
      const listed = {
        domains: [...fake.domains.values()].map(({ name, uuid, id }) => ({ name, uuid, id })),
        ret: 0,
      };
      setImmediate(() => fake.domains.delete(web1.uuid));
      return listed;
    });
    const { hub, load } = await hold();
    await load();
    expect(hub.snapshot().domains.map(({ name }) => name)).toEqual(['web2']);
  });

  test('does not wait for the definition of a machine that hangs, and takes it when it comes', async () => {
    const names = ['web1', 'hung', 'web2'];
    for (const name of names) fake.define(name);
    let tell: (() => void) | undefined;
    fake.libvirtd.on(domainGetXmlDesc, ({ dom }, call) => {
      const xml = `<domain><name>${dom.name}</name><uuid>${dom.uuid}</uuid><vcpu>4</vcpu></domain>`;
      if (dom.name !== 'hung') return { xml };
      tell = () => call.reply({ xml });
      return undefined;
    });
    const held = await hold();
    const { hub, domain } = held;
    await loadPatiently(held, names.length);
    expect(hub.snapshot().domains).toHaveLength(names.length);
    expect(domain('web2')?.vcpus).toBe(4);
    expect(domain('hung')).toMatchObject({ state: 'off', vcpus: 0 });
    tell?.();
    await vi.waitFor(() => expect(domain('hung')?.vcpus).toBe(4));
  });

  test('takes the definition of a machine that was slow, though its memory has moved meanwhile', async () => {
    const web1 = fake.define('web1', { id: 1, state: 1 });
    let tell: (() => void) | undefined;
    fake.libvirtd.on(domainGetXmlDesc, ({ dom }, call) => {
      tell = () =>
        call.reply({
          xml: `<domain><name>${dom.name}</name><uuid>${dom.uuid}</uuid><vcpu>4</vcpu></domain>`,
        });
      return undefined;
    });
    const held = await hold();
    const { domain } = held;
    await loadPatiently(held, 1);
    fake.balloon(web1, 768n);
    await vi.waitFor(() => expect(domain('web1')?.memoryKiB).toBe(768));
    tell?.();
    await vi.waitFor(() => expect(domain('web1')?.vcpus).toBe(4));
  });

  test('forgets a definition that comes later than a newer one', async () => {
    const web1 = fake.define('web1');
    const calls: (() => void)[] = [];
    fake.libvirtd.on(domainGetXmlDesc, ({ dom }, call) => {
      const xml = `<domain><name>${dom.name}</name><uuid>${dom.uuid}</uuid><vcpu>${calls.length + 1}</vcpu></domain>`;
      calls.push(() => call.reply({ xml }));
      if (calls.length > 1) calls.at(-1)?.();
      return undefined;
    });
    const held = await hold();
    const { domain, connection } = held;
    await loadPatiently(held, 1);
    fake.setTitle(web1, 'newer');
    await vi.waitFor(() => expect(domain('web1')?.vcpus).toBe(2));
    calls[0]?.();
    await connection.call(c.connectGetHostname, {});
    expect(domain('web1')?.vcpus).toBe(2);
  });

  test('keeps a machine whose XML makes no sense, by its name', async () => {
    fake.define('<script>');
    fake.libvirtd.on(domainGetXmlDesc, () => ({ xml: '<domain><name>' }));
    const { hub, load } = await hold();
    await load();
    expect(hub.snapshot().domains).toMatchObject([{ name: '<script>', state: 'off', vcpus: 0 }]);
  });

  test('says what a host lacks, and shows the rest', async () => {
    fake.define('web1');
    for (const procedure of [c.connectListAllNetworks, c.connectListAllInterfaces]) {
      fake.libvirtd.refuse(procedure, 3, 0, 'this function is not supported by the connection driver');
    }
    const { hub, inventory, connection } = await hold();
    const { lacks } = await inventory.load(connection);
    expect(lacks).toEqual(['networks', 'interfaces']);
    expect(hub.snapshot().domains).toHaveLength(1);
  });

  test('reads states one by one where the driver has no bulk statistics', async () => {
    fake.startDomain(fake.define('web1'));
    fake.libvirtd.refuse(c.connectGetAllDomainStats, 3, 0, 'this function is not supported');
    const { load, domain } = await hold();
    await load();
    expect(domain('web1')).toMatchObject({ state: 'running', reason: 'booted' });
  });

  test('fails when the host does not tell its machines, rather than show none', async () => {
    fake.libvirtd.refuse(c.connectListAllDomains, 88, 0, 'access denied');
    const { load } = await hold();
    await expect(load()).rejects.toMatchObject({ code: 88 });
  });
});

describe('events', () => {
  test('that come together cost one reading', async () => {
    const web1 = fake.define('web1');
    const { load, domain } = await hold();
    await load();
    const before = fake.libvirtd.count(domainGetXmlDesc);
    for (let at = 0; at < 50; at += 1) fake.setTitle(web1, `title ${at}`);
    await vi.waitFor(() => expect(domain('web1')?.title).toBe('title 49'));
    expect(fake.libvirtd.count(domainGetXmlDesc) - before).toBeLessThan(10);
  });

  test('take a transient machine away when it stops', async () => {
    const web1 = fake.define('web1', { persistent: false, id: 1, state: 1, reason: 1 });
    const { load, domain } = await hold();
    await load();
    expect(domain('web1')).toMatchObject({ persistent: false });
    fake.stopDomain(web1);
    await vi.waitFor(() => expect(domain('web1')).toBeUndefined());
  });

  test('of a balloon change the memory without any reading', async () => {
    const web1 = fake.define('web1', { id: 1, state: 1 });
    const { load, domain } = await hold();
    await load();
    const before = fake.libvirtd.count(domainGetXmlDesc);
    fake.balloon(web1, 768n);
    await vi.waitFor(() => expect(domain('web1')?.memoryKiB).toBe(768));
    expect(fake.libvirtd.count(domainGetXmlDesc)).toBe(before);
  });

  test('of labels read them alone, and what only open pages show of it is read again', async () => {
    const web1 = fake.define('web1');
    const { load, domain } = await hold();
    await load();
    const { revision } = domain('web1')!;
    const before = fake.libvirtd.count(domainGetXmlDesc);
    fake.setLabels(web1, "<tag name='a' colour='red'/><group path='Lab/Web'/>");
    await vi.waitFor(() =>
      expect(domain('web1')).toMatchObject({
        tags: [{ name: 'a', colour: 'red' }],
        group: { path: 'Lab/Web' },
        revision: revision + 1,
      }),
    );
    fake.setLabels(web1, '');
    await vi.waitFor(() => expect(domain('web1')).toMatchObject({ tags: [], revision: revision + 2 }));
    expect(domain('web1')).not.toHaveProperty('group');
    expect(fake.libvirtd.count(domainGetXmlDesc)).toBe(before);
  });

  test('of labels read the whole machine from a host that does not tell them by themselves', async () => {
    const web1 = fake.define('web1');
    const { load, domain } = await hold();
    await load();
    fake.libvirtd.on(domainGetMetadata, (_, call) => {
      call.refuse(3, 10, 'this function is not supported by the connection driver');
      return undefined;
    });
    fake.setLabels(web1, "<tag name='a'/>");
    await vi.waitFor(() => expect(domain('web1')?.tags).toEqual([{ name: 'a' }]));
  });

  test('of labels and of something else at once miss neither', async () => {
    const web1 = fake.define('web1');
    const { load, domain } = await hold();
    await load();
    for (const round of [1, 2, 3]) {
      fake.setLabels(web1, `<tag name='${round}'/>`);
      fake.setTitle(web1, `title ${round}`);
      fake.setLabels(web1, `<tag name='${round} again'/>`);
      await vi.waitFor(() =>
        expect(domain('web1')).toMatchObject({ title: `title ${round}`, tags: [{ name: `${round} again` }] }),
      );
    }
  });

  test('grow the revision of a machine only when something moved', async () => {
    const web1 = fake.define('web1');
    const { inventory, load, domain } = await hold();
    await load();
    const { revision } = domain('web1')!;
    await inventory.readDomainAgain({ name: 'web1', uuid: web1.uuid, id: -1 });
    expect(domain('web1')?.revision).toBe(revision);
    web1.title = 'moved';
    await inventory.readDomainAgain({ name: 'web1', uuid: web1.uuid, id: -1 });
    expect(domain('web1')?.revision).toBeGreaterThan(revision);
  });
});

test('a machine that is read while everything is read again is not put back to what it was before', async () => {
  const web1 = fake.define('web1');
  const { inventory, load, domain } = await hold();
  await load();
  const ref = { name: 'web1', uuid: web1.uuid, id: -1 };
  const held: (() => void)[] = [];
  fake.libvirtd.on(domainGetXmlDesc, async () => {
    const xml = `<domain><name>web1</name><uuid>${web1.uuid}</uuid></domain>`;
    if (!web1.autostart) await new Promise<void>((resolve) => held.push(resolve));
    return { xml };
  });
  const refreshed = inventory.refresh();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  // libvirt has no event for this.
  web1.autostart = true;
  await inventory.readDomainAgain(ref);
  expect(domain('web1')?.autostart).toBe(true);
  for (const release of held) release();
  await refreshed;
  await vi.waitFor(() => expect(domain('web1')?.autostart).toBe(true));
});

describe('what was asked of a machine', () => {
  test('ends when the machine is off', async () => {
    const web1 = fake.define('web1');
    fake.startDomain(web1);
    const { inventory, load, domain } = await hold();
    await load();
    inventory.begin(web1.uuid, 'shutting-down');
    expect(domain('web1')?.transition).toMatchObject({ what: 'shutting-down', sinceMs: expect.any(Number) });
    fake.stopDomain(web1);
    await vi.waitFor(() => expect(domain('web1')).toMatchObject({ state: 'off' }));
    expect(domain('web1')?.transition).toBeUndefined();
  });

  test('ends with the reboot of the guest, and not with another event', async () => {
    const web1 = fake.define('web1');
    fake.startDomain(web1);
    const { inventory, load, domain } = await hold();
    await load();
    inventory.begin(web1.uuid, 'rebooting');
    fake.setTitle(web1, 'new');
    await vi.waitFor(() => expect(domain('web1')?.title).toBe('new'));
    expect(domain('web1')?.transition?.what).toBe('rebooting');
    fake.reboot(web1);
    await vi.waitFor(() => expect(domain('web1')?.transition).toBeUndefined());
  });

  test('is taken back when the request failed, unless another has replaced it', async () => {
    const web1 = fake.define('web1');
    const { inventory, load, domain } = await hold();
    await load();
    const takeBack = inventory.begin(web1.uuid, 'starting');
    takeBack();
    expect(domain('web1')?.transition).toBeUndefined();
    inventory.begin(web1.uuid, 'shutting-down');
    takeBack();
    expect(domain('web1')?.transition?.what).toBe('shutting-down');
  });

  test('is dismissed after a while when the guest ignores it', async () => {
    const web1 = fake.define('web1');
    fake.startDomain(web1);
    const { inventory, load, domain } = await hold();
    await load();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    inventory.begin(web1.uuid, 'shutting-down');
    vi.advanceTimersByTime(DISMISS_AFTER_MS - 1);
    expect(domain('web1')?.transition?.what).toBe('shutting-down');
    vi.advanceTimersByTime(1);
    expect(domain('web1')?.transition).toBeUndefined();
  });
});

test('a machine has the addresses of its leases, and none when it is off or the lease has ended', async () => {
  const mac = '52:54:00:00:00:01';
  const network = fake.addNetwork('default', true);
  const web1 = fake.define('web1', {
    devices: `<interface type='network'><mac address='${mac}'/><source network='default'/></interface>`,
  });
  fake.startDomain(web1);
  const soon = BigInt(Math.floor(Date.now() / 1000) + 1000);
  network.leases = [
    { mac, ipaddr: '192.168.1.7', expirytime: soon },
    { mac, ipaddr: '192.168.1.6', expirytime: 1n },
  ];
  const { load, domain } = await hold();
  await load();
  expect(domain('web1')?.addresses).toEqual(['192.168.1.7']);
  fake.stopDomain(web1);
  await vi.waitFor(() => expect(domain('web1')).toMatchObject({ state: 'off', addresses: [] }));
});

describe('after any sequence of changes', () => {
  const sequence = fc.array(anyChange, { maxLength: 25 });
  async function fresh() {
    const other = await hold();
    await other.load();
    return comparable(other.hub.snapshot());
  }

  test('events have made the model what a fresh load would', async () => {
    const { hub, load } = await hold();
    await load();
    await fc.assert(
      fc.asyncProperty(sequence, async (run) => {
        for (const change of run) make(change, fake);
        const wanted = await fresh();
        await vi.waitFor(() => expect(comparable(hub.snapshot())).toEqual(wanted), {
          timeout: 5000,
          interval: 5,
        });
      }),
      { numRuns: 25 },
    );
  });

  test('that nobody told, a load on a new connection makes it so', async () => {
    const { hub, inventory } = await hold();
    await fc.assert(
      fc.asyncProperty(sequence, async (run) => {
        inventory.detach();
        for (const change of run) make(change, fake);
        const connection = await fake.connect();
        await inventory.load(connection);
        expect(comparable(hub.snapshot())).toEqual(await fresh());
        await connection.close();
      }),
      { numRuns: 15 },
    );
  });
});
