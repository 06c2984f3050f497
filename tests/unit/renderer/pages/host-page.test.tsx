// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { HostPage } from '../../../../renderer/features/hosts/host-page.tsx';
import type { HostProblem, HostSummary } from '../../../../shared/model/host.ts';
import { type Answers, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, profile, sampleWorld, tick } from '../../../support/sample-world.ts';

function engineOf(summary: HostSummary, connections: Answers['connections'] = {}) {
  return fakeEngine({ ...sampleWorld, hosts: [summary] }, { connections });
}

function problem(change: Partial<HostProblem> = {}): HostProblem {
  return {
    failure: { kind: 'unreachable', stage: 'auth', message: 'no polkit agent', code: 94 },
    cures: ['polkit-terminal', 'join-libvirt-group'],
    sinceMs: Date.now() - 5000,
    ...change,
  };
}

function failedHost(change: Partial<HostProblem> = {}): HostSummary {
  const { facts: _, ...unknown } = host({ state: 'failed' });
  return { ...unknown, problem: problem(change) };
}

test('says what the host is, what runs on it and what it can run', async () => {
  await draw(<HostPage connection={LAPTOP} />, engineOf(host()));
  expect(screen.getByText('Connected')).toBeDefined();
  expect(screen.getByText('qemu:///system')).toBeDefined();
  expect(screen.getByText('QEMU 7.2.19')).toBeDefined();
  expect(screen.getByText('8: 1 socket × 4 cores × 2 threads')).toBeDefined();
  expect(screen.getByRole('link', { name: '7 running of 14' })).toBeDefined();
  expect(within(screen.getByRole('table', { name: 'Can run' })).getByText('qemu, kvm')).toBeDefined();
});

test('the graphs read out their newest values', async () => {
  const { engine } = await draw(<HostPage connection={LAPTOP} />, engineOf(host()));
  engine.emit('statistics', 'sampled', tick([], 0, Date.now()));
  expect(await screen.findByRole('img', { name: /CPU 30 %/ })).toBeDefined();
  expect(screen.getByRole('img', { name: /Memory: used 9 GiB/ })).toBeDefined();
});

test('a read-only connection is marked', async () => {
  await draw(<HostPage connection={LAPTOP} />, engineOf(host({ readOnly: true })));
  expect(screen.getByText('Read-only')).toBeDefined();
});

test('capabilities are read only when asked for', async () => {
  const capabilities = gives('<capabilities><host/></capabilities>');
  const { user, engine } = await draw(<HostPage connection={LAPTOP} />, engineOf(host(), { capabilities }));
  expect(engine.callsOf('connections.capabilities')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show XML' }));
  expect((await screen.findByRole('textbox')).textContent).toContain('<capabilities>');
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  await waitFor(() => expect(engine.callsOf('connections.capabilities')).toHaveLength(2));
});

test('a failed host says why, what helps, and when it is tried again', async () => {
  const { user, engine } = await draw(
    <HostPage connection={LAPTOP} />,
    engineOf(failedHost({ retryAtMs: Date.now() + 30_000 }), { connect: gives(undefined) }),
  );
  expect(screen.getByRole('alert').textContent).toContain('Could not connect to laptop');
  expect(screen.getByText(/Trying again in/)).toBeDefined();
  expect(screen.getByText(/usermod/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Try now' }));
  expect(engine.callsOf('connections.connect')).toEqual([{ connection: LAPTOP }]);
});

test('without an agent for polkit a terminal is offered', async () => {
  const { user } = await draw(<HostPage connection={LAPTOP} />, engineOf(failedHost()));
  await user.click(screen.getByRole('button', { name: 'Ask in a terminal' }));
  expect(window.location.hash).toBe('#/terminal/c1');
});

test('a lost host keeps what was known of it', async () => {
  const lost = host({ state: 'lost', problem: problem({ cures: [] }) });
  await draw(<HostPage connection={LAPTOP} />, engineOf(lost));
  expect(screen.getByText('Connection lost')).toBeDefined();
  expect(screen.getByText('QEMU 7.2.19')).toBeDefined();
});

test('a lost host says since when, and commands for just this failure stand in for the usual ones', async () => {
  const lost = host({
    state: 'lost',
    problem: problem({
      failure: { kind: 'unreachable', stage: 'auth', message: 'denied', code: 'NOT_IN_GROUP' },
      cures: ['join-libvirt-group'],
      commands: ['sudo usermod -aG libvirt alice'],
      retryAtMs: Date.now() + 8000,
    }),
  });
  await draw(<HostPage connection={LAPTOP} />, engineOf(lost));
  expect(screen.getByRole('alert').textContent).toContain('its user may not use libvirt there');
  expect(screen.getByText(/^Lost at \d/)).toBeDefined();
  expect(screen.getByText(/^Trying again in [78]s/)).toBeDefined();
  expect(screen.getByText('sudo usermod -aG libvirt alice')).toBeDefined();
  expect(screen.queryByText('sudo usermod -aG libvirt "$USER"')).toBeNull();
});

test('shows the person’s notes and colour, and what is being done while it connects', async () => {
  const noted = profile({ notes: 'rack 7,\nask Mei', colour: 'blue' });
  await draw(
    <HostPage connection={LAPTOP} />,
    engineOf(host({ state: 'connecting', step: 'find-libvirt', profile: noted })),
  );
  expect(screen.getByRole('region', { name: 'Notes' }).textContent).toContain('ask Mei');
  expect(screen.getByTitle('Blue')).toBeDefined();
  expect(screen.getByText('finding libvirt…')).toBeDefined();
});

test('opens its shells, its dialog, and the question before it is removed', async () => {
  const { user, live } = await draw(<HostPage connection={LAPTOP} />, engineOf(host()));
  const wish = () => live.state.getState().wish;
  await user.click(screen.getByRole('button', { name: 'Edit host…' }));
  expect(wish()).toEqual({ kind: 'edit-host', connection: LAPTOP });
  await user.click(screen.getByRole('button', { name: 'Remove from the list' }));
  expect(wish()).toEqual({ kind: 'remove-host', connection: LAPTOP });
  await user.click(screen.getByRole('button', { name: 'Open host shell' }));
  expect(window.location.hash).toBe('#/host-shell/c1');
  await user.click(screen.getByRole('button', { name: 'Open virsh shell' }));
  expect(window.location.hash).toBe('#/virsh-shell/c1');
});

test('a refresh that fails says so where it was asked', async () => {
  const refresh = fails({ kind: 'timeout', afterMs: 30_000 });
  const { user } = await draw(<HostPage connection={LAPTOP} />, engineOf(host(), { refresh }));
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Could not read laptop again');
});

test('a host that is removed elsewhere leaves a page that says so', async () => {
  const { engine } = await draw(<HostPage connection={LAPTOP} />, engineOf(host()));
  engine.change({ op: 'drop', noun: 'host', key: LAPTOP });
  await waitFor(() => expect(screen.getByText('This host is not in the list any more')).toBeDefined());
});
