// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { AppApi } from '../../../../shared/contract.ts';
import { failed } from '../../../../shared/failure.ts';
import { type MachinesView, USUAL_MACHINES_VIEW, USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { fails, gives } from '../../../support/fake-api.ts';
import { machinesPage as page } from '../../../support/machines-page.tsx';
import { host, LAB, LAPTOP, machine, machines, tick } from '../../../support/sample-world.ts';

/** A host that never answers; only the page can end the wait. */
const untilCancelled: AppApi['domains']['act'] = (_input, options) =>
  new Promise((resolve) => {
    options?.signal?.addEventListener('abort', () => resolve(failed({ kind: 'cancelled' })));
  });

function names(): readonly string[] {
  return screen.getAllByRole('rowheader').map((cell) => cell.textContent ?? '');
}

function row(name: string): HTMLElement {
  const cell = screen.getAllByRole('rowheader').find((one) => one.textContent === name);
  const found = cell?.closest<HTMLElement>('[role=row]');
  if (found === null || found === undefined) throw new Error(`no row ${name}`);
  return found;
}

const [web01, web02, , , win11] = machines;
const three = { domains: [web01!, web02!, win11!] };

describe('the machines grid', () => {
  test('shows name, title, state and addresses', async () => {
    await page(three);
    const text = row('web-01').textContent;
    for (const part of ['web-01', 'Public web server', 'Running', '192.168.122.17'])
      expect(text).toContain(part);
    expect(names()).toEqual(['web-01', 'web-02', 'win11']);
  });

  test('draws hostile names and titles as text', async () => {
    await page();
    expect(row('<script>alert("name")</script>').textContent).toContain('<img src=x onerror=alert(1)>');
    expect(document.querySelector('[role=grid] img, [role=grid] script')).toBeNull();
  });

  test('names all tags, and counts those that a narrow column has no room for', async () => {
    const tags = ['a', 'b', 'c'].map((name) => ({ name }));
    await page({ domains: [{ ...web01!, tags }, web02!] });
    const text = row('web-01').textContent;
    expect(text).toContain('abc');
    expect(text).toContain('+2');
    expect(row('web-02').textContent).not.toContain('+');
  });

  test('follows the model', async () => {
    const { engine } = await page(three);
    engine.change({ op: 'put', noun: 'domain', value: { ...win11!, state: 'running', id: 9 } });
    await waitFor(() => expect(row('win11').textContent).toContain('Running'));
    engine.change({ op: 'drop', noun: 'domain', key: win11!.key });
    await waitFor(() => expect(names()).toEqual(['web-01', 'web-02']));
  });

  test('measures its hosts while it is shown, and draws what comes', async () => {
    const { engine } = await page(three);
    // What is off has nothing to measure.
    const inView = expect.arrayContaining([web01!.key, web02!.key]);
    await waitFor(() => expect(engine.callsOf('statistics.watch')).toEqual([{ connection: LAPTOP, inView }]));
    engine.emit('statistics', 'sampled', tick(three.domains, 3, Date.now()));
    await waitFor(() => expect(within(row('web-01')).getAllByText(/^\d+ %$/)).toHaveLength(1));
    expect(within(row('win11')).queryByText(/%/)).toBeNull();
  });

  test('filters by words over name, title, state and address', async () => {
    const { user } = await page();
    const box = screen.getByRole('combobox', { name: 'Search this list' });
    for (const [typed, expected] of [
      ['web running', ['web-01', 'web-02']],
      ['windows', ['win11']],
      ['192.168.122.18', ['web-02']],
      ['replica', ['db-02']],
    ] as const) {
      await user.clear(box);
      await user.type(box, typed);
      await waitFor(() => expect(names()).toEqual(expected));
    }
    await user.clear(box);
    await user.type(box, 'no such thing');
    expect(await screen.findByText('No virtual machine matches “no such thing”.')).toBeTruthy();
    await user.paste('x'.repeat(9000));
    const said = `No virtual machine matches “no such thing${'x'.repeat(67)}…”.`;
    expect(await screen.findByText(said)).toBeTruthy();
  });

  test('says which stopped machines match while they are hidden, and shows them', async () => {
    const { user } = await page(three);
    await user.click(screen.getByRole('button', { name: 'Hide stopped virtual machines' }));
    await waitFor(() => expect(names()).toEqual(['web-01', 'web-02']));
    const box = screen.getByRole('combobox', { name: 'Search this list' });
    await user.type(box, 'state:off');
    const said = '1 stopped virtual machine matches “state:off”, and is hidden.';
    expect((await screen.findByRole('gridcell')).textContent).toContain(said);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
    // What matches neither is not promised.
    await user.type(box, ' nowhere');
    expect(await screen.findByText('No virtual machine matches “state:off nowhere”.')).toBeTruthy();
    await user.clear(box);
    await user.type(box, 'win11');
    await user.click(await screen.findByRole('button', { name: 'Show stopped virtual machines' }));
    await waitFor(() => expect(names()).toEqual(['win11']));
  });

  test('says so when all there is is stopped and hidden', async () => {
    const { user } = await page({ domains: [win11!] });
    await user.click(screen.getByRole('button', { name: 'Hide stopped virtual machines' }));
    const said = '1 stopped virtual machine is hidden, and there is no other.';
    expect(await screen.findByText(said)).toBeTruthy();
  });

  test('remembers which groups were folded, on this computer', async () => {
    const machinesView = { ...USUAL_MACHINES_VIEW, groupBy: 'state' } as const;
    const answers = { settings: { get: gives({ ...USUAL_SETTINGS, machinesView }) } };
    const first = await page(three, answers);
    const group = () => screen.findByRole('row', { name: /Running 2/ });
    await first.user.click(await group());
    await waitFor(() => expect(names()).toEqual(['win11']));
    cleanup();
    const second = await page(three, answers);
    expect((await group()).getAttribute('aria-expanded')).toBe('false');
    await second.user.click(await group());
    await waitFor(() => expect(names()).toHaveLength(3));
    cleanup();
    sessionStorage.setItem('guesthouse.folded', '{"no": "list"}');
    await page(three, answers);
    expect((await group()).getAttribute('aria-expanded')).toBe('true');
  });

  test('remembers how it is sorted', async () => {
    const { user, engine } = await page(three);
    await user.click(screen.getByRole('button', { name: 'Name' }));
    expect(engine.callsOf('settings.set')).toEqual([
      { machinesView: { ...USUAL_MACHINES_VIEW, sort: [{ column: 'name', descending: true }] } },
    ]);
    await waitFor(() => expect(names()).toEqual(['win11', 'web-02', 'web-01']));
  });

  test('remembers which columns it shows', async () => {
    const { user, engine } = await page(three);
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Addresses' }));
    await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Addresses' })).toBeNull());
    const [change] = engine.callsOf('settings.set') as readonly { machinesView: MachinesView }[];
    const shown = change!.machinesView.columns?.map(({ id }) => id);
    expect(shown).toContain('memoryUse');
    expect(shown).not.toContain('addresses');
  });

  test('names the host of each machine only when there are several', async () => {
    const { engine } = await page(three);
    expect(screen.queryByRole('columnheader', { name: 'Host' })).toBeNull();
    engine.change({ op: 'put', noun: 'host', value: host({ id: LAB, name: 'lab-a' }) });
    await waitFor(() => expect(screen.getByRole('columnheader', { name: 'Host' })).toBeTruthy());
  });

  test('opens a machine with Enter', async () => {
    const { user } = await page(three);
    await user.click(row('web-02'));
    await user.keyboard('{Enter}');
    expect(window.location.hash).toBe(`#/machine/${web02!.key}`);
  });

  test('counts how long a machine has been shutting down, and offers force after half a minute', async () => {
    const late = machine(60, 'late', {
      state: 'running',
      id: 60,
      transition: { what: 'shutting-down', sinceMs: Date.now() - 42_000 },
    });
    const soon = machine(61, 'soon', {
      state: 'running',
      id: 61,
      transition: { what: 'rebooting', sinceMs: Date.now() - 3000 },
    });
    const { user } = await page({ domains: [late, soon] });
    expect(row('late').textContent).toMatch(/Shutting down…4\ds/);
    expect(row('soon').textContent).toMatch(/Rebooting…[34]s/);
    expect(within(row('soon')).queryByRole('button')).toBeNull();
    await user.click(within(row('late')).getByRole('button', { name: /Force off late/ }));
    expect(await screen.findByRole('dialog', { name: 'Force off late?' })).toBeTruthy();
  });

  test('offers to reset what does not reboot', async () => {
    const stuck = machine(62, 'stuck', {
      state: 'running',
      id: 62,
      transition: { what: 'rebooting', sinceMs: Date.now() - 42_000 },
    });
    const { user } = await page({ domains: [stuck] });
    await user.click(within(row('stuck')).getByRole('button', { name: /Reset stuck/ }));
    expect(await screen.findByRole('dialog', { name: 'Reset stuck?' })).toBeTruthy();
  });

  test('refreshes its hosts, and says when one could not be', async () => {
    const { user, engine } = await page(three, {
      connections: { refresh: fails({ kind: 'timeout', afterMs: 5000 }) },
    });
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(engine.callsOf('connections.refresh')).toEqual([{ connection: LAPTOP }]);
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Could not refresh: no answer within 5 s',
    );
  });

  test('speaks Chinese', async () => {
    await page(three, {}, 'zh-CN');
    expect(row('win11').textContent).toContain('关闭');
    expect(screen.getByRole('columnheader', { name: '名称' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});

describe('actions on machines', () => {
  test('wait for a selection, and say so', async () => {
    await page(three);
    const start = screen.getByRole('button', { name: 'Start' });
    expect(start.getAttribute('aria-disabled')).toBe('true');
    expect(start.getAttribute('aria-description')).toBe('Select a virtual machine first.');
  });

  test('on several are asked about, machine by machine, and then done to all at once', async () => {
    const { user, engine } = await page(three);
    await user.click(row('web-01'));
    await user.keyboard('{Control>}a{/Control}');
    await user.click(screen.getByRole('button', { name: 'Shut down' }));
    const dialog = await screen.findByRole('dialog', { name: 'Shut down 2 virtual machines?' });
    const list = within(dialog).getByRole('grid', { name: 'Virtual machines' });
    const rows = within(list).getAllByRole('row').slice(1);
    expect(rows.map((one) => one.textContent)).toEqual([
      'win11It is not running.',
      'web-01Shut down',
      'web-02Shut down',
    ]);
    await user.click(within(dialog).getByRole('button', { name: 'Shut down' }));
    expect(engine.callsOf('tasks.bulk')).toEqual([
      { domains: three.domains.map(({ key }) => key), action: 'shutdown', guestTimeoutMs: 120_000 },
    ]);
    expect(engine.callsOf('domains.act')).toEqual([]);
  });

  test('that lose nothing are not asked about again by who does not want it', async () => {
    const { user, engine } = await page(three);
    await user.click(row('web-01'));
    await user.keyboard('{Control>}a{/Control}');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Do not ask again' }));
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(engine.callsOf('tasks.bulk')).toHaveLength(2));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('ask about one machine too where that is preferred, until somebody has enough of it', async () => {
    const get = gives({ ...USUAL_SETTINGS, askForOne: true });
    const { user, engine } = await page(three, { settings: { get } });
    await user.click(row('web-01'));
    await user.click(screen.getByRole('button', { name: 'Shut down' }));
    const dialog = await screen.findByRole('dialog', { name: 'Shut down web-01?' });
    expect(engine.callsOf('domains.act')).toEqual([]);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Do not ask again' }));
    await user.click(within(dialog).getByRole('button', { name: 'Shut down' }));
    await waitFor(() => expect(engine.callsOf('domains.act')).toHaveLength(1));
    expect(engine.callsOf('settings.set')).toEqual([{ askForOne: false }]);
  });

  test('are told of a machine that vanishes while it is asked about', async () => {
    const { user, engine } = await page(three);
    await user.click(row('web-01'));
    await user.keyboard('{Control>}a{/Control}');
    await user.click(screen.getByRole('button', { name: 'Force off' }));
    const dialog = await screen.findByRole('dialog', { name: 'Force off 2 virtual machines?' });
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
    act(() => engine.change({ op: 'drop', noun: 'domain', key: web02!.key }));
    await screen.findByRole('dialog', { name: 'Force off 1 virtual machine?' });
    expect(dialog.textContent).toContain('It is not there any more.');
  });

  test('that are not possible do nothing and say why', async () => {
    const { user, engine } = await page(three);
    await user.click(row('win11'));
    const shutdown = screen.getByRole('button', { name: 'Shut down' });
    expect(shutdown.getAttribute('aria-description')).toBe('It is not running.');
    await user.click(shutdown);
    expect(engine.callsOf('domains.act')).toEqual([]);
  });

  test('are all disabled over a read-only connection', async () => {
    const { user } = await page({ ...three, hosts: [host({ readOnly: true })] });
    await user.click(row('web-01'));
    await user.pointer({ keys: '[MouseRight]', target: row('web-01') });
    const items = await screen.findAllByRole('menuitem');
    const blocked = items.filter(
      (item) => item.getAttribute('aria-description') === 'This connection is read-only.',
    );
    expect(blocked.map((item) => item.textContent?.replace(/(Ctrl|⌘).*/, ''))).toEqual([
      'Start',
      'Pause',
      'Resume',
      'Shut down',
      'Reboot',
      'Reset…',
      'Force off…',
      'Save',
      'Do not start with the host',
      'Tags…',
      'Move to group…',
    ]);
  });

  test('are in the context menu, which the keyboard opens too', async () => {
    const { user, engine } = await page(three);
    await user.click(row('web-01'));
    await user.keyboard('{Shift>}{F10}{/Shift}');
    await user.click(await screen.findByRole('menuitem', { name: /^Pause/ }));
    expect(engine.callsOf('domains.act')).toEqual([{ domain: web01!.key, action: 'pause' }]);
  });

  test('by which something is lost ask first, and Enter says no', async () => {
    const { user, engine } = await page(three);
    await user.click(row('web-01'));
    await user.click(screen.getByRole('button', { name: 'Force off' }));
    const dialog = await screen.findByRole('dialog', { name: 'Force off web-01?' });
    expect(dialog.textContent).toContain('not yet written to its disks is lost');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep running'));
    await user.keyboard('{Enter}');
    expect(engine.callsOf('domains.act')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Force off' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Force off' }));
    expect(engine.callsOf('domains.act')).toEqual([{ domain: web01!.key, action: 'force-off' }]);
  });

  test('show the virsh line that does the same', async () => {
    const { user } = await page(three);
    await user.click(row('web-01'));
    await user.click(screen.getByRole('button', { name: 'Show the command' }));
    expect(await screen.findByText('virsh -c qemu:///system shutdown web-01')).toBeTruthy();
  });

  test('that wait for their answer can be taken back, and then nothing failed', async () => {
    const { user, engine } = await page(three, { domains: { act: untilCancelled } });
    await user.click(row('web-01'));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(row('web-01').textContent).toContain('Pausing…');
    const cancel = { name: 'Cancel: Pause web-01' };
    expect(within(row('web-01')).queryByRole('button', cancel)).toBeNull();
    await user.click(await within(row('web-01')).findByRole('button', cancel, { timeout: 5000 }));
    await waitFor(() => expect(row('web-01').textContent).not.toContain('Pausing…'));
    expect(engine.callsOf('domains.act')).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('that fail say so where they were asked, with the words of libvirt', async () => {
    const failure = {
      kind: 'refused',
      code: 55,
      domain: 19,
      message: "network 'default' is not active",
    } as const;
    const { user } = await page(three, { domains: { act: fails(failure) } });
    await user.click(row('win11'));
    await user.click(screen.getByRole('button', { name: 'Start' }));
    const note = await screen.findByRole('alert');
    expect(note.textContent).toContain('Could not start win11: its present state does not allow that.');
    await user.click(within(note).getByRole('button', { name: 'Details' }));
    expect(note.textContent).toContain(failure.message);
    expect(within(row('win11')).getByRole('img', { name: 'The last action failed' })).toBeTruthy();
    await user.click(within(note).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
