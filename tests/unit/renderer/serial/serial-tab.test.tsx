// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { SerialTab } from '../../../../renderer/features/serial/serial-tab.tsx';
import type { SerialInfo } from '../../../../shared/model/console.ts';
import type { HostSummary } from '../../../../shared/model/host.ts';
import { USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { type Answers, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, machine, sampleWorld } from '../../../support/sample-world.ts';

const pty: SerialInfo = {
  device: 'serial0',
  kind: 'serial',
  type: 'pty',
  targetType: 'isa-serial',
  openable: true,
  recording: false,
  held: false,
};
const file: SerialInfo = {
  ...pty,
  device: 'serial1',
  type: 'file',
  openable: false,
  source: '/var/log/x.log',
};
const virtio: SerialInfo = { ...pty, device: 'console1', kind: 'console', targetType: 'virtio' };

async function show(
  serials: readonly SerialInfo[],
  number = 1,
  change: Partial<HostSummary> = {},
  answers: Answers = {},
) {
  const domain = machine(number, 'web-01', { state: 'running', id: 1 });
  const engine = fakeEngine(
    { ...sampleWorld, hosts: [host(change)], domains: [domain] },
    {
      consoles: {
        list: gives({ displays: [], pointer: 'absolute', serials }),
        release: gives(undefined),
        setRecording: gives(undefined),
        text: gives('the text'),
      },
      ...answers,
    },
  );
  await draw(<SerialTab domain={domain.key} />, engine);
  await waitFor(() => expect(screen.queryByText('Loading…')).toBeNull());
  return { engine, domain, say: (notice: unknown) => act(async () => engine.channels.at(-1)?.say(notice)) };
}

test('opens the first device that can be opened, and the one that is chosen', async () => {
  const { engine } = await show([pty, file, virtio]);
  await waitFor(() => expect(engine.channels).toHaveLength(1));
  expect(engine.channels[0]!.input).toMatchObject({ device: 'serial0' });
  fireEvent.change(screen.getByLabelText('Serial device'), { target: { value: 'console1' } });
  await waitFor(() => expect(engine.channels).toHaveLength(2));
  expect(engine.channels.map(({ closed }) => closed)).toEqual([true, false]);
  expect(engine.channels[1]!.input).toMatchObject({ device: 'console1' });
});

test('devices that are no terminals are listed with what they are', async () => {
  const { engine } = await show([file], 2);
  expect(
    screen.getByText('serial1 (isa-serial): written to a file on the host, /var/log/x.log'),
  ).toBeTruthy();
  expect(engine.channels).toHaveLength(0);
});

test('a console that is in use is taken over only after a question', async () => {
  const { engine, say } = await show([pty], 3);
  await say({ type: 'state', state: 'in-use' });
  const { notices } = engine.channels[0]!;
  fireEvent.click(screen.getByRole('button', { name: 'Take it over…' }));
  expect(notices).not.toContainEqual({ type: 'take-over' });
  fireEvent.click(await screen.findByRole('button', { name: 'Take over' }));
  expect(notices).toContainEqual({ type: 'take-over' });
});

test('a released and a lost console can be opened again', async () => {
  const { engine, say } = await show([pty], 4);
  const { notices } = engine.channels[0]!;
  await say({ type: 'state', state: 'released' });
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  await say({
    type: 'state',
    state: 'lost',
    failure: { kind: 'unreachable', stage: 'lost', message: 'gone' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(notices.filter((notice) => Object(notice).type === 'reopen')).toHaveLength(2);
});

test('what the guest asks its terminal is answered by the view that shall answer, and never in a replay', async () => {
  const { engine, say } = await show([pty], 5);
  const channel = engine.channels[0]!;
  const written = () => channel.written.map((bytes) => new TextDecoder().decode(bytes)).join('');
  const query = new TextEncoder().encode('\x1b[5n');
  // The terminal parses a moment after it was given bytes.
  const send = async (bytes: Uint8Array) => {
    await act(async () => channel.send(bytes));
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  };
  await say({ type: 'answering', on: false });
  await send(query);
  await say({ type: 'answering', on: true });
  await say({ type: 'replay', bytes: query.length, columns: 80, rows: 24 });
  await send(query);
  await send(new TextEncoder().encode('x'));
  expect(written()).toBe('');
  await send(query);
  await waitFor(() => expect(written()).toBe('\x1b[0n'));
});

test('several lines are pasted only after they were shown', async () => {
  const { engine } = await show([pty], 6);
  const channel = engine.channels[0]!;
  const terminal = screen.getByLabelText('Serial console serial0 of web-01');
  const paste = (text: string) =>
    fireEvent.paste(terminal, { clipboardData: { getData: () => text } as unknown as DataTransfer });
  const written = () => channel.written.map((bytes) => new TextDecoder().decode(bytes)).join('');
  paste('one\x1b[201~');
  await waitFor(() => expect(written()).toBe('one[201~'));
  paste('rm -rf /\nyes');
  expect(await screen.findByText('Paste 2 lines?')).toBeTruthy();
  expect(written()).toBe('one[201~');
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Paste' }));
  await waitFor(() => expect(written()).toContain('rm -rf /'));
});

test('recording and release ask the engine', async () => {
  const { engine, say, domain } = await show([pty], 7);
  await say({ type: 'state', state: 'open' });
  fireEvent.click(screen.getByRole('switch', { name: 'Record' }));
  fireEvent.click(screen.getByRole('button', { name: 'Release: let others open it' }));
  const target = { domain: domain.key, device: 'serial0' };
  await waitFor(() => expect(engine.callsOf('consoles.release')).toEqual([target]));
  expect(engine.callsOf('consoles.setRecording')).toEqual([{ ...target, on: true }]);
});

test('a console that is open and silent says what to do, until the first byte', async () => {
  const { engine, say } = await show([pty], 8);
  const hint = () => screen.queryByText('Connected. If nothing shows, press Enter.');
  expect(hint()).toBeNull();
  await say({ type: 'replay', bytes: 0, columns: 80, rows: 24 });
  await say({ type: 'state', state: 'open' });
  expect(hint()).toBeTruthy();
  await act(async () => engine.channels[0]!.send(new TextEncoder().encode('login: ')));
  expect(hint()).toBeNull();
});

test('a terminal that appears takes the focus, but not from who goes by keyboard', async () => {
  const { engine } = await show([pty, virtio], 9);
  const pick = (device: string) =>
    fireEvent.change(screen.getByLabelText('Serial device'), { target: { value: device } });
  pick('console1');
  await waitFor(() => expect(engine.channels).toHaveLength(2));
  expect(document.activeElement).toBe(screen.getByLabelText('Serial console console1 of web-01'));
  const elsewhere = document.body.appendChild(document.createElement('button'));
  vi.spyOn(elsewhere, 'matches').mockImplementation((selector) => selector === ':focus-visible');
  elsewhere.focus();
  pick('serial0');
  await waitFor(() => expect(engine.channels).toHaveLength(3));
  expect(document.activeElement).toBe(elsewhere);
  elsewhere.remove();
});

test('a recording tells where it is, and the path can be copied', async () => {
  const path = '/home/me/.local/share/guesthouse/consoles/web-01-serial0.log';
  const { engine } = await show([{ ...pty, recording: true, recordingPath: path }], 10);
  const button = screen.getByRole('button', { name: new RegExp(`Recorded to ${path} `) });
  const copied = vi.spyOn(navigator.clipboard, 'writeText');
  fireEvent.click(button);
  expect(copied).toHaveBeenCalledWith(path);
  expect(engine.callsOf('consoles.setRecording')).toEqual([]);
});

test('over a read-only connection the tab says why there is no console, and asks for none', async () => {
  const { engine } = await show([pty], 11, { readOnly: true });
  expect(screen.getByText('This connection is read-only')).toBeTruthy();
  expect(engine.channels).toHaveLength(0);
});

test('a machine that cannot be started says why', async () => {
  const { say, engine, domain } = await show([pty], 12);
  await say({ type: 'state', state: 'off' });
  const start = screen.getByRole('button', { name: 'Start' });
  // The model still has it running.
  expect(start.getAttribute('aria-description')).toBe('It is running already.');
  fireEvent.click(start);
  expect(engine.callsOf('domains.act')).toEqual([]);
  await act(async () => engine.change({ op: 'put', noun: 'host', value: host({ state: 'lost' }) }));
  expect(screen.getByRole('button', { name: 'Start' }).getAttribute('aria-description')).toBe(
    'Its host is not connected.',
  );
  expect(domain.id).toBe(1);
});

test('a console that waits is nobody’s until it is asked for', async () => {
  const get = gives({ ...USUAL_SETTINGS, consolesConnect: false });
  const { engine } = await show([pty], 90, {}, { settings: { get } });
  const open = await screen.findByRole('button', { name: 'Open' });
  expect(engine.channels).toHaveLength(0);
  fireEvent.click(open);
  await waitFor(() => expect(engine.channels).toHaveLength(1));
  expect(screen.queryByRole('button', { name: 'Open' })).toBeNull();
});
