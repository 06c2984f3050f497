// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PoolPage } from '../../../../renderer/features/storage/pool-page.tsx';
import { PoolsPage } from '../../../../renderer/features/storage/pools-page.tsx';
import { StopPool } from '../../../../renderer/features/storage/stop-pool.tsx';
import { useEndWish, useWish } from '../../../../renderer/live/hooks.ts';
import type { PoolSummary, VolumeSummary } from '../../../../shared/model/storage.ts';
import { type Answers, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, machines, pools, sampleWorld } from '../../../support/sample-world.ts';

const pool = pools[0]!;
const off: PoolSummary = {
  ...pool,
  state: 'inactive',
  capacityBytes: 0,
  allocationBytes: 0,
  availableBytes: 0,
};
const GiB = 2 ** 30;

function volume(name: string, change: Partial<VolumeSummary> = {}): VolumeSummary {
  const path = `/var/lib/libvirt/images/${name}`;
  return {
    key: path,
    name,
    path,
    format: 'qcow2',
    capacityBytes: 20 * GiB,
    allocationBytes: 3 * GiB,
    users: [],
    ...change,
  };
}

function engineOf(one: PoolSummary, volumes: readonly VolumeSummary[], more: Answers['pools'] = {}) {
  const details = gives({ key: one.key, volumes, xml: '<pool/>' });
  return fakeEngine(
    { ...sampleWorld, pools: [one] },
    { pools: { details, act: gives(undefined), ...more }, connections: { refresh: gives(undefined) } },
  );
}

/** The page of the pool with what the window asks before it is stopped. */
function PoolAndQuestion() {
  const [wish] = useWish();
  const end = useEndWish();
  return (
    <>
      <PoolPage pool={pool.key} />
      {wish?.kind === 'stop-pool' && <StopPool pool={wish.pool} onClose={end} />}
    </>
  );
}

test('the list says how full each pool is, and leads to it', async () => {
  await draw(<PoolsPage connection={LAPTOP} />, engineOf(pool, []));
  const row = screen.getByRole('row', { name: /default/ });
  expect(row.textContent).toContain('Active');
  expect(row.textContent).toContain('320 GiB of 500 GiB');
  expect(within(row).getByRole('link', { name: 'default' }).getAttribute('href')).toMatch(/^#\/pool\/c1\//);
});

test('start is offered for what is inactive, and its failure stands on the page', async () => {
  const act = fails({ kind: 'refused', code: 55, domain: 18, message: 'cannot open directory' });
  const { user, engine } = await draw(<PoolsPage connection={LAPTOP} />, engineOf(off, [], { act }));
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Start' }));
  expect(engine.callsOf('pools.act')).toEqual([{ pool: pool.key, action: 'start' }]);
  const note = await screen.findByRole('alert');
  expect(note.textContent).toContain('Could not start default');
  await user.click(within(note).getByRole('button', { name: 'Details' }));
  expect(note.textContent).toContain('cannot open directory');
});

test('no pools is an invitation with the commands that make one', async () => {
  await draw(<PoolsPage connection={LAPTOP} />, fakeEngine({ ...sampleWorld, pools: [] }));
  expect(screen.getByText('No storage pools')).toBeDefined();
  expect(screen.getByText(/virsh -c qemu:\/\/\/system pool-define-as default dir/)).toBeDefined();
});

test('a driver without storage says so', async () => {
  const lacking = host({ lacks: ['pools'] });
  await draw(<PoolsPage connection={LAPTOP} />, fakeEngine({ ...sampleWorld, hosts: [lacking] }));
  expect(screen.getByText('No storage here')).toBeDefined();
});

test('volumes are listed with sizes, format and who uses them', async () => {
  const used = volume('web-01.qcow2', { users: [machines[0]!.key] });
  await draw(<PoolPage pool={pool.key} />, engineOf(pool, [used, volume('free.qcow2')]));
  const row = await screen.findByRole('row', { name: /web-01\.qcow2/ });
  expect(row.textContent).toContain('20 GiB');
  expect(row.textContent).toContain('3 GiB');
  expect(within(row).getByRole('link', { name: 'web-01' })).toBeDefined();
  expect(within(screen.getByRole('row', { name: /free\.qcow2/ })).queryByRole('link')).toBeNull();
});

test('hostile volume names are text', async () => {
  const names = ['<script>alert(1)</script>', '../../etc/passwd', 'x'.repeat(10_000)];
  await draw(
    <PoolPage pool={pool.key} />,
    engineOf(
      pool,
      names.map((name) => volume(name)),
    ),
  );
  const rows = await screen.findAllByRole('rowheader');
  expect(rows.map((row) => row.textContent).sort()).toEqual([...names].sort());
  expect(document.querySelector('script')).toBeNull();
});

test('the filter looks at names and paths', async () => {
  const { user } = await draw(
    <PoolPage pool={pool.key} />,
    engineOf(pool, [volume('a.qcow2'), volume('b.iso')]),
  );
  await user.type(await screen.findByRole('textbox', { name: 'Filter volumes' }), 'ISO');
  expect(screen.getByText('b.iso')).toBeDefined();
  expect(screen.queryByText('a.qcow2')).toBeNull();
});

test('stopping a pool in use names the machines and waits for a yes', async () => {
  const used = volume('web-01.qcow2', { users: [machines[0]!.key] });
  const { user, engine } = await draw(<PoolAndQuestion />, engineOf(pool, [used]));
  await screen.findByRole('row', { name: /web-01/ });
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop default?' });
  expect(within(dialog).getByRole('link', { name: 'web-01' })).toBeDefined();
  expect(engine.callsOf('pools.act')).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Stop it' }));
  expect(engine.callsOf('pools.act')).toEqual([{ pool: pool.key, action: 'stop' }]);
});

test('a pool that nothing uses stops without a question', async () => {
  const { user, engine } = await draw(<PoolAndQuestion />, engineOf(pool, [volume('free.qcow2')]));
  await screen.findByRole('row', { name: /free/ });
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(engine.callsOf('pools.act')).toEqual([{ pool: pool.key, action: 'stop' }]));
});

test('volumes are read again after the host read them again', async () => {
  const { user, engine } = await draw(<PoolPage pool={pool.key} />, engineOf(pool, [volume('alone.qcow2')]));
  await screen.findByRole('row', { name: /alone/ });
  const before = engine.callsOf('pools.details').length;
  await user.click(screen.getByRole('button', { name: 'Read volumes again' }));
  expect(engine.callsOf('pools.act')).toEqual([{ pool: pool.key, action: 'refresh' }]);
  await waitFor(() => expect(engine.callsOf('pools.details').length).toBe(before + 1));
});

test('on a read-only connection nothing can be pressed, and the reason is told', async () => {
  const engine = fakeEngine({ ...sampleWorld, hosts: [host({ readOnly: true })] });
  const { user } = await draw(<PoolsPage connection={LAPTOP} />, engine);
  const stop = screen.getByRole('button', { name: 'Stop' });
  expect(stop.getAttribute('aria-description')).toBe('The connection is read-only.');
  await user.click(stop);
  expect(engine.callsOf('pools.act')).toEqual([]);
});

test('a pool that someone else removes leaves a page that says so', async () => {
  const { engine } = await draw(<PoolPage pool={pool.key} />, engineOf(pool, []));
  engine.change({ op: 'drop', noun: 'pool', key: pool.key });
  expect(await screen.findByText('This pool is not there any more')).toBeDefined();
});
