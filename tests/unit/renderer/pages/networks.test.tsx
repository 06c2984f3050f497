// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NetworkPage } from '../../../../renderer/features/networks/network-page.tsx';
import { NetworksPage } from '../../../../renderer/features/networks/networks-page.tsx';
import { StopNetwork } from '../../../../renderer/features/networks/stop-network.tsx';
import { useEndWish, useWish } from '../../../../renderer/live/hooks.ts';
import type { NetworkDetails } from '../../../../shared/model/network.ts';
import { type Answers, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, machines, networks, sampleWorld } from '../../../support/sample-world.ts';

const network = networks[0]!;
const web = machines[0]!;

const DETAILS: NetworkDetails = {
  key: network.key,
  users: [{ domain: web.key, mac: '52:54:00:12:34:56', model: 'virtio' }],
  leases: [
    {
      mac: '52:54:00:12:34:56',
      address: '192.168.122.17',
      prefix: 24,
      hostname: '<b>web</b>',
      expiresAtMs: Date.now() + 30 * 60_000,
      domain: web.key,
    },
    { mac: '52:54:00:00:00:02', address: '192.168.122.18', prefix: 24 },
    { mac: '52:54:00:00:00:03', address: '192.168.122.19', prefix: 24, expiresAtMs: Date.now() - 1000 },
  ],
  xml: '<network/>',
};

/** The page of the network with what the window asks before it is stopped. */
function NetworkAndQuestion() {
  const [wish] = useWish();
  const end = useEndWish();
  return (
    <>
      <NetworkPage network={network.key} />
      {wish?.kind === 'stop-network' && <StopNetwork network={wish.network} onClose={end} />}
    </>
  );
}

function engineOf(details: NetworkDetails, more: Answers['networks'] = {}) {
  return fakeEngine(sampleWorld, {
    networks: { details: gives(details), act: gives(undefined), ...more },
    connections: { refresh: gives(undefined) },
  });
}

test('the list says mode, bridge and addresses in words', async () => {
  await draw(<NetworksPage connection={LAPTOP} />, engineOf(DETAILS));
  const row = screen.getByRole('row', { name: /default/ });
  expect(row.textContent).toContain('NAT');
  expect(row.textContent).toContain('192.168.122.1/24');
  expect(within(row).getByRole('link', { name: 'virbr0' }).getAttribute('href')).toBe('#/bridge/c1/virbr0');
  const isolated = screen.getByRole('row', { name: /isolated/ });
  expect(isolated.textContent).toContain('Inactive');
});

test('the page shows ranges, leases with their end, and which machines are in it', async () => {
  await draw(<NetworkPage network={network.key} />, engineOf(DETAILS));
  expect(screen.getByText('192.168.122.2 to 192.168.122.254')).toBeDefined();
  const leases = await screen.findByRole('table', { name: 'DHCP leases' });
  const [, first, second, third] = within(leases).getAllByRole('row');
  expect(first!.textContent).toContain('<b>web</b>');
  expect(first!.textContent).toMatch(/in 30 min/);
  expect(second!.textContent).toContain('never');
  expect(third!.textContent).toContain('expired');
  const users = screen.getByRole('table', { name: 'Machines in it' });
  expect(within(users).getByRole('link', { name: 'web-01' })).toBeDefined();
});

test('stopping a network that machines are in names them and waits for a yes', async () => {
  const { user, engine } = await draw(<NetworkAndQuestion />, engineOf(DETAILS));
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop default?' });
  expect(within(dialog).getByRole('link', { name: 'web-01' })).toBeDefined();
  await user.click(within(dialog).getByRole('button', { name: 'Keep it running' }));
  expect(engine.callsOf('networks.act')).toEqual([]);
});

test('a network without machines stops without a question', async () => {
  const { user, engine } = await draw(<NetworkAndQuestion />, engineOf({ ...DETAILS, users: [] }));
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() =>
    expect(engine.callsOf('networks.act')).toEqual([{ network: network.key, action: 'stop' }]),
  );
});

test('when it cannot be known who is in it, stopping asks all the same', async () => {
  const details = fails({ kind: 'timeout', afterMs: 30_000 });
  const { user, engine } = await draw(<NetworkAndQuestion />, engineOf(DETAILS, { details }));
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await screen.findByRole('dialog', { name: 'Stop default?' })).toBeDefined();
  expect(engine.callsOf('networks.act')).toEqual([]);
});

test('a failure stands where the action was', async () => {
  const act = fails({ kind: 'refused', code: 38, domain: 19, message: 'address in use' });
  const { user } = await draw(<NetworksPage connection={LAPTOP} />, engineOf(DETAILS, { act }));
  await user.click(screen.getByRole('button', { name: 'Start' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Could not start isolated');
});

test('each action has its virsh line, quoted for a shell', async () => {
  const named = { ...network, name: `it's; rm -rf "$HOME"` };
  const engine = fakeEngine({ ...sampleWorld, networks: [named] });
  const { user } = await draw(<NetworksPage connection={LAPTOP} />, engine);
  await user.click(
    within(screen.getByRole('row', { name: /rm -rf/ })).getByRole('button', { name: /rm -rf/ }),
  );
  expect(
    await screen.findByText(`virsh -c qemu:///system net-destroy 'it'\\''s; rm -rf "$HOME"'`),
  ).toBeDefined();
});

test('a disconnected host offers to connect, and says why it is away', async () => {
  const failure = { kind: 'unreachable', stage: 'connect', message: 'ECONNREFUSED' } as const;
  const away = host({ state: 'failed', problem: { failure, cures: [], sinceMs: Date.now() } });
  const engine = fakeEngine(
    { ...sampleWorld, hosts: [away] },
    { connections: { connect: gives(undefined) } },
  );
  const { user } = await draw(<NetworksPage connection={LAPTOP} />, engine);
  expect(screen.getByRole('alert').textContent).toContain('Could not connect to laptop');
  await user.click(screen.getByRole('button', { name: 'Connect' }));
  expect(engine.callsOf('connections.connect')).toEqual([{ connection: LAPTOP }]);
});

test('a lost host keeps its networks, says that they are old, and lets nothing be changed', async () => {
  const { engine } = await draw(<NetworksPage connection={LAPTOP} />, engineOf(DETAILS));
  engine.change({ op: 'put', noun: 'host', value: host({ state: 'lost' }) });
  expect(await screen.findByText(/The connection to laptop is lost/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Stop' }).getAttribute('aria-description')).toBe(
    'The host is not connected.',
  );
});

test('a network that someone else removes leaves a page that says so', async () => {
  const { engine } = await draw(<NetworkPage network={network.key} />, engineOf(DETAILS));
  engine.change({ op: 'drop', noun: 'network', key: network.key });
  expect(await screen.findByText('This network is not there any more')).toBeDefined();
});
