// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { ScreenTab } from '../../../../renderer/features/screen/screen-tab.tsx';
import type { ConsoleList } from '../../../../shared/model/console.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { type Answers, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, machine, sampleWorld } from '../../../support/sample-world.ts';

/** noVNC needs a canvas that draws; this one logs in and remembers. */
const { FakeRfb, clients } = vi.hoisted(() => {
  interface Channel {
    onmessage: unknown;
  }
  class Client extends EventTarget {
    viewOnly = false;
    scaleViewport = false;
    resizeSession = false;
    showDotCursor = false;
    background = '';
    readonly keys: number[] = [];
    readonly received: Uint8Array[] = [];
    gone = false;
    hasKeyboard = false;

    constructor(_target: HTMLElement, channel: Channel) {
      super();
      channel.onmessage = ({ data }: { data: ArrayBuffer }) => this.received.push(new Uint8Array(data));
      made.push(this);
    }

    sendKey(keysym: number, _code: string, down?: boolean): void {
      if (down) this.keys.push(keysym);
    }
    disconnect(): void {
      this.gone = true;
    }
    focus(): void {
      this.hasKeyboard = true;
    }
    blur(): void {}
  }
  const made: Client[] = [];
  return { FakeRfb: Client, clients: made };
});
vi.mock('@novnc/novnc', () => ({ default: FakeRfb }));

beforeEach(() => {
  clients.length = 0;
});

const list = (change: Partial<ConsoleList> = {}): ConsoleList => ({
  displays: [{ index: 0, type: 'vnc', reach: 'tcp', password: false }],
  pointer: 'absolute',
  serials: [],
  ...change,
});

async function show(change: Partial<DomainSummary> = {}, answers: Answers = {}) {
  const domain = machine(1, 'web-01', { state: 'running', id: 1, displays: ['vnc'], ...change });
  const engine = fakeEngine(
    { ...sampleWorld, hosts: [host()], domains: [domain] },
    { consoles: { list: gives(list()) }, domains: { act: gives(undefined) }, ...answers },
  );
  await draw(<ScreenTab domain={domain.key} />, engine);
  const channel = engine.channels[0]!;
  return { engine, channel, domain, say: (notice: unknown) => act(async () => channel?.say(notice)) };
}

async function live(say: (notice: unknown) => Promise<void>, session = 1) {
  await say({ type: 'ready', session });
  await waitFor(() => expect(clients).toHaveLength(session));
  const client = clients.at(-1)!;
  await act(async () => void client.dispatchEvent(new CustomEvent('connect')));
  return client;
}

test('a session is begun, its bytes reach noVNC and the keys of the menu the guest', async () => {
  const { channel, say } = await show();
  expect(channel.input).toMatchObject({ index: 0 });
  const client = await live(say);
  expect(channel.notices).toEqual([{ type: 'begin', session: 1 }]);
  channel.send(new Uint8Array([1, 2, 3]));
  expect(client.received).toEqual([new Uint8Array([1, 2, 3])]);
  fireEvent.click(screen.getByRole('button', { name: 'Send keys' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Ctrl+Alt+Delete' }));
  expect(client.keys).toEqual([0xffe3, 0xffe9, 0xffff]);
});

test('a screen takes the keyboard when it is there, but not from who types elsewhere by then', async () => {
  const { say } = await show();
  const field = document.body.appendChild(document.createElement('input'));
  expect(await live(say)).toMatchObject({ hasKeyboard: true });
  field.focus();
  expect(await live(say, 2)).toMatchObject({ hasKeyboard: false });
  field.remove();
  expect(await live(say, 3)).toMatchObject({ hasKeyboard: true });
});

test('an off machine is said to be off, with a button that starts it; a new session is a new client', async () => {
  const { say, engine, domain } = await show({ state: 'off' });
  await say({ type: 'off' });
  expect(screen.getByText('web-01 is off')).toBeTruthy();
  const off = machine(1, 'web-01', { state: 'off', displays: ['vnc'] });
  await act(async () => engine.change({ op: 'put', noun: 'domain', value: off }));
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  await waitFor(() =>
    expect(engine.callsOf('domains.act')).toEqual([{ domain: domain.key, action: 'start' }]),
  );
  const first = await live(say, 1);
  await say({ type: 'ended' });
  expect(first.gone).toBe(true);
  await live(say, 2);
  expect(clients).toHaveLength(2);
  expect(screen.queryByText('The screen was closed')).toBeNull();
});

test('a password is asked for in place, and a wrong one again', async () => {
  const { say, channel } = await show();
  await say({ type: 'password-needed', wrong: false, expired: false });
  fireEvent.change(screen.getByLabelText('Password of the display'), { target: { value: 'sesame' } });
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
  expect(channel.notices).toEqual([{ type: 'password', password: 'sesame' }]);
  await say({ type: 'password-needed', wrong: true, expired: true });
  expect(screen.getByText('This password was not accepted.')).toBeTruthy();
  expect(screen.getByText(/has expired/)).toBeTruthy();
});

test('a failure says what it means and can be tried again', async () => {
  const { say, engine } = await show();
  await say({ type: 'ended', failure: { kind: 'unsupported', what: 'VNC security VeNCrypt (19)' } });
  expect(screen.getByText('VNC security VeNCrypt (19)')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(engine.channels).toHaveLength(2));
  expect(engine.channels[0]!.closed).toBe(true);
});

test('a machine with SPICE only is told so, with what can be done', async () => {
  const { engine } = await show({ displays: ['spice'] });
  expect(screen.getByText('This machine shows its screen by SPICE only')).toBeTruthy();
  expect(screen.getByText('virt-viewer -c qemu:///system web-01')).toBeTruthy();
  expect(engine.channels).toHaveLength(0);
});

test('a relative pointer is said, and a tablet offered', async () => {
  const { say, engine } = await show(
    {},
    {
      consoles: { list: gives(list({ pointer: 'relative' })) },
      domains: { addTablet: gives({ live: true }) },
    },
  );
  await live(say);
  fireEvent.click(await screen.findByRole('button', { name: 'Add a tablet' }));
  await screen.findByText(/A tablet was added/);
  expect(engine.callsOf('domains.addTablet')).toHaveLength(1);
});

test('size and view only are set on the client', async () => {
  const { say } = await show();
  const client = await live(say);
  expect(client.scaleViewport).toBe(true);
  fireEvent.change(screen.getByLabelText('Size'), { target: { value: 'resize' } });
  fireEvent.click(screen.getByRole('switch', { name: 'View only' }));
  expect([client.scaleViewport, client.resizeSession, client.viewOnly]).toEqual([false, true, true]);
  expect(screen.getByRole('button', { name: 'Send keys' }).hasAttribute('disabled')).toBe(true);
});

test('Ctrl and Alt pressed alone take the keyboard back', async () => {
  const { say } = await show();
  const client = await live(say);
  const blur = vi.spyOn(client, 'blur');
  const picture = screen.getByRole('group', { name: 'Screen of web-01' });
  const press = (type: 'keyDown' | 'keyUp', code: string) => fireEvent[type](picture, { code });
  press('keyDown', 'ControlLeft');
  press('keyDown', 'AltLeft');
  press('keyDown', 'Delete');
  for (const code of ['Delete', 'AltLeft', 'ControlLeft']) press('keyUp', code);
  expect(blur).not.toHaveBeenCalled();
  press('keyDown', 'ControlLeft');
  press('keyDown', 'AltLeft');
  for (const code of ['AltLeft', 'ControlLeft']) press('keyUp', code);
  expect(blur).toHaveBeenCalledOnce();
});

test('a screen that ended with its host says so, and not that its display closed', async () => {
  const { say, engine } = await show();
  await act(async () => engine.change({ op: 'put', noun: 'host', value: host({ state: 'lost' }) }));
  await say({ type: 'ended', failure: { kind: 'unreachable', stage: 'lost', message: 'away' } });
  expect(screen.getByText('The host is not connected. The screen comes back with it.')).toBeTruthy();
  await act(async () => engine.change({ op: 'put', noun: 'host', value: host() }));
  expect(screen.getByText('The display closed the connection')).toBeTruthy();
});

test('an off machine of a read-only connection says why it cannot be started', async () => {
  const { say, engine } = await show({ state: 'off' });
  await act(async () => engine.change({ op: 'put', noun: 'host', value: host({ readOnly: true }) }));
  await say({ type: 'off' });
  const start = screen.getByRole('button', { name: 'Start' });
  expect(start.getAttribute('aria-description')).toBe('This connection is read-only.');
  fireEvent.click(start);
  expect(engine.callsOf('domains.act')).toEqual([]);
});

test('full screen takes the tab and all keys, and gives them back', async () => {
  const { say } = await show();
  await live(say);
  let shown: Element | null = null;
  const become = (element: Element | null) => {
    shown = element;
    document.dispatchEvent(new Event('fullscreenchange'));
  };
  const keyboard = { lock: vi.fn(async () => undefined), unlock: vi.fn() };
  const request = vi.fn(async function (this: Element) {
    become(this);
  });
  Object.defineProperty(navigator, 'keyboard', { configurable: true, value: keyboard });
  Object.defineProperty(document, 'fullscreenElement', { configurable: true, get: () => shown });
  Object.assign(HTMLElement.prototype, { requestFullscreen: request });
  document.exitFullscreen = async () => become(null);

  fireEvent.click(screen.getByRole('button', { name: /^Full screen/ }));
  await screen.findByRole('button', { name: 'Leave full screen' });
  expect(request).toHaveBeenCalledWith({ navigationUI: 'hide' });
  await waitFor(() => expect(keyboard.lock).toHaveBeenCalledOnce());
  expect(keyboard.unlock).not.toHaveBeenCalled();
  // The picture and its bar, not the whole page.
  expect(shown).toBe(screen.getByRole('toolbar', { name: 'Screen' }).parentElement);

  fireEvent.click(screen.getByRole('button', { name: 'Leave full screen' }));
  await screen.findByRole('button', { name: /^Full screen/ });
  expect(keyboard.unlock).toHaveBeenCalled();
});

test('a window system that refuses full screen leaves the screen as it is', async () => {
  const { say } = await show();
  await live(say);
  const refuse = vi.fn(async () => Promise.reject(new TypeError('denied')));
  Object.assign(HTMLElement.prototype, { requestFullscreen: refuse });
  fireEvent.click(screen.getByRole('button', { name: /^Full screen/ }));
  await waitFor(() => expect(refuse).toHaveBeenCalledOnce());
  expect(screen.queryByRole('button', { name: 'Leave full screen' })).toBeNull();
});

test('what is open stays so when screens are to wait from now on', async () => {
  const { engine, channel, say } = await show();
  const client = await live(say);
  await act(async () => void (await engine.api.settings.set({ consolesConnect: false })));
  expect({ closed: channel?.closed, gone: client.gone }).toEqual({ closed: false, gone: false });
});

test('a screen that waits opens nothing until it is asked for, and needs no other word in this window', async () => {
  const waiting = { settings: { get: gives({ ...USUAL_SETTINGS, consolesConnect: false }) } };
  const { engine } = await show({}, waiting);
  expect(await screen.findByText('The screen of web-01 is not connected')).toBeTruthy();
  expect(engine.channels).toHaveLength(0);
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
  await waitFor(() => expect(engine.channels).toHaveLength(1));
  cleanup();
  const again = await show({}, waiting);
  expect(again.engine.channels).toHaveLength(1);
});
