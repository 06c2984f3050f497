// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BridgesPage } from '../../../../renderer/features/bridges/bridges-page.tsx';
import type { HostInterface } from '../../../../shared/model/network.ts';
import { fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { bridges, host, LAPTOP, sampleWorld } from '../../../support/sample-world.ts';

const DEVICES: readonly HostInterface[] = [
  { name: 'enp0s25', kind: 'ethernet', active: true, speedMbit: 2500, addresses: [], upper: 'br0' },
  { name: 'bond0', kind: 'bond', active: false, speedMbit: 0, addresses: ['10.0.0.1/24'] },
];

const connections = { interfaces: gives(DEVICES), refresh: gives(undefined) };

test('shows what brctl show prints, with who is at each port and who made the bridge', async () => {
  await draw(<BridgesPage connection={LAPTOP} />, fakeEngine(sampleWorld, { connections }));
  const row = screen.getByRole('row', { name: /virbr0/ });
  expect(row.textContent).toContain('yes');
  expect(row.textContent).toContain('vnet0');
  expect(within(row).getByRole('link', { name: 'web-01' })).toBeDefined();
  expect(within(row).getByRole('link', { name: 'default' })).toBeDefined();
});

test('the bridge that was asked for is marked', async () => {
  await draw(
    <BridgesPage connection={LAPTOP} selected={bridges[0]!.key} />,
    fakeEngine(sampleWorld, { connections }),
  );
  expect(screen.getByRole('row', { name: /virbr0/ }).hasAttribute('data-selected')).toBe(true);
});

test('lists the other network devices with speed and what they are part of', async () => {
  await draw(<BridgesPage connection={LAPTOP} />, fakeEngine(sampleWorld, { connections }));
  const card = await screen.findByRole('row', { name: /enp0s25/ });
  expect(card.textContent).toContain('2.5 Gbit/s');
  expect(card.textContent).toContain('br0');
  const bond = screen.getByRole('row', { name: /bond0/ });
  expect(bond.textContent).toContain('Down');
  expect(bond.textContent).toContain('10.0.0.1/24');
});

test('no bridges is an invitation', async () => {
  await draw(
    <BridgesPage connection={LAPTOP} />,
    fakeEngine({ ...sampleWorld, bridges: [] }, { connections }),
  );
  expect(screen.getByText('No bridges')).toBeDefined();
  expect(screen.getByText(/ip link add/)).toBeDefined();
});

test('devices that cannot be read say why, and the bridges stay', async () => {
  const interfaces = fails({ kind: 'refused', code: 38, domain: 0, message: 'no udev' });
  await draw(
    <BridgesPage connection={LAPTOP} />,
    fakeEngine(sampleWorld, { connections: { ...connections, interfaces } }),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('Could not read the network devices');
  expect(screen.getByRole('row', { name: /virbr0/ })).toBeDefined();
});

test('a driver without interfaces says so instead of failing', async () => {
  const lacking = host({ lacks: ['interfaces'] });
  await draw(<BridgesPage connection={LAPTOP} />, fakeEngine({ ...sampleWorld, hosts: [lacking] }));
  expect(screen.getByText(/does not report network devices/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});
