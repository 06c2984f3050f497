// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { AppWindow } from '../../../../renderer/app.tsx';
import type { ModelSnapshot } from '../../../../shared/model/changes.ts';
import { type Settings, USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAB, machine, machines, networks, sampleWorld } from '../../../support/sample-world.ts';

const PALETTE = { name: /^(Command palette|命令面板)$/ };

async function app(seed: Partial<ModelSnapshot> = {}, settings: Partial<Settings> = { language: 'en' }) {
  const engine = fakeEngine(
    { ...sampleWorld, ...seed },
    {
      settings: { get: gives({ ...USUAL_SETTINGS, ...settings }) },
      domains: { act: gives(undefined) },
      connections: { disconnect: gives(undefined) },
      networks: { act: fails({ kind: 'timeout', afterMs: 1000 }) },
    },
  );
  const drawn = await draw(<AppWindow />, engine);
  await screen.findAllByRole('treeitem');
  return drawn;
}

type Opened = Awaited<ReturnType<typeof app>>;

async function open({ user }: Opened, typed = ''): Promise<void> {
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', PALETTE);
  if (typed !== '') await user.type(field, typed);
}

/** The palette's own: pages have menus with options too. */
const options = () =>
  [...document.querySelectorAll('[role=dialog] [role=option]')].map((option) => option.textContent ?? '');
const field = () => screen.getByRole('combobox', PALETTE);

describe('the command palette', () => {
  test('goes to a machine by a few letters and Enter', async () => {
    const drawn = await app();
    await open(drawn, 'w02');
    expect(options()[0]).toContain('web-02');
    await drawn.user.keyboard('{Enter}');
    expect(window.location.hash).toBe(`#/machine/${machines[1]!.key}`);
    expect(screen.queryByRole('combobox', PALETTE)).toBeNull();
  });

  test('opens a machine’s screen in a window of its own with Ctrl+Enter', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    const drawn = await app();
    await open(drawn, 'screen web-02');
    await drawn.user.keyboard('{Control>}{Enter}{/Control}');
    expect(opened.mock.calls[0]?.[0]).toBe(`#/machine/${machines[1]!.key}/screen`);
    opened.mockRestore();
  });

  test.each(['shut down web-01', 'web-01 shut', 'shut web-01'])(
    'does what is typed to the machine that is typed: %s',
    async (typed) => {
      const drawn = await app();
      await open(drawn, typed);
      expect(options()[0]).toContain('Shut downweb-01');
      await drawn.user.keyboard('{Enter}');
      await waitFor(() => expect(screen.queryByRole('combobox', PALETTE)).toBeNull());
      expect(JSON.stringify(drawn.engine.calls)).toContain('shutdown');
    },
  );

  test('asks before something is lost', async () => {
    const drawn = await app();
    await open(drawn, 'force off web-01');
    await drawn.user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: /Force off web-01/ })).toBeTruthy();
  });

  test('says why something cannot be done, and does not do it', async () => {
    const drawn = await app();
    await open(drawn, 'start web-01');
    const [first] = screen.getAllByRole('option');
    expect(first!.textContent).toContain('It is running already.');
    expect(first!.getAttribute('aria-disabled')).toBe('true');
    await drawn.user.keyboard('{Enter}');
    expect(screen.getByRole('combobox', PALETTE)).toBeTruthy();
  });

  test('finds pages, hosts and what they can', async () => {
    const drawn = await app({ hosts: [host(), host({ id: LAB, name: 'lab', position: 2 })] });
    await open(drawn, 'disconnect lab');
    await drawn.user.keyboard('{Enter}');
    expect(drawn.engine.callsOf('connections.disconnect')).toEqual([{ connection: LAB }]);
    await open(drawn, 'storage lap');
    await drawn.user.keyboard('{Enter}');
    expect(window.location.hash).toBe('#/pools/c1');
    await open(drawn, 'settings');
    await drawn.user.keyboard('{Enter}');
    expect(window.location.hash).toBe('#/settings');
  });

  test('starts and stops networks and pools, on whose page it is seen how it went', async () => {
    const drawn = await app();
    await open(drawn, 'start isolated');
    await drawn.user.keyboard('{Enter}');
    expect(drawn.engine.callsOf('networks.act')).toEqual([
      { network: networks.find(({ name }) => name === 'isolated')!.key, action: 'start' },
    ]);
    expect(window.location.hash).toMatch(/^#\/network\/c1/);
    expect((await screen.findByRole('alert')).textContent).toContain('Could not start isolated');
  });

  test('is walked through by keys, and the field names the option that is meant', async () => {
    const drawn = await app();
    await open(drawn, 'web');
    const chosen = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '');
    const first = chosen();
    expect(first?.getAttribute('aria-selected')).toBe('true');
    await drawn.user.keyboard('{ArrowDown}');
    expect(chosen()).not.toBe(first);
    await drawn.user.keyboard('{ArrowUp}{ArrowUp}');
    expect(chosen()).toBe(screen.getAllByRole('option').at(-1));
    expect(document.activeElement).toBe(field());
    await drawn.user.keyboard('{Escape}');
    expect(screen.queryByRole('combobox', PALETTE)).toBeNull();
  });

  test('shows all that can be done with a machine once Tab has named it', async () => {
    const drawn = await app();
    await open(drawn, 'w02');
    await drawn.user.keyboard('{Tab}');
    expect(field()).toHaveProperty('value', 'web-02 ');
    expect(options()).toEqual(expect.arrayContaining(['Serial consoleweb-02', 'Pauseweb-02Ctrl+Shift+P']));
  });

  test('has what was chosen last first', async () => {
    const drawn = await app();
    await open(drawn, 'win11');
    await drawn.user.keyboard('{Enter}');
    await open(drawn);
    expect(options()[0]).toContain('win11');
    localStorage.setItem('guesthouse.palette', '{"no": "list"}');
    await drawn.user.keyboard('{Escape}');
    await open(drawn);
    expect(options().length).toBeGreaterThan(0);
  });

  test('is found by Chinese and by English words in a Chinese window', async () => {
    const drawn = await app({}, { language: 'zh-CN' });
    await screen.findByRole('heading', { level: 1, name: '虚拟机' });
    await open(drawn, '暂停web-01');
    expect(options()[0]).toContain('暂停web-01');
    await drawn.user.clear(field());
    await drawn.user.type(field(), 'pause web-01');
    expect(options()[0]).toContain('暂停web-01');
  });

  test('shows no more of thousands than anybody reads, and says how many there are', async () => {
    const drawn = await app({
      domains: Array.from({ length: 3000 }, (_, index) => machine(index, `vm-${index}`)),
    });
    await open(drawn, 'vm-');
    expect(options().length).toBeLessThanOrEqual(50);
    expect(screen.getByText(/more fit/)).toBeTruthy();
    await drawn.user.clear(field());
    await drawn.user.type(field(), 'vm-2999');
    expect(options()[0]).toContain('vm-2999');
  });

  test('goes to groups, tags and saved searches, found by their names and by what they are', async () => {
    const query = 'state:off host:laptop';
    const drawn = await app(
      {
        domains: [
          machine(1, 'web-01', { group: { path: 'shop/front' }, tags: [{ name: 'my tag' }] }),
          machine(2, 'web-02', { tags: [{ name: 'my tag' }] }),
        ],
      },
      {
        language: 'en',
        groups: [{ path: 'empty one' }],
        searches: [{ id: 's1', name: 'Asleep', query, colour: 'none' }],
      },
    );
    await open(drawn, 'front');
    expect(options()[0]).toBe('shop/frontGroup');
    await drawn.user.keyboard('{Enter}');
    expect(decodeURIComponent(window.location.hash)).toBe('#/group/shop/front');
    await open(drawn, 'group empty');
    expect(options()[0]).toBe('empty oneGroup');
    await drawn.user.clear(field());
    await drawn.user.type(field(), 'my tag');
    expect(options()[0]).toBe('my tagTag');
    await drawn.user.keyboard('{Enter}');
    expect(decodeURIComponent(window.location.hash)).toBe('#/search/tag="my tag"');
    await open(drawn, 'asleep');
    await drawn.user.keyboard('{Enter}');
    expect(decodeURIComponent(window.location.hash)).toBe(`#/search/${query}`);
    // What was chosen last is called by its name, not by what it searches for.
    await open(drawn);
    expect(options()[0]).toBe(`Asleep${query}`);
  });

  test('searches all machines for what is typed, whatever else fits', async () => {
    const drawn = await app();
    await open(drawn, ' mem>4G ');
    expect(screen.getByText('Nothing fits “mem>4G”.')).toBeTruthy();
    expect(options()).toEqual(['Search all machines formem>4G']);
    await drawn.user.keyboard('{Enter}');
    expect(decodeURIComponent(window.location.hash)).toBe('#/search/mem>4G');
    await open(drawn, 'web');
    expect(options().length).toBeGreaterThan(1);
    expect(options().at(-1)).toBe('Search all machines forweb');
  });

  test('says so when nothing fits, and shows markup as text', async () => {
    const drawn = await app({ domains: [machine(1, '<img src=x onerror=alert(1)>')] });
    await open(drawn, '<img');
    expect(options()[0]).toContain('<img src=x onerror=alert(1)>');
    await drawn.user.type(field(), ' ((qqq');
    expect(screen.getByText(/^Nothing fits/)).toBeTruthy();
  });

  test('leaves Ctrl+K to a guest', async () => {
    const { user } = await app();
    const console = document.createElement('div');
    console.dataset.takesKeys = '';
    console.tabIndex = 0;
    document.body.append(console);
    console.focus();
    await user.keyboard('{Control>}k{/Control}');
    expect(screen.queryByRole('combobox', PALETTE)).toBeNull();
    console.remove();
  });
});

test('the list of shortcuts is that of the actions', async () => {
  const { user } = await app();
  await user.keyboard('{F1}');
  const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(list.textContent).toContain('Command paletteCtrl+K');
  expect(list.textContent).toContain('Shut downCtrl+Shift+D');
});
