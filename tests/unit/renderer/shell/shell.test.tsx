// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { useEffect } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { Shell } from '../../../../renderer/features/shell/shell.tsx';
import { useNow } from '../../../../renderer/live/hooks.ts';
import { hashOf, type Place } from '../../../../renderer/live/place.ts';
import type { ModelSnapshot } from '../../../../shared/model/changes.ts';
import type { SettingsTrouble } from '../../../../shared/model/settings.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAB, LAPTOP, machine, machines, sampleWorld } from '../../../support/sample-world.ts';

/** The places whose effects run. */
const running = new Set<string>();

function Shown({ place }: { readonly place: Place }) {
  useNow(100_000);
  useEffect(() => {
    const hash = hashOf(place);
    running.add(hash);
    return () => void running.delete(hash);
  }, [place]);
  if (place.page === 'bridges') throw new Error('the bridges broke');
  return <h1>{hashOf(place)}</h1>;
}

async function shell(seed: Partial<ModelSnapshot> = {}) {
  const engine = fakeEngine(
    { ...sampleWorld, ...seed },
    {
      connections: {
        connect: gives(undefined),
        reorder: gives(undefined),
        remove: gives(undefined),
      },
    },
  );
  const drawn = await draw(
    <Shell
      renderPlace={(place) => <Shown place={place} />}
      machineMenu={() => (
        <button type="button" role="menuitem">
          an action
        </button>
      )}
    />,
    engine,
  );
  // The tree may lag behind the model, so it is waited for.
  await screen.findAllByRole('treeitem');
  return drawn;
}

function item(name: string | RegExp): HTMLElement {
  return screen.getByRole('treeitem', { name });
}

test('a machine that vanishes takes its menu along, which does not open again when it is back', async () => {
  const { user, engine } = await shell();
  const [web] = machines;
  if (web === undefined) throw new Error('no machine');
  await user.pointer({ keys: '[MouseRight]', target: item(web.name) });
  await screen.findByRole('menuitem', { name: 'an action' });
  await act(async () => engine.change({ op: 'drop', noun: 'domain', key: web.key }));
  await waitFor(() => expect(screen.queryByRole('menuitem', { name: 'an action' })).toBeNull());
  await act(async () => engine.change({ op: 'put', noun: 'domain', value: web }));
  await screen.findByRole('treeitem', { name: web.name });
  expect(screen.queryByRole('menuitem', { name: 'an action' })).toBeNull();
});

function tabNames(): readonly string[] {
  return screen.getAllByRole('tab').map((tab) => tab.textContent ?? '');
}

const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

describe('the sidebar', () => {
  test('is a tree of hosts, what they hold, and their machines', async () => {
    await shell();
    expect(item('laptop, connected').getAttribute('aria-level')).toBe('1');
    expect(item(/^Networks/).textContent).toContain('2');
    expect(item('web-01').getAttribute('aria-level')).toBe('3');
    expect(item('web-01').getAttribute('aria-setsize')).toBe(String(machines.length));
  });

  test('opens and closes with the arrow keys, moves with them, opens places with Enter', async () => {
    const { user } = await shell();
    await user.click(item(/^Storage/));
    expect(heading()).toBe('#/pools/c1');
    await user.keyboard('{ArrowRight}');
    expect(item('default').getAttribute('aria-level')).toBe('3');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(item('default'));
    await user.keyboard('{Enter}');
    expect(heading()).toMatch(/^#\/pool\/c1/);
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(screen.queryByRole('treeitem', { name: 'default' })).toBeNull();
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(item('laptop, connected'));
    await user.keyboard('win');
    expect(document.activeElement).toBe(item('win11'));
  });

  test('draws what is in view of thousands', async () => {
    await shell({ domains: Array.from({ length: 5000 }, (_, index) => machine(index, `vm-${index}`)) });
    await waitFor(() => expect(item(/^Virtual machines/).textContent).toContain('5,000'));
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(100);
  });

  test('hides what a driver lacks, marks what is read-only', async () => {
    await shell({ hosts: [host({ readOnly: true, lacks: ['networks', 'pools'] })] });
    expect(screen.queryByRole('treeitem', { name: /^Networks/ })).toBeNull();
    expect(screen.queryByRole('treeitem', { name: /^Storage/ })).toBeNull();
    expect(within(item('laptop, connected')).getByLabelText('Read-only')).toBeTruthy();
  });

  test('says why a host failed and what helps', async () => {
    const failure = { kind: 'refused', code: 45, domain: 7, message: 'access denied by policy' } as const;
    const problem = {
      failure,
      cures: ['join-libvirt-group', 'polkit-terminal'] as const,
      sinceMs: 1,
      retryAtMs: Date.now() + 60_000,
    };
    const { user, engine } = await shell({ domains: [], hosts: [host({ state: 'failed', problem })] });
    const card = screen.getByRole('region', { name: 'Problem with laptop' });
    expect(card.textContent).toContain('the host did not accept the login');
    expect(card.textContent).toContain('access denied by policy');
    expect(within(card).getByText('sudo usermod -aG libvirt "$USER"')).toBeTruthy();
    expect(card.textContent).toMatch(/Failed at .*, trying again in (1m 0|5\d)s/);
    await user.click(within(card).getByRole('button', { name: 'Try now' }));
    expect(engine.callsOf('connections.connect')).toEqual([{ connection: LAPTOP }]);
    await user.click(within(card).getByRole('button', { name: 'Ask in a terminal' }));
    expect(heading()).toBe('#/terminal/c1');
    await user.click(within(card).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('region', { name: 'Problem with laptop' })).toBeNull();
  });
});

describe('a host in the sidebar', () => {
  const second = host({ id: LAB, name: 'lab', uri: 'qemu+ssh://lab/system', position: 0, hasShell: false });
  const first = host({ position: 1 });

  async function menuOf(name: string, hosts = [first, second]) {
    const drawn = await shell({ hosts });
    await drawn.user.pointer({ keys: '[MouseRight]', target: item(new RegExp(`^${name},`)) });
    await screen.findByRole('menu');
    return drawn;
  }

  const choice = (name: string) => screen.getByRole('menuitem', { name });

  test('stands where the person put it, and moves up and down', async () => {
    const { user, engine } = await menuOf('laptop');
    const hosts = screen.getAllByRole('treeitem').filter((row) => row.getAttribute('aria-level') === '1');
    expect(hosts.map((row) => row.getAttribute('aria-label'))).toEqual([
      'lab, connected',
      'laptop, connected',
    ]);
    expect(choice('Move down').getAttribute('aria-description')).toBe('It is at that end already.');
    await user.click(choice('Move up'));
    expect(engine.callsOf('connections.reorder')).toEqual([{ connections: [LAPTOP, LAB] }]);
  });

  test('is edited from its menu', async () => {
    const { user, live } = await menuOf('lab');
    await user.click(choice('Edit host…'));
    expect(live.state.getState().wish).toEqual({ kind: 'edit-host', connection: LAB });
  });

  test('is removed after a question that says that nothing on it changes', async () => {
    const { user, engine } = await menuOf('lab');
    await user.click(choice('Remove from the list'));
    const dialog = await screen.findByRole('dialog', { name: 'Remove lab from the list?' });
    expect(engine.callsOf('connections.remove')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(engine.callsOf('connections.remove')).toEqual([{ connection: LAB }]);
  });

  test('opens its shells in tabs named after it', async () => {
    const { user } = await menuOf('laptop');
    await user.click(choice('Open host shell'));
    expect(heading()).toBe('#/host-shell/c1');
    expect(tabNames()).toEqual(['Virtual machines', 'laptop ▸ Shell']);
  });

  test('offers no shell on a host that gives none, and always virsh', async () => {
    const { user } = await menuOf('lab');
    expect(screen.queryByRole('menuitem', { name: 'Open host shell' })).toBeNull();
    await user.click(choice('Open virsh shell'));
    expect(heading()).toBe('#/virsh-shell/c2');
    expect(tabNames()).toEqual(['Virtual machines', 'lab ▸ virsh']);
  });

  test('says what is being done while it connects, and wears its colour', async () => {
    const profile = { ...first.profile, colour: 'teal', notes: 'second floor' } as const;
    await shell({ hosts: [host({ state: 'connecting', step: 'login', profile })] });
    const row = item('laptop, logging in…');
    expect(row.textContent).toContain('logging in…');
    expect(row.title).toContain('Teal');
    expect(row.title).toContain('second floor');
  });
});

describe('the tabs', () => {
  test('are named after what they show, and follow its name', async () => {
    const { user, engine } = await shell();
    await user.click(item('web-01'));
    expect(tabNames()).toEqual(['Virtual machines', 'web-01']);
    engine.change({ op: 'put', noun: 'domain', value: { ...machines[0]!, name: 'renamed' } });
    await waitFor(() => expect(tabNames()).toEqual(['Virtual machines', 'renamed']));
    expect(document.title).toBe('renamed — Guesthouse');
  });

  test('close with the cross, a middle click and Control+W, but never the first', async () => {
    const { user } = await shell();
    for (const name of ['web-01', 'web-02', 'win11']) await user.click(item(name));
    await user.click(screen.getByTitle('Close web-02'));
    await user.pointer({ keys: '[MouseMiddle]', target: screen.getByRole('tab', { name: 'web-01' }) });
    expect(tabNames()).toEqual(['Virtual machines', 'win11']);
    await user.keyboard('{Control>}w{/Control}');
    await user.keyboard('{Control>}w{/Control}');
    expect(tabNames()).toEqual(['Virtual machines']);
    expect(screen.getByRole('tab').getAttribute('aria-selected')).toBe('true');
  });

  test('go round with Control+Page Down, and keep what they show', async () => {
    const { user } = await shell();
    await user.click(item('web-01'));
    await user.keyboard('{Control>}{PageDown}{/Control}');
    expect(heading()).toBe('#/machines');
    await user.keyboard('{Control>}{PageUp}{/Control}');
    expect(heading()).toBe(`#/machine/${machines[0]!.key}`);
  });

  test('that are hidden end what they watch, but not what runs in their terminals', async () => {
    const { user } = await shell();
    window.location.hash = '#/host-shell/c1';
    await screen.findByRole('heading', { name: '#/host-shell/c1' });
    await user.click(item('web-01'));
    expect([...running].sort()).toEqual(['#/host-shell/c1', `#/machine/${machines[0]!.key}`]);
    await user.click(screen.getByRole('tab', { name: 'Virtual machines' }));
    expect([...running].sort()).toEqual(['#/host-shell/c1', '#/machines']);
    await user.click(screen.getByTitle('Close laptop ▸ Shell'));
    expect([...running]).toEqual(['#/machines']);
  });

  test('are put elsewhere by keys, and closed together', async () => {
    const { user } = await shell();
    for (const name of ['web-01', 'web-02', 'win11']) await user.click(item(name));
    await user.keyboard('{Control>}{Shift>}{PageUp}{/Shift}{/Control}');
    expect(tabNames()).toEqual(['Virtual machines', 'web-01', 'win11', 'web-02']);
    expect(screen.getByText('win11: tab 3 of 4').closest('[role=status]')).toBeTruthy();
    await user.keyboard('{Control>}{Shift>}{PageDown}{/Shift}{/Control}');
    expect(screen.getByText('win11: tab 4 of 4')).toBeTruthy();
    await user.keyboard('{Control>}{Shift>}{PageUp}{/Shift}{/Control}');
    await user.pointer({ keys: '[MouseRight]', target: screen.getByRole('tab', { name: 'web-01' }) });
    await user.click(await screen.findByRole('menuitem', { name: 'Close tabs to the right' }));
    expect(tabNames()).toEqual(['Virtual machines', 'web-01']);
    expect(screen.getByRole('tab', { name: 'web-01' }).getAttribute('aria-selected')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'All open tabs' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Virtual machines' }));
    expect(heading()).toBe('#/machines');
  });

  test('break alone', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { user } = await shell();
    await user.click(item(/^Bridges/));
    expect(screen.getByRole('heading', { name: 'This page broke' })).toBeTruthy();
    expect(screen.getByText('the bridges broke')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Virtual machines' }));
    expect(heading()).toBe('#/machines');
  });
});

describe('the window', () => {
  test('says in its status bar what runs and who is lost', async () => {
    const problem = {
      failure: { kind: 'unreachable', stage: 'lost', message: 'gone' } as const,
      cures: [],
      sinceMs: 0,
      retryAtMs: Date.now() + 8500,
    };
    const { engine } = await shell();
    const status = screen.getByRole('contentinfo');
    expect(status.textContent).toContain('1 host');
    expect(status.textContent).toContain('7 running of 14');
    engine.change({ op: 'put', noun: 'host', value: host({ state: 'lost', problem }) });
    await waitFor(() => expect(status.textContent).toMatch(/laptop lost, trying again in [89]s/));
  });

  test('says that the engine is gone, and heals when it is back', async () => {
    const { engine } = await shell();
    engine.setLink('lost');
    expect((await screen.findByRole('alert')).textContent).toContain('The engine stopped');
    engine.changeUnheard({ op: 'put', noun: 'domain', value: machine(70, 'meanwhile') });
    engine.setLink('up');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await waitFor(() => expect(item('meanwhile')).toBeTruthy());
  });

  test('tells a page that was refused what to do', async () => {
    const { engine } = await shell();
    engine.setLink('refused');
    expect((await screen.findByRole('alert')).textContent).toContain('does not accept this page');
  });

  test('says where the logs are when the engine dies each time, until it lives', async () => {
    const { engine } = await shell();
    engine.fail('/home/lin/.local/state/guesthouse');
    expect(screen.queryByRole('alert')).toBeNull();
    engine.setLink('lost');
    expect((await screen.findByRole('alert')).textContent).toContain(
      '/home/lin/.local/state/guesthouse say why',
    );
    engine.setLink('up');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    engine.setLink('lost');
    expect((await screen.findByRole('alert')).textContent).toContain('The engine stopped.');
  });

  const PATH = '/home/lin/.config/guesthouse/settings.json';
  const notSaved = (id: string, more: Partial<SettingsTrouble> = {}): SettingsTrouble => {
    return { id, file: 'settings', what: 'not-saved', path: PATH, message: 'EIO: i/o error', ...more };
  };

  test('tells that settings were not saved, until it was read', async () => {
    const { user, engine } = await shell();
    engine.emit('settings', 'trouble', [notSaved('one', { code: 'ENOSPC' })]);
    expect((await screen.findByRole('alert')).textContent).toContain(`saved to ${PATH}: the disk is full.`);
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    engine.emit('settings', 'trouble', [notSaved('two')]);
    expect((await screen.findByRole('alert')).textContent).toContain('EIO: i/o error.');
    engine.emit('settings', 'trouble', []);
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test.each<[string, Partial<SettingsTrouble>, readonly string[]]>([
    ['put aside', { what: 'unreadable', keptAs: `${PATH}.bad`, inUse: 'usual' }, [`${PATH}.bad`, 'usual']],
    ['from the future', { what: 'newer', keptAs: `${PATH}.new`, inUse: 'earlier' }, ['newer', 'from before']],
    ['left there', { what: 'unreadable', code: 'EROFS', inUse: 'usual' }, ['read-only', 'nothing is saved']],
    ['of passwords', { file: 'secrets', what: 'newer', keptAs: '/k' }, ['passwords', '/k', 'asked']],
  ])('tells of a file that was %s', async (_what, trouble, words) => {
    const { engine } = await shell();
    engine.emit('settings', 'trouble', [notSaved('one', trouble)]);
    const said = (await screen.findByRole('alert')).textContent;
    for (const word of [PATH, ...words]) expect(said).toContain(word);
  });

  test('has its commands in the menu bar, with their shortcuts', async () => {
    const { user, live } = await shell();
    const wish = () => live.state.getState().wish?.kind;
    await user.click(screen.getByRole('menuitem', { name: 'File' }));
    const connect = await screen.findByRole('menuitem', { name: /^Add host…/ });
    expect(connect.getAttribute('aria-keyshortcuts')).toBe('Control+O');
    await user.click(connect);
    expect(wish()).toBe('add-host');
    live.state.setState({ wish: undefined });
    await user.keyboard('{Control>}o{/Control}');
    expect(wish()).toBe('add-host');
    await user.keyboard('{Control>},{/Control}');
    expect(heading()).toBe('#/settings');
  });

  test('goes to the pages of each host from the Go menu', async () => {
    const { user } = await shell();
    await user.click(screen.getByRole('menuitem', { name: 'Go' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Storage' }));
    expect(heading()).toBe('#/pools/c1');
  });

  test('changes its theme from the View menu', async () => {
    const { user, engine } = await shell();
    await user.click(screen.getByRole('menuitem', { name: 'View' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark theme' }));
    expect(engine.callsOf('settings.set')).toEqual([{ theme: 'dark' }]);
  });

  test('hides its sidebar with Control+B', async () => {
    const { user } = await shell();
    await user.keyboard('{Control>}b{/Control}');
    expect(screen.queryByRole('tree')).toBeNull();
    await user.keyboard('{Control>}b{/Control}');
    expect(screen.getByRole('tree')).toBeTruthy();
  });
});
