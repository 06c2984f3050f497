// @vitest-environment happy-dom
// What comes from outside of the app, as the window shows it: offers, refusals, and what the command line wants shown.
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { AppWindow } from '../../../../renderer/app.tsx';
import { OutsideNotes } from '../../../../renderer/features/outside/outside-notes.tsx';
import { stateOfWish } from '../../../../renderer/live/show-wish.ts';
import type { Desktop } from '../../../../shared/desktop.ts';
import type { ModelSnapshot } from '../../../../shared/model/changes.ts';
import type { Outside, ShowWish } from '../../../../shared/outside.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAB, LAPTOP, machine, machines, sampleWorld } from '../../../support/sample-world.ts';

/** The desktop as far as this window hears from it. */
function fakeDesktop(): { tell(...all: readonly Outside[]): void } {
  const listeners = new Set<(outside: Outside) => void>();
  const nothing = () => {};
  const fake: Desktop = new Proxy(Object.create(null), {
    get: (_target, name) =>
      name === 'onOutside'
        ? (listener: (outside: Outside) => void) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          }
        : name === 'formerTabs'
          ? async () => undefined
          : () => nothing,
  });
  Object.defineProperty(window, 'desktop', { configurable: true, value: fake });
  return {
    tell: (...all) =>
      act(() => {
        for (const outside of all) for (const listener of listeners) listener(outside);
      }),
  };
}

afterEach(() => Reflect.deleteProperty(window, 'desktop'));

async function opened(seed: Partial<ModelSnapshot> = sampleWorld) {
  const { tell } = fakeDesktop();
  const engine = fakeEngine(seed, { connections: { suggestions: gives([]) } });
  const drawn = await draw(<AppWindow />, engine);
  return { ...drawn, tell };
}

const show = (wish: ShowWish): Outside => ({ kind: 'show', wish });
const link = (uri: string): Outside => ({ kind: 'host', uri, from: 'link' });

describe('a host that is offered', () => {
  test('fills the dialog with the whole URI and where it came from, and connects nothing', async () => {
    const { tell, engine } = await opened();
    tell(link('qemu+ssh://far.example/system'));
    expect(await screen.findByRole('textbox', { name: 'URI' })).toHaveProperty(
      'value',
      'qemu+ssh://far.example/system',
    );
    expect(screen.getByText(/A link in a web page/)).toBeTruthy();
    expect(engine.callsOf('connections.add')).toEqual([]);
  });

  test('waits for its turn, and takes nothing from who is writing', async () => {
    const { tell, user } = await opened();
    tell({ kind: 'add-host' });
    await screen.findByRole('dialog', { name: 'Add host' });
    tell(link('qemu+ssh://one/system'));
    expect(screen.queryByDisplayValue('qemu+ssh://one/system')).toBeNull();
    tell(link('qemu+ssh://two/system'));
    await user.click(screen.getAllByRole('button', { name: 'Cancel' })[0]!);
    await screen.findByDisplayValue('qemu+ssh://one/system');
    await user.click(screen.getAllByRole('button', { name: 'Cancel' })[0]!);
    await screen.findByDisplayValue('qemu+ssh://two/system');
  });

  test('and is there already is only shown', async () => {
    const { tell, engine } = await opened();
    tell(link('qemu:///system'));
    await waitFor(() => expect(window.location.hash).toBe(`#/host/${LAPTOP}`));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(engine.callsOf('connections.connect')).toEqual([]);
  });
});

describe('a link that is refused', () => {
  test('is shown with the reason, and is put away', async () => {
    const { tell, user } = await opened();
    const text = 'guesthouse://connect?uri=qemu+ssh://x/system?netcat=evil';
    tell({ kind: 'refused', link: text, why: { fault: 'program', detail: 'netcat' } });
    expect((await screen.findByRole('alert')).textContent).toContain('would run a program');
    expect(screen.getByText(text)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('is shown in Chinese', async () => {
    const refused = { kind: 'refused', link: 'x', why: { fault: 'other-action', detail: 'x' } } as const;
    const notes = [{ id: 1, matter: refused }];
    await draw(<OutsideNotes notes={notes} onDismiss={() => {}} />, fakeEngine(), 'zh-CN');
    expect((await screen.findByRole('alert')).textContent).toContain('已拒绝一个链接');
  });

  test('comes again and again and does not fill the window', async () => {
    const { tell } = await opened();
    for (let at = 0; at < 20; at += 1)
      tell({ kind: 'refused', link: `guesthouse://${at}`, why: { fault: 'malformed' } });
    expect(screen.getAllByRole('alert').length).toBeLessThan(10);
  });
});

describe('what the command line wants shown', () => {
  test('opens at once where it is known', async () => {
    const { tell } = await opened();
    tell(show({ what: 'console', machine: 'web-01' }));
    await waitFor(() => expect(window.location.hash).toBe(`#/machine/${machines[0]!.key}/screen`));
  });

  test('comes after the host that was named with it', async () => {
    const { tell } = await opened();
    tell(link('qemu:///system'), show({ what: 'performance', machine: 'web-01', uri: 'qemu:///system' }));
    await waitFor(() => expect(window.location.hash).toBe(`#/machine/${machines[0]!.key}/overview`));
  });

  test('waits until its host has told its machines', async () => {
    const connecting = host({ state: 'connecting' });
    const { tell, engine } = await opened({ hosts: [connecting], domains: [] });
    tell(show({ what: 'editor', machine: 'web-01', uri: 'qemu:///system' }));
    expect((await screen.findByText(/Waiting for laptop/)).textContent).toContain('connect');
    act(() =>
      engine.change(
        { op: 'put', noun: 'domain', value: machines[0]! },
        { op: 'put', noun: 'host', value: host() },
      ),
    );
    await waitFor(() => expect(window.location.hash).toBe(`#/machine/${machines[0]!.key}/overview`));
    expect(screen.queryByText(/will open/)).toBeNull();
  });

  test('is said not to be there, and stays said', async () => {
    const { tell, engine } = await opened();
    tell(show({ what: 'console', machine: 'nobody', uri: 'qemu:///system' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'There is no machine “nobody” on laptop',
    );
    act(() => engine.change({ op: 'put', noun: 'domain', value: machine(99, 'nobody') }));
    expect(window.location.hash).toBe('');
  });

  test('asks which one where several hosts have it', async () => {
    const seed = {
      hosts: [host(), host({ id: LAB, name: 'lab', uri: 'qemu+ssh://lab/system' })],
      domains: [machine(1, 'twin'), machine(1, 'twin', { connection: LAB })],
    };
    const { tell, user } = await opened(seed);
    tell(show({ what: 'editor', machine: 'twin' }));
    await user.click(await screen.findByRole('button', { name: 'lab' }));
    await waitFor(() => expect(window.location.hash).toContain(`#/machine/${LAB}/`));
  });
});

describe('a wish', () => {
  const world = { hosts: [host()], domains: machines };

  test('finds a machine by name, UUID or id, in this order', () => {
    const seven = machine(40, '2');
    const find = (word: string, domains = machines) => {
      const found = stateOfWish({ what: 'editor', machine: word }, { ...world, domains });
      return found.state === 'found' && found.place.page === 'machine' ? found.place.domain : found.state;
    };
    expect(find('web-02')).toBe(machines[1]!.key);
    expect(find(machines[1]!.uuid.toUpperCase())).toBe(machines[1]!.key);
    expect(find('2')).toBe(machines[1]!.key);
    expect(find('2', [...machines, seven])).toBe(seven.key);
  });

  test('shows the serial console of a machine without a screen', () =>
    expect(
      stateOfWish(
        { what: 'console', machine: 'plain' },
        { ...world, domains: [machine(1, 'plain', { displays: [] })] },
      ),
    ).toMatchObject({ place: { tab: 'serial' } }));

  test('waits for a host that is not there, and for none that was given up', () => {
    expect(stateOfWish({ what: 'host', uri: 'x:///' }, world)).toEqual({ state: 'waiting', hosts: [] });
    const failed = host({ state: 'failed' });
    const wish = { what: 'editor', machine: 'x' } as const;
    expect(stateOfWish(wish, { hosts: [failed], domains: [] }).state).toBe('unknown');
    expect(stateOfWish({ ...wish, uri: failed.uri }, { hosts: [failed], domains: [] }).state).toBe('waiting');
  });
});
