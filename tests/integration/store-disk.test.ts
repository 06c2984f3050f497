// The store on disks that are full, out of files or read-only: a real file system of a few pages says so, as it would anywhere.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecretStore } from '../../electron/store/secret-store.ts';
import type { SecretVault } from '../../electron/store/secret-vault.ts';
import { openSettingsStore, type SettingsStore } from '../../electron/store/settings-store.ts';
import { openTaskJournal } from '../../electron/store/task-journal.ts';
import type { HostProfile } from '../../shared/model/connect.ts';
import type { Task, TaskId } from '../../shared/model/task.ts';
import { runOrThrow } from '../lab/process.ts';

const PAGE_BYTES = 4096;
const PAGES = 32;

const profile: HostProfile = {
  uri: 'qemu+ssh://web/system',
  readOnly: false,
  name: '',
  colour: 'none',
  notes: '',
  autoconnect: true,
};

let disk: string;
let folder: string;
let path: string;
const opened: SettingsStore[] = [];

async function mount(options: string): Promise<void> {
  disk = mkdtempSync(join(tmpdir(), 'guesthouse-disk-'));
  await runOrThrow('mount', ['-t', 'tmpfs', '-o', options, 'tiny', disk]);
  folder = join(disk, 'guesthouse');
  path = join(folder, 'settings.json');
}

beforeEach(() => mount(`size=${PAGES * PAGE_BYTES}`));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.dispose()));
  await runOrThrow('umount', [disk]);
  rmSync(disk, { recursive: true });
});

async function open(): Promise<SettingsStore> {
  const store = await openSettingsStore(path);
  opened.push(store);
  return store;
}

/** Leaves room for so many pages, and returns how to make room again. */
function fill(pagesLeft = 0): () => void {
  const fillers: string[] = [];
  const write = (name: string, bytes: number) => {
    fillers.push(join(disk, name));
    writeFileSync(join(disk, name), Buffer.alloc(bytes, 'x'));
  };
  try {
    for (let page = 0; ; page += 1) write(`page-${page}`, PAGE_BYTES);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
  // The last is there, and empty.
  for (const filler of fillers.splice(-1 - pagesLeft)) rmSync(filler);
  return () => {
    for (const filler of fillers) rmSync(filler);
  };
}

test('on a full disk the old file stays whole, and the first change after it saves everything', async () => {
  const store = await open();
  await store.addConnection(profile);
  await store.change({ theme: 'dark' });
  const before = readFileSync(path, 'utf8');
  const makeRoom = fill();

  expect(await store.change({ theme: 'light' })).toMatchObject({ theme: 'light' });
  const { id } = await store.addConnection({ ...profile, uri: 'qemu+ssh://db/system' });
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', path, code: 'ENOSPC' }]);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual(['settings.json']);
  // Another engine reads what is there.
  expect((await open()).settings.theme).toBe('dark');

  makeRoom();
  await store.change({ language: 'en' });
  expect(store.troubles.all).toEqual([]);
  const again = await open();
  expect(again.settings).toMatchObject({ theme: 'light', language: 'en' });
  expect(again.connections).toMatchObject([{ uri: profile.uri }, { id, uri: 'qemu+ssh://db/system' }]);
});

test('a file for which there is room only in part leaves no part behind', async () => {
  const store = await open();
  await store.change({ theme: 'dark' });
  const before = readFileSync(path, 'utf8');
  fill(3);
  await store.addConnection({ ...profile, notes: 'n'.repeat(5 * PAGE_BYTES) });
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', code: 'ENOSPC' }]);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual(['settings.json']);
  await store.removeConnection(store.connections[0]?.id ?? expect.fail('it holds in memory'));
  expect(store.troubles.all).toEqual([]);
  expect((await open()).settings.theme).toBe('dark');
});

test('a spoilt file on a full disk stays where it is until there is room to put another in its place', async () => {
  mkdirSync(folder);
  writeFileSync(path, '{"version":');
  const makeRoom = fill();
  const store = await open();
  await store.change({ theme: 'dark' });
  expect(store.settings.theme).toBe('dark');
  expect(store.troubles.all).toMatchObject([
    { what: 'unreadable', code: 'ENOSPC', path, inUse: 'usual' },
    { what: 'not-saved', code: 'ENOSPC', path },
  ]);
  expect(readFileSync(path, 'utf8')).toBe('{"version":');
  makeRoom();
  await store.change({ language: 'en' });
  const [trouble, ...more] = store.troubles.all;
  expect(more).toEqual([]);
  expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe('{"version":');
  expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'en' });
});

test('without room for the folder the app starts, and makes it once there is room', async () => {
  await runOrThrow('mount', ['-o', 'remount,nr_inodes=4', disk]);
  for (const name of ['one', 'two', 'three']) writeFileSync(join(disk, name), '');
  const store = await open();
  await store.change({ theme: 'dark' });
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', code: 'ENOSPC' }]);
  expect(existsSync(folder)).toBe(false);
  await runOrThrow('mount', ['-o', 'remount,nr_inodes=40', disk]);
  await store.change({ language: 'en' });
  expect(store.troubles.all).toEqual([]);
  expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'en' });
});

test('on a disk that became read-only everything goes on, and is saved when it is writable again', async () => {
  const store = await open();
  await store.change({ theme: 'dark' });
  const before = readFileSync(path, 'utf8');
  await runOrThrow('mount', ['-o', 'remount,ro', disk]);
  await store.change({ theme: 'light' });
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', code: 'EROFS', path }]);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect((await open()).settings.theme).toBe('dark');
  await runOrThrow('mount', ['-o', 'remount,rw', disk]);
  await store.change({ language: 'en' });
  expect(store.troubles.all).toEqual([]);
  expect((await open()).settings).toMatchObject({ theme: 'light', language: 'en' });
});

test('a spoilt file on a read-only disk is told, with why it stays', async () => {
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(path, '');
  await runOrThrow('mount', ['-o', 'remount,ro', disk]);
  const store = await open();
  const [trouble, ...more] = store.troubles.all;
  expect(more).toEqual([]);
  expect(trouble).toMatchObject({ what: 'unreadable', code: 'EROFS', path });
  expect(trouble?.keptAs).toBeUndefined();
});

test('a secret for which there is no room leaves the others, and is told', async () => {
  const vault: SecretVault = {
    available: async () => true,
    seal: async (secret) => Buffer.from(secret).toString('base64'),
    open: async (sealed) => Buffer.from(sealed, 'base64').toString(),
  };
  const { troubles } = await open();
  const secretsPath = join(folder, 'secrets.json');
  const secrets = openSecretStore(secretsPath, vault, troubles);
  await secrets.keep('c1/password', 'one');
  const makeRoom = fill();
  await expect(secrets.keep('c2/password', 'two')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(troubles.all).toMatchObject([
    { file: 'secrets', what: 'not-saved', code: 'ENOSPC', path: secretsPath },
  ]);
  expect(await secrets.find('c1/password')).toBe('one');
  makeRoom();
  await secrets.keep('c2/password', 'two');
  expect(await secrets.find('c2/password')).toBe('two');
  expect(troubles.all).toEqual([]);
});

test('tasks that found no room in their log are written with the next that does, and half a line costs only itself', async () => {
  const tasks = join(folder, 'tasks.jsonl');
  const warned: string[] = [];
  const warn = (what: string) => void warned.push(what);
  const log = { path: '', info: () => undefined, warn, error: warn };
  const task = (number: number, virsh = ''): Task => ({
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TaskId,
    revision: number,
    kind: 'start',
    state: 'done',
    startedAtMs: number,
    cancellable: false,
    virsh,
  });
  const write = async (...written: readonly Task[]) => {
    for (const one of written) journal.write({ task: one });
    await journal.dispose();
  };
  const journal = openTaskJournal(tasks, log);
  await write(task(1));
  // One page for the lock, one for half a line.
  const makeRoom = fill(2);
  await write(task(2, 'x'.repeat(3 * PAGE_BYTES)));
  await write(task(3));
  expect(warned).toEqual(['the log of tasks cannot be written']);
  makeRoom();
  await write(task(4));
  const read = await openTaskJournal(tasks, log).read();
  expect(read.map(({ task: { startedAtMs } }) => startedAtMs)).toEqual([1, 2, 3, 4]);
});
