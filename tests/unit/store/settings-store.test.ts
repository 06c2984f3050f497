import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asideOf } from '../../../electron/store/atomic-file.ts';
import { peekSettings } from '../../../electron/store/first-settings.ts';
import { openSettingsStore, type SettingsStore } from '../../../electron/store/settings-store.ts';
import type { HostProfile } from '../../../shared/model/connect.ts';
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import { USUAL_MACHINES_VIEW, USUAL_SETTINGS } from '../../../shared/model/settings.ts';

const domain = 'c1/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' as DomainKey;
const session: HostProfile = {
  uri: 'qemu:///session',
  readOnly: false,
  name: '',
  colour: 'none',
  notes: '',
  autoconnect: true,
};

/** No process ever has this number. */
const DEAD_OWNER = `4194304000-${Date.now()}-anyone`;

let folder: string;
let path: string;
const opened: SettingsStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-settings-'));
  path = join(folder, 'settings.json');
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.dispose()));
  rmSync(folder, { recursive: true });
});

async function open(): Promise<SettingsStore> {
  const store = await openSettingsStore(path);
  opened.push(store);
  return store;
}

test('begins with defaults and writes nothing until something changes', async () => {
  const store = await open();
  expect(store.settings).toEqual(USUAL_SETTINGS);
  expect(existsSync(path)).toBe(false);
});

test('a folder that cannot be made or watched is told, and keeps nothing from starting', async () => {
  writeFileSync(join(folder, 'file'), '');
  path = join(folder, 'file', 'settings.json');
  const store = await open();
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', message: expect.stringContaining('file') }]);
  await store.change({ theme: 'dark' });
  expect(store.settings.theme).toBe('dark');
});

test('what was changed is there after a restart, readable by its owner only', async () => {
  const store = await open();
  const machinesView = { ...USUAL_MACHINES_VIEW, sort: [{ column: 'name', descending: true }] };
  await store.change({ theme: 'dark', machinesView, language: undefined });
  await store.setRecorded(domain, 'serial0', true);
  const { id } = await store.addConnection(session);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = await open();
  expect(again.settings).toMatchObject({ theme: 'dark', language: 'system', machinesView });
  expect(again.recordings).toEqual([{ domain, device: 'serial0' }]);
  expect(again.connections).toMatchObject([{ ...session, id }]);
});

test('columns and sorting of the first versions are taken over', async () => {
  const gridSort = { column: 'cpu', descending: true };
  writeFileSync(path, JSON.stringify({ version: 1, settings: { gridColumns: ['name', 'cpu'], gridSort } }));
  const store = await open();
  const machinesView = { ...USUAL_MACHINES_VIEW, columns: [{ id: 'name' }, { id: 'cpu' }], sort: [gridSort] };
  expect(store.settings.machinesView).toEqual(machinesView);
  await store.change({ theme: 'dark' });
  const written = JSON.parse(readFileSync(path, 'utf8'));
  expect(written.settings).toMatchObject({ theme: 'dark', machinesView });
  expect(written.settings).not.toHaveProperty('gridColumns');
  expect((await open()).settings.machinesView).toEqual(machinesView);
});

test('the same URI with the same access is one connection; ids are never used twice', async () => {
  const store = await open();
  const one = await store.addConnection(session);
  expect(await store.addConnection({ ...session, autoconnect: false })).toEqual(one);
  const readOnly = await store.addConnection({ ...session, readOnly: true });
  expect(readOnly.id).not.toBe(one.id);
  await store.removeConnection(readOnly.id);
  const next = await store.addConnection({ ...session, uri: 'test:///default' });
  expect([one.id, readOnly.id]).not.toContain(next.id);
});

test('what is said about a host can be changed, and its place too; its id stays', async () => {
  const store = await open();
  const uris = ['test:///a', 'test:///b', 'test:///c', 'test:///d'];
  const ids: ConnectionId[] = [];
  for (const uri of uris) ids.push((await store.addConnection({ ...session, uri })).id);
  const [a, b, c, d] = ids as [ConnectionId, ConnectionId, ConnectionId, ConnectionId];
  const said: HostProfile = { ...session, uri: 'test:///b', name: 'B', colour: 'teal', notes: 'rack 4' };
  await store.editConnection(b, said);
  await store.reorderConnections([c, b]);
  const again = await open();
  expect(again.connections.map(({ id }) => id)).toEqual([c, b, a, d]);
  expect(again.connections[1]).toMatchObject(said);
});

test('a program that may run is remembered for its connection, with its words', async () => {
  const store = await open();
  const { id } = await store.addConnection(session);
  const { id: other } = await store.addConnection({ ...session, readOnly: true });
  await store.allowProgram(id, ['/usr/bin/tunnel', '-x']);
  const allowed = (await open()).connections.map((one) => [one.id, one.allowedPrograms]);
  expect(allowed).toEqual([
    [id, [['/usr/bin/tunnel', '-x']]],
    [other, []],
  ]);
});

test('a file from before hosts had names still loads; what was closed there is closed, and wished', async () => {
  const connections = [
    { id: 'c1', uri: 'qemu:///system', readOnly: false, autoconnect: true },
    { id: 'c2', uri: 'qemu:///session', readOnly: true, autoconnect: false },
  ];
  writeFileSync(path, JSON.stringify({ version: 1, connections, nextConnection: 3 }));
  const shared = { name: '', colour: 'none', notes: '', autoconnect: true };
  expect((await open()).connections).toMatchObject([
    { ...shared, id: 'c1', closed: false },
    { ...shared, id: 'c2', closed: true },
  ]);
});

test('forgetting a connection forgets which of its consoles are recorded', async () => {
  const store = await open();
  const { id } = await store.addConnection(session);
  const mine = `${id}/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0` as DomainKey;
  await store.setRecorded(mine, 'serial0', true);
  await store.removeConnection(id);
  expect(store.recordings).toEqual([]);
});

describe('two engines on one file', () => {
  test('lose nothing, however their changes fall', async () => {
    const [one, other] = [await open(), await open()];
    const uris = Array.from({ length: 12 }, (_, at) => `test:///${at}`);
    await Promise.all(uris.map((uri, at) => (at % 2 ? one : other).addConnection({ ...session, uri })));
    const stored = (await open()).connections;
    expect(stored.map(({ uri }) => uri).sort()).toEqual([...uris].sort());
    expect(new Set(stored.map(({ id }) => id)).size).toBe(uris.length);
  });

  test('hear of each other', async () => {
    const [one, other] = [await open(), await open()];
    const heard = new Promise((resolve) => one.onSettings(resolve));
    await other.change({ theme: 'light' });
    expect(await heard).toMatchObject({ theme: 'light' });
  });

  test('take over an abandoned lock one after the other', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    mkdirSync(`${path}.lock`);
    writeFileSync(join(`${path}.lock`, DEAD_OWNER), '');
    await Promise.all(stores.map((store, at) => store.addConnection({ ...session, uri: `test:///${at}` })));
    expect((await open()).connections).toHaveLength(stores.length);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  test('a lock whose owner is dead is taken over', async () => {
    mkdirSync(`${path}.lock`);
    writeFileSync(join(`${path}.lock`, DEAD_OWNER), '');
    const store = await open();
    await store.change({ theme: 'dark' });
    expect(JSON.parse(readFileSync(path, 'utf8')).settings.theme).toBe('dark');
  });
});

describe('a file that', () => {
  test.each([
    ['is no JSON', '{"version": 1, "settings": {', 'unreadable'],
    ['is empty', '', 'unreadable'],
    ['holds what makes no sense', '{"settings": {"statisticsIntervalMs": 5}}', 'unreadable'],
    ['comes from a newer version', '{"version": 99, "wonders": true}', 'newer'],
  ])('%s is kept aside, and said', async (_what, text, what) => {
    writeFileSync(path, text);
    const store = await open();
    const [trouble] = store.troubles.all;
    expect(trouble).toMatchObject({ file: 'settings', what, path, inUse: 'usual' });
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe(text);
    await store.change({ theme: 'dark' });
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe(text);
    expect((await open()).settings.theme).toBe('dark');
  });
});

describe('a disk that is full', () => {
  test('leaves the old file as it was, says so, and the change holds in memory', async () => {
    const store = await open();
    await store.change({ theme: 'dark' });
    const before = readFileSync(path, 'utf8');
    // What is written aside goes to the device that is always full.
    symlinkSync('/dev/full', asideOf(path));
    expect(await store.change({ theme: 'light' })).toMatchObject({ theme: 'light' });
    expect(store.troubles.all).toMatchObject([{ what: 'not-saved', path, code: 'ENOSPC' }]);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  test('costs nothing once there is room again: the next change writes both', async () => {
    const store = await open();
    symlinkSync('/dev/full', asideOf(path));
    await store.change({ theme: 'light' });
    await store.change({ language: 'zh-CN' });
    expect((await open()).settings).toMatchObject({ theme: 'light', language: 'zh-CN' });
    expect(store.troubles.all).toEqual([]);
  });

  test('costs nothing either when there is room only at the end', async () => {
    const store = await open();
    symlinkSync('/dev/full', asideOf(path));
    await store.change({ theme: 'light' });
    await store.dispose();
    expect((await open()).settings.theme).toBe('light');
  });

  test('is news each time that something is not saved', async () => {
    const store = await open();
    const told: string[] = [];
    store.troubles.onChange((_all, added) => told.push(added?.id ?? 'settled'));
    for (const theme of ['light', 'dark'] as const) {
      symlinkSync('/dev/full', asideOf(path));
      await store.change({ theme });
    }
    await store.change({ theme: 'system' });
    expect(new Set(told).size).toBe(3);
    expect(told.at(-1)).toBe('settled');
  });
});

describe('a glance at the file', () => {
  test('gives the settings as they are', async () => {
    await (await open()).change({ theme: 'dark', language: 'zh-CN' });
    expect(peekSettings(path)).toMatchObject({ theme: 'dark', language: 'zh-CN' });
  });

  test.each([
    ['absent', undefined],
    ['broken', '{"settings": {"theme": "dark"'],
    ['of a newer version', '{"version": 99}'],
    ['of a newer version with settings', '{"version": 99, "settings": {"theme": "dark"}}'],
    ['of other words', '{"settings": {"theme": "pink", "language": ["zh-CN"], "tray": "yes"}}'],
    ['a list', '[1]'],
  ])('that is %s gives the usual ones and changes nothing', (_what, text) => {
    if (text !== undefined) writeFileSync(path, text);
    expect(peekSettings(path)).toEqual({ theme: 'system', language: 'system', tray: false });
    expect(readdirSync(folder)).toEqual(text === undefined ? [] : ['settings.json']);
  });
});

test('tells of a change of settings once, and not of other changes', async () => {
  const store = await open();
  const heard = vi.fn();
  store.onSettings(heard);
  await store.addConnection(session);
  await store.change({ theme: 'dark' });
  await store.change({ theme: 'dark' });
  expect(heard).toHaveBeenCalledOnce();
});
