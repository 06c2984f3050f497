// Keys that name nothing we have: of a host that is not open, nobody can say that there is no such thing.
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../../shared/model/keys.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { startServices } from './engine.ts';

const UUID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

/** What is answered to those who ask for things of `host` that we have not. */
async function answers(host: ConnectionId, services: Awaited<ReturnType<typeof startServices>>) {
  const { handlers, context } = services;
  const key = `${host}/${UUID}`;
  const asked = [
    async () => handlers.domains.details({ domain: key as DomainKey }, context),
    async () => handlers.networks.details({ network: key as NetworkKey }, context),
    async () => handlers.pools.details({ pool: key as PoolKey }, context),
  ];
  return await Promise.all(asked.map((ask) => ask().catch((error: unknown) => Object(error).failure.kind)));
}

test('are unreachable while their host is not open', async () => {
  const services = await startServices();
  const closed = await vi.waitFor(() => services.hosts()[0] ?? expect.fail('no host yet'));
  expect(await answers(closed.id, services)).toEqual(['unreachable', 'unreachable', 'unreachable']);
});

test('are unknown when it is open', async () => {
  const services = await startServices();
  const fake = await FakeHost.start();
  onTestFinished(() => fake.stop());
  const open = await services.open(fake.uri);
  expect(await answers(open, services)).toEqual(['invalid', 'invalid', 'invalid']);
});
