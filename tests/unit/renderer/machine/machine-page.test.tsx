// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MachinePage } from '../../../../renderer/features/domains/machine/machine-page.tsx';
import type { MachineTab } from '../../../../renderer/live/place.ts';
import { ok } from '../../../../shared/failure.ts';
import type { DomainDetails, DomainSummary } from '../../../../shared/model/domain.ts';
import { type Answers, type FakeEngine, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, machine, sampleWorld } from '../../../support/sample-world.ts';

const Nothing = () => null;
const Screen = () => <p>the screen</p>;

function details(domain: DomainSummary, change: Partial<DomainDetails> = {}): DomainDetails {
  return {
    key: domain.key,
    revision: 1,
    osType: 'hvm',
    arch: 'x86_64',
    machine: 'pc-q35-7.2',
    virtType: 'kvm',
    firmware: 'uefi',
    cpu: 'host-passthrough',
    maxVcpus: 4,
    devices: [],
    pendingChanges: false,
    ...change,
  };
}

function engineOf(domain: DomainSummary, change: Partial<DomainDetails> = {}, more: Answers['domains'] = {}) {
  return fakeEngine(
    { ...sampleWorld, domains: [domain] },
    {
      domains: {
        details: gives(details(domain, change)),
        refresh: gives(undefined),
        act: gives(undefined),
        ...more,
      },
    },
  );
}

async function show(domain: DomainSummary, engine: FakeEngine, tab: MachineTab = 'overview') {
  const tabs: MachineTab[] = [];
  const drawn = await draw(
    <MachinePage
      domain={domain.key}
      tab={tab}
      screen={Screen}
      serial={Nothing}
      onTab={(next) => tabs.push(next)}
    />,
    engine,
  );
  return { ...drawn, tabs };
}

test('says the state, why, and what the machine is made of', async () => {
  const domain = machine(1, 'disk-full', {
    state: 'paused',
    reason: 'ioerror',
    id: 3,
    addresses: ['10.0.0.5'],
  });
  const disk = {
    kind: 'disk',
    name: 'vda',
    model: 'virtio',
    source: '/srv/a.qcow2',
    facts: ['qcow2'],
  } as const;
  await show(domain, engineOf(domain, { devices: [disk] }));
  expect(screen.getByText('paused after a disk error: is the storage full?')).toBeDefined();
  expect(screen.getByText('10.0.0.5')).toBeDefined();
  const row = await screen.findByRole('row', { name: /Disk vda/ });
  expect(row.textContent).toContain('virtio');
  expect(row.textContent).toContain('/srv/a.qcow2');
  expect(row.textContent).toContain('qcow2');
});

test('a reason of a newer libvirt is shown as libvirt says it', async () => {
  const domain = machine(1, 'new', { state: 'paused', reason: 'brand-new-thing', id: 3 });
  await show(domain, engineOf(domain));
  expect(screen.getByText('brand new thing')).toBeDefined();
});

test('hostile names and endless titles are text, and bounded in the head', async () => {
  const name = '<script>alert("name")</script>';
  const domain = machine(1, name, {
    title: `<img src=x onerror=alert(1)>${'x'.repeat(10_000)}`,
    description: '<b>bold</b>',
  });
  await show(domain, engineOf(domain));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(name);
  expect(document.querySelector('script, img, b')).toBeNull();
  expect(screen.getByText('<b>bold</b>')).toBeDefined();
  const longest = [...document.querySelectorAll('header span')].map(
    (element) => element.textContent?.length ?? 0,
  );
  expect(Math.max(...longest)).toBeLessThan(500);
});

test('an overdue shutdown offers force, which is asked for and not done at once', async () => {
  const domain = machine(1, 'stubborn', {
    state: 'running',
    reason: 'booted',
    id: 1,
    transition: { what: 'shutting-down', sinceMs: Date.now() - 31_000 },
  });
  const { user, engine, live } = await show(domain, engineOf(domain));
  expect(screen.getByText(/^for 3\ds/)).toBeDefined();
  const note = screen.getByText(/has not reacted/).closest<HTMLElement>('[role="status"]')!;
  await user.click(within(note).getByRole('button', { name: 'Force off' }));
  expect(engine.callsOf('domains.act')).toEqual([]);
  expect(live.operations.getState().question?.action).toBe('force-off');
});

test('an early shutdown offers no force', async () => {
  const domain = machine(1, 'polite', {
    state: 'running',
    id: 1,
    transition: { what: 'shutting-down', sinceMs: Date.now() - 3_000 },
  });
  await show(domain, engineOf(domain));
  expect(screen.queryByText(/has not reacted/)).toBeNull();
});

test('pending changes lead to the difference', async () => {
  const domain = machine(1, 'web-01', { state: 'running', reason: 'booted', id: 1 });
  const { user, tabs } = await show(domain, engineOf(domain, { pendingChanges: true }));
  await user.click(await screen.findByRole('button', { name: 'Show the difference' }));
  expect(tabs).toEqual(['xml']);
});

test('a job in the way is named', async () => {
  const domain = machine(1, 'mover', { state: 'running', reason: 'booted', id: 1 });
  await show(domain, engineOf(domain, { job: 'migration-out' }));
  expect(await screen.findByText('A job is running on it: migrating to another host')).toBeDefined();
});

test('a job of a newer libvirt is named as libvirt names it', async () => {
  const domain = machine(1, 'mover', { state: 'running', reason: 'booted', id: 1 });
  await show(domain, engineOf(domain, { job: 'brand-new-job' }));
  expect(await screen.findByText('A job is running on it: brand-new-job')).toBeDefined();
});

test('autostart is switched by an intent, and not offered on a read-only connection', async () => {
  const domain = machine(1, 'web-01');
  const { user, engine } = await show(domain, engineOf(domain));
  await user.click(screen.getByRole('switch', { name: 'Start with the host' }));
  expect(engine.callsOf('domains.act')).toEqual([{ domain: domain.key, action: 'autostart-on' }]);
  engine.change({ op: 'put', noun: 'host', value: host({ readOnly: true }) });
  await waitFor(() =>
    expect(screen.getByRole('switch', { name: 'Start with the host' })).toHaveProperty('disabled', true),
  );
});

test('Refresh reads the machine again, then its details', async () => {
  const domain = machine(1, 'web-01');
  const { user, engine } = await show(domain, engineOf(domain));
  const before = engine.callsOf('domains.details').length;
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(engine.callsOf('domains.refresh')).toEqual([{ domain: domain.key }]);
  await waitFor(() => expect(engine.callsOf('domains.details').length).toBe(before + 1));
});

test('details that cannot be read say so, and the rest stays', async () => {
  const domain = machine(1, 'web-01');
  const failing = fails({ kind: 'refused', code: 42, domain: 10, message: 'no domain with matching uuid' });
  await show(domain, engineOf(domain, {}, { details: failing }));
  expect((await screen.findByRole('alert')).textContent).toContain('Could not read its devices');
  expect(screen.getByText(domain.uuid)).toBeDefined();
});

test('a machine that someone else removes leaves a page that says so', async () => {
  const domain = machine(1, 'web-01');
  const { engine } = await show(domain, engineOf(domain));
  engine.change({ op: 'drop', noun: 'domain', key: domain.key });
  expect(await screen.findByText('This machine is not there any more')).toBeDefined();
});

test('the screen is what the app hands in', async () => {
  const domain = machine(1, 'web-01');
  await show(domain, engineOf(domain), 'screen');
  expect(await screen.findByText('the screen')).toBeDefined();
});

test('a failed action stands on the page until it is dismissed', async () => {
  const domain = machine(1, 'web-01');
  const act = fails({ kind: 'refused', code: 55, domain: 10, message: "network 'default' is not active" });
  const { user } = await show(domain, engineOf(domain, {}, { act }));
  await user.click(screen.getByRole('button', { name: 'Start' }));
  const note = await screen.findByRole('alert');
  expect(note.textContent).toContain('Could not start web-01');
  await user.click(within(note).getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('shows its screen small, which leads to the screen itself; one that is off has none', async () => {
  const seen = machine(1, 'seen', { state: 'running', id: 1 });
  const picture = { png: 'iVBORw0KGgo=', width: 320, height: 200, takenAtMs: 1 };
  let asked = 0;
  // The one picture, and never a newer one.
  const next = () => (asked++ === 0 ? Promise.resolve(ok(picture)) : new Promise<never>(() => undefined));
  const engine = fakeEngine(
    { ...sampleWorld, domains: [seen] },
    { domains: { details: gives(details(seen)) }, thumbnails: { next } },
  );
  await show(seen, engine);
  const link = await screen.findByRole('link', { name: 'Open the screen' });
  expect(link.getAttribute('href')).toContain('/screen');
  await waitFor(() => expect(link.querySelector('img')).not.toBeNull());
  engine.change({ op: 'put', noun: 'domain', value: machine(1, 'seen') });
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Open the screen' })).toBeNull());
});
