// Whatever is put in the place of the settings: the engine starts, nothing of it is lost, and what happened is said.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peekSettings } from '../../../electron/store/first-settings.ts';
import { openSettingsStore, type SettingsStore } from '../../../electron/store/settings-store.ts';
import type { HostProfile } from '../../../shared/model/connect.ts';
import { type SettingsTrouble, USUAL_MACHINES_VIEW, USUAL_SETTINGS } from '../../../shared/model/settings.ts';

let folder: string;
let path: string;
const opened: SettingsStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-attack-'));
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

function profile(uri: string): HostProfile {
  return { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true };
}

/** Opens what is there: the usual settings hold, it was put aside, and the next change makes a file that is good. */
async function putAsideBy(what: SettingsTrouble['what']): Promise<string> {
  const store = await open();
  expect(store.settings).toEqual(USUAL_SETTINGS);
  const [trouble, ...more] = store.troubles.all;
  expect(more).toEqual([]);
  expect(trouble).toMatchObject({ file: 'settings', what, path, inUse: 'usual' });
  expect(existsSync(path)).toBe(false);
  await store.change({ theme: 'dark' });
  const again = await open();
  expect(again.settings.theme).toBe('dark');
  expect(again.troubles.all).toEqual([]);
  return trouble?.keptAs ?? '';
}

async function wholeFile(): Promise<Buffer> {
  const store = await open();
  await store.change({
    theme: 'dark',
    language: 'zh-CN',
    machinesView: { ...USUAL_MACHINES_VIEW, columns: [{ id: 'état', width: 90 }] },
  });
  await store.addConnection(profile('qemu+ssh://joe@web/system'));
  return readFileSync(path);
}

test('cut at any byte it is put aside, or holds all that it held', async () => {
  const whole = await wholeFile();
  for (let length = 0; length < whole.length - 1; length += 1) {
    writeFileSync(path, whole.subarray(0, length));
    const store = await openSettingsStore(path);
    const [trouble] = store.troubles.all;
    expect(trouble).toMatchObject({ what: 'unreadable', inUse: 'usual' });
    expect(readFileSync(trouble?.keptAs ?? '')).toEqual(whole.subarray(0, length));
    expect(store.settings).toEqual(USUAL_SETTINGS);
    await store.dispose();
  }
  // Its last byte is the end of the line.
  writeFileSync(path, whole.subarray(0, -1));
  expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'zh-CN' });
});

test.each<[string, string | Buffer]>([
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '5'],
  ['a text', '"settings"'],
  ['hosts that are no list', '{"version":1,"connections":{}}'],
  ['a host without a URI', '{"version":1,"connections":[{"id":"c1","readOnly":false,"autoconnect":true}]}'],
  ['a version in words', '{"version":"one"}'],
  ['a version of the past that never was', '{"version":0}'],
  ['a version beyond all numbers', '{"version":1e999}'],
  ['NUL bytes', Buffer.alloc(4096)],
  [
    'NUL bytes at its end, as after a power cut',
    Buffer.concat([Buffer.from('{"version":1}'), Buffer.alloc(64)]),
  ],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x80])],
  ['a hundred thousand lists in each other', '['.repeat(100_000) + ']'.repeat(100_000)],
  [
    'an object with so deep a theme',
    `{"settings":{"theme":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
  ],
  ['more than anybody writes', Buffer.alloc(17_000_000, ' ')],
])('with %s in it, it is put aside as it is', async (_what, contents) => {
  writeFileSync(path, contents);
  const keptAs = await putAsideBy('unreadable');
  expect(readFileSync(keptAs).equals(Buffer.from(contents))).toBe(true);
});

/** The engine starts on it, and what it writes then can be read. */
async function expectSurvived(contents: Uint8Array): Promise<void> {
  rmSync(path, { force: true });
  writeFileSync(path, contents);
  const store = await openSettingsStore(path);
  const [trouble] = store.troubles.all;
  if (trouble !== undefined) expect(readFileSync(trouble.keptAs ?? '').equals(contents)).toBe(true);
  await store.addConnection(profile('test:///added'));
  await store.dispose();
  const again = await openSettingsStore(path);
  expect(again.troubles.all).toEqual([]);
  expect(again.connections.filter(({ uri }) => uri === 'test:///added')).toHaveLength(1);
  expect(new Set(again.connections.map(({ id }) => id)).size).toBe(again.connections.length);
  await again.dispose();
}

test('any bytes of it may be others', async () => {
  const whole = await wholeFile();
  const spot = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(spot, { minLength: 1, maxLength: 4 }), async (spots) => {
      const spoilt = Buffer.from(whole);
      for (const [at, byte] of spots) spoilt[at] = byte;
      await expectSurvived(spoilt);
    }),
    { numRuns: 200 },
  );
});

test('any values may stand in it', async () => {
  const connection = fc.record(
    {
      id: fc.constantFrom('c1', 'c2', 'c1000000', 'c1000001', 'c9007199254740991', 'lab', 'C1', ''),
      uri: fc.string(),
    },
    { requiredKeys: [] },
  );
  const file = fc.record(
    {
      version: fc.oneof(fc.constant(1), fc.jsonValue()),
      settings: fc.oneof(
        fc.jsonValue(),
        fc.record({ machinesView: fc.jsonValue(), gridSort: fc.jsonValue() }),
      ),
      connections: fc.oneof(
        fc.jsonValue(),
        fc.array(connection.map((one) => ({ readOnly: false, autoconnect: true, ...one }))),
      ),
      nextConnection: fc.oneof(fc.nat(), fc.constantFrom(1_000_000, Number.MAX_SAFE_INTEGER), fc.jsonValue()),
      recordings: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(file, (value) => expectSurvived(Buffer.from(JSON.stringify(value)))),
    { numRuns: 300 },
  );
});

test('what only looks like a prototype changes nothing', async () => {
  writeFileSync(path, '{"version":1,"__proto__":{"theme":"dark"},"settings":{"__proto__":{"theme":"dark"}}}');
  const store = await open();
  expect(store.settings).toEqual(USUAL_SETTINGS);
  expect(Reflect.get({}, 'theme')).toBeUndefined();
  expect(store.troubles.all).toEqual([]);
});

test('a mark of the byte order before it is no part of it', async () => {
  writeFileSync(path, '\uFEFF{"version":1,"settings":{"theme":"dark"}}');
  expect((await open()).settings.theme).toBe('dark');
});

test('from the future it is put aside, and can be read by that future', async () => {
  const future = '{"version":2,"settings":{"theme":"dark"},"wonders":[1,2,3]}';
  writeFileSync(path, future);
  expect(readFileSync(await putAsideBy('newer'), 'utf8')).toBe(future);
});

test('a folder in its place is put aside with all that is in it', async () => {
  mkdirSync(path);
  writeFileSync(join(path, 'mine'), 'text');
  const keptAs = await putAsideBy('unreadable');
  expect(readFileSync(join(keptAs, 'mine'), 'utf8')).toBe('text');
});

test('a pipe in its place holds nobody up', async () => {
  execFileSync('mkfifo', [path]);
  expect(peekSettings(path)).toEqual({ theme: 'system', language: 'system', tray: false });
  expect(lstatSync(await putAsideBy('unreadable')).isFIFO()).toBe(true);
});

test('a socket in its place is put aside', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  expect(lstatSync(await putAsideBy('unreadable')).isSocket()).toBe(true);
  server.close();
});

test('a circle of links is put aside', async () => {
  symlinkSync(path, path);
  expect(readlinkSync(await putAsideBy('unreadable'))).toBe(path);
});

test('of a link to a device only the link is put aside', async () => {
  symlinkSync('/dev/null', path);
  expect(readlinkSync(await putAsideBy('unreadable'))).toBe('/dev/null');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a link to a file elsewhere stays a link, and what is changed is written there', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'guesthouse-dotfiles-'));
  const real = join(elsewhere, 'guesthouse.json');
  writeFileSync(real, '{"version":1,"settings":{"theme":"light"}}');
  symlinkSync(real, path);
  const [one, other] = [await open(), await open()];
  const heard = new Promise((resolve) => other.onSettings(resolve));
  expect(one.settings.theme).toBe('light');
  await one.change({ theme: 'dark' });
  expect(readlinkSync(path)).toBe(real);
  expect(JSON.parse(readFileSync(real, 'utf8')).settings.theme).toBe('dark');
  expect(readdirSync(elsewhere)).toEqual(['guesthouse.json']);
  expect(await heard).toMatchObject({ theme: 'dark' });
  rmSync(elsewhere, { recursive: true });
});

test('a link to what is not there yet stays, and leads to what is written', async () => {
  const elsewhere = join(folder, 'dotfiles');
  symlinkSync('dotfiles/guesthouse.json', path);
  const store = await open();
  await store.change({ theme: 'dark' });
  expect(store.troubles.all).toMatchObject([{ what: 'not-saved', code: 'ENOENT' }]);
  mkdirSync(elsewhere);
  await store.change({ language: 'en' });
  expect(readlinkSync(path)).toBe('dotfiles/guesthouse.json');
  expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'en' });
  expect(store.troubles.all).toEqual([]);
});

describe.skipIf(getuid?.() === 0)('for a user who is not root', () => {
  test('a file that may not be read is put aside', async () => {
    writeFileSync(path, '{"version":1}', { mode: 0 });
    const keptAs = await putAsideBy('unreadable');
    chmodSync(keptAs, 0o600);
    expect(readFileSync(keptAs, 'utf8')).toBe('{"version":1}');
  });
});

describe('while an engine runs', () => {
  test.each([
    ['spoilt', '{"version": 1, "settings": {'],
    ['emptied', ''],
  ])('a file that is %s is put aside at the next change, and nothing is forgotten', async (_what, text) => {
    const store = await open();
    await store.addConnection(profile('qemu+ssh://web/system'));
    await store.change({ theme: 'dark' });
    writeFileSync(path, text);
    await store.change({ language: 'zh-CN' });
    const [trouble] = store.troubles.all;
    expect(trouble).toMatchObject({ what: 'unreadable', inUse: 'earlier' });
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe(text);
    const again = await open();
    expect(again.settings).toMatchObject({ theme: 'dark', language: 'zh-CN' });
    expect(again.connections).toMatchObject([{ uri: 'qemu+ssh://web/system' }]);
  });

  test('a file that a newer version took over is kept for it', async () => {
    const store = await open();
    await store.change({ theme: 'dark' });
    writeFileSync(path, '{"version":2}');
    await store.change({ language: 'en' });
    const [trouble] = store.troubles.all;
    expect(trouble).toMatchObject({ what: 'newer', inUse: 'earlier' });
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe('{"version":2}');
    expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'en' });
  });

  test('half of what an editor writes is not put aside while it writes', async () => {
    const store = await open();
    await store.change({ theme: 'dark' });
    const whole = readFileSync(path, 'utf8');
    const heard = new Promise((resolve) => store.onSettings(resolve));
    writeFileSync(path, whole.slice(0, 20));
    // Long enough for the half to be noticed.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(store.settings.theme).toBe('dark');
    writeFileSync(path, whole.replace('"dark"', '"light"'));
    expect(await heard).toMatchObject({ theme: 'light' });
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(store.troubles.all).toEqual([]);
  });

  test.each(['the file', 'the folder'])('%s that was removed is made again', async (what) => {
    const store = await open();
    await store.addConnection(profile('qemu+ssh://web/system'));
    rmSync(what === 'the file' ? path : folder, { recursive: true });
    await store.change({ theme: 'dark' });
    const again = await open();
    expect(again.connections).toMatchObject([{ uri: 'qemu+ssh://web/system' }]);
    expect(again.settings.theme).toBe('dark');
    expect(store.troubles.all).toEqual([]);
  });
});

test('two engines that meet a spoilt file put it aside once, and both go on', async () => {
  writeFileSync(path, '{');
  const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
  await Promise.all(stores.map((store, at) => store.addConnection(profile(`test:///${at}`))));
  expect((await open()).connections).toHaveLength(stores.length);
  expect(readdirSync(folder).filter((name) => name.includes('unreadable'))).toHaveLength(1);
});

test.each([
  ['twice', [1, 1], 2],
  ['beyond the next', [7], 3],
  ['at the end of counting', [999_999, 1_000_000, 1_000_001], 1_000_000],
  ['beyond counting', [1, Number.MAX_SAFE_INTEGER], Number.MAX_SAFE_INTEGER],
])(
  'an id that stands there %s does not give two hosts the same one',
  async (_what, numbers, nextConnection) => {
    const connections = numbers.map((number, at) => ({
      id: `c${number}`,
      uri: `test:///${at}`,
      readOnly: false,
      autoconnect: true,
    }));
    writeFileSync(path, JSON.stringify({ version: 1, connections, nextConnection }));
    const store = await open();
    for (let more = 0; more < 6; more += 1) await store.addConnection(profile(`test:///more/${more}`));
    const ids = store.connections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(numbers.length + 6);
  },
);

describe('a lock that', () => {
  test('is a pipe holds nobody up, and is told', async () => {
    const store = await open();
    execFileSync('mkfifo', [`${path}.lock`]);
    await store.change({ theme: 'dark' });
    expect(store.troubles.all).toMatchObject([
      { what: 'not-saved', message: expect.stringContaining('.lock') },
    ]);
    expect(store.settings.theme).toBe('dark');
    rmSync(`${path}.lock`);
    await store.change({ language: 'en' });
    expect((await open()).settings).toMatchObject({ theme: 'dark', language: 'en' });
  });

  test('was left empty by a process that was killed is taken over', async () => {
    mkdirSync(`${path}.lock`);
    const store = await open();
    await store.change({ theme: 'dark' });
    expect(store.troubles.all).toEqual([]);
    expect((await open()).settings.theme).toBe('dark');
  });
});

test('what a process left that was killed while it wrote is swept away', async () => {
  const store = await open();
  writeFileSync(`${path}.4194304000.new`, 'half');
  writeFileSync(`${path}.mine.new`, 'not ours');
  await store.change({ theme: 'dark' });
  expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.mine.new']);
});
