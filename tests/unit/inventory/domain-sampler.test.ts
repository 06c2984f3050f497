// Which classes of statistics libvirt is asked for: those that the person wants, and no others.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DomainSampler } from '../../../electron/inventory/domain-sampler.ts';
import { HostInventory } from '../../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { connectGetAllDomainStats } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { VirDomainStatsTypes } from '../../../electron/libvirt/protocol/constants.gen.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import { connectionId } from '../../../shared/checks.ts';
import type { Measured } from '../../../shared/model/settings.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { FakeHost } from './fake-host.ts';

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

/** What a host with one running machine is asked, and what is read from an answer that holds memory alone. */
async function read(measured: readonly Measured[]) {
  const { name, uuid } = fake.define('web1', { id: 1, state: 1 });
  const asked: number[] = [];
  fake.libvirtd.on(connectGetAllDomainStats, ({ stats }) => {
    asked.push(stats);
    return { retStats: [{ dom: { name, uuid, id: 1 }, params: [typedParam.ullong('balloon.rss', 2048n)] }] };
  });
  const connection = await fake.connect();
  const options = { connection: connectionId.parse('c1'), hub: new ModelHub(), onTrouble: () => undefined };
  const inventory = new HostInventory(options);
  await inventory.load(connection);
  asked.length = 0;
  const running = [...inventory.domains.all()];
  const sampler = new DomainSampler(() => measured);
  const counters = await sampler.read((procedure, args) => connection.call(procedure, args), running, true);
  inventory.detach();
  await connection.close();
  return { asked, counters: counters.get(uuid) };
}

test('only what is wanted is asked for, and an answer without CPU times is no reason to doubt it', async () => {
  const { asked, counters } = await read(['memory', 'disk']);
  const { VIR_DOMAIN_STATS_BALLOON, VIR_DOMAIN_STATS_BLOCK } = VirDomainStatsTypes;
  expect(asked).toEqual([VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_BLOCK]);
  expect(counters).toMatchObject({ memoryKiB: 2048, cpuTimeNs: GAP });
});

test('when nothing is wanted nothing is asked: no class at all would mean every class', async () => {
  expect(await read([])).toEqual({ asked: [], counters: undefined });
});
