// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect, test } from 'vitest';
import {
  GuestShellPage,
  HostShellPage,
  VirshShellPage,
} from '../../../../renderer/features/terminal/shell-pages.tsx';
import type { HostSummary } from '../../../../shared/model/host.ts';
import { fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, machine, sampleWorld } from '../../../support/sample-world.ts';

const guest = machine(1, 'web-01', { state: 'running', id: 1 });

async function show(page: ReactElement, change: Partial<HostSummary> = {}) {
  const engine = fakeEngine({ ...sampleWorld, hosts: [host(change)], domains: [guest] });
  await draw(page, engine);
  return engine;
}

async function showOpened(page: ReactElement) {
  const engine = await show(page);
  await waitFor(() => expect(engine.channels).toHaveLength(1));
  return { engine, channel: engine.channels[0]! };
}

test('the shell of a host opens with the size of the terminal', async () => {
  const { channel } = await showOpened(<HostShellPage connection={LAPTOP} />);
  expect(screen.getByRole('textbox', { name: 'Shell on laptop' })).toBeTruthy();
  expect(channel.input).toEqual({
    connection: LAPTOP,
    columns: expect.any(Number),
    rows: expect.any(Number),
  });
});

test('the page of virsh is named after its host', async () => {
  const { channel } = await showOpened(<VirshShellPage connection={LAPTOP} />);
  expect(screen.getByRole('textbox', { name: 'virsh on laptop' })).toBeTruthy();
  expect(channel.input).toMatchObject({ connection: LAPTOP });
});

test('ssh to a machine goes to the address and the user that were chosen', async () => {
  const page = <GuestShellPage domain={guest.key} address="192.0.2.7" user="ada" />;
  const { channel } = await showOpened(page);
  expect(screen.getByRole('textbox', { name: 'web-01 by ssh' })).toBeTruthy();
  expect(channel.input).toMatchObject({ domain: guest.key, address: '192.0.2.7', user: 'ada' });
});

test('without a user none is sent, so that the ssh configuration decides', async () => {
  const { channel } = await showOpened(<GuestShellPage domain={guest.key} address="192.0.2.7" />);
  expect(channel.input).not.toHaveProperty('user');
});

test('a program that ended says its exit code, and begins again only when told to', async () => {
  const { engine, channel } = await showOpened(<HostShellPage connection={LAPTOP} />);
  await act(async () => {
    channel.say({ type: 'exit', code: 3 });
    channel.end();
  });
  expect(screen.getByRole('alert').textContent).toContain('It ended (exit code 3).');
  expect(engine.channels).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Open again' }));
  await waitFor(() => expect(engine.channels).toHaveLength(2));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a terminal that could not be opened says why', async () => {
  const { channel } = await showOpened(<HostShellPage connection={LAPTOP} />);
  await act(async () => channel.end({ kind: 'unreachable', stage: 'lost', message: 'the link is gone' }));
  expect(screen.getByRole('alert').textContent).toContain('The terminal could not be opened');
  expect(screen.getByRole('alert').textContent).toContain('the connection to the host was lost');
});

test('a host that is not connected gets no terminal', async () => {
  const engine = await show(<HostShellPage connection={LAPTOP} />, { state: 'disconnected' });
  expect(screen.getByRole('button', { name: 'Connect' })).toBeTruthy();
  expect(engine.channels).toHaveLength(0);
});

test('a shell whose host is lost keeps its text, and begins again once the host is back', async () => {
  const { engine, channel } = await showOpened(<HostShellPage connection={LAPTOP} />);
  const terminal = screen.getByRole('textbox', { name: 'Shell on laptop' });
  const become = (state: HostSummary['state']) =>
    act(async () => engine.change({ op: 'put', noun: 'host', value: host({ state }) }));
  await become('lost');
  await act(async () => {
    channel.say({ type: 'exit', code: 255 });
    channel.end();
  });
  expect(screen.getByRole('textbox', { name: 'Shell on laptop' })).toBe(terminal);
  expect(screen.getByText('It ended (exit code 255).')).toBeTruthy();
  expect(engine.channels).toHaveLength(1);
  await become('connected');
  await waitFor(() => expect(engine.channels).toHaveLength(2));
  expect(screen.getByRole('textbox', { name: 'Shell on laptop' })).toBe(terminal);
  expect(screen.queryByText('It ended (exit code 255).')).toBeNull();
});
