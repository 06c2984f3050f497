import { execFileSync } from 'node:child_process';
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asideOf } from '../../../electron/store/atomic-file.ts';
import { openSecretStore } from '../../../electron/store/secret-store.ts';
import { NO_VAULT, type SecretVault } from '../../../electron/store/secret-vault.ts';
import { Troubles } from '../../../electron/store/troubles.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-secrets-'));
  path = join(folder, 'config', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A keychain whose sealing is only turning around: enough to see what is written. */
function vaultOf(keyring: string): SecretVault {
  return {
    available: async () => true,
    seal: async (secret) => `${keyring}:${Buffer.from(secret).toString('base64')}`,
    open: async (sealed) => {
      const [by, text = ''] = sealed.split(':');
      return by === keyring ? Buffer.from(text, 'base64').toString() : undefined;
    },
  };
}

const store = (vault = vaultOf('mine')) => openSecretStore(path, vault);

test('a secret that was kept is found after a restart, and no other', async () => {
  await store().keep('c1/password/joe@web', 'sésame');
  expect(await store().find('c1/password/joe@web')).toBe('sésame');
  expect(await store().find('c1/password/joe@db')).toBeUndefined();
});

test('the file holds nothing that the keychain has not sealed, for its owner only', async () => {
  await store().keep('c1/password/joe@web', 'open sesame');
  expect(readFileSync(path, 'utf8')).not.toContain('open sesame');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
});

test('a newer secret takes the place of the older', async () => {
  await store().keep('a', 'one');
  await store().keep('a', 'two');
  expect(await store().find('a')).toBe('two');
});

test('forgets by prefix, and touches nothing when there is nothing to forget', async () => {
  await store().forget('c1/');
  expect(existsSync(path)).toBe(false);
  const kept = store();
  for (const name of ['c1/password', 'c1/passphrase', 'c10/password']) await kept.keep(name, name);
  await kept.forget('c1/');
  expect(await kept.find('c1/password')).toBeUndefined();
  expect(await kept.find('c1/passphrase')).toBeUndefined();
  expect(await kept.find('c10/password')).toBe('c10/password');
});

test('without a keychain nothing is kept, and nothing is found', async () => {
  expect(await store(NO_VAULT).canRemember()).toBe(false);
  await expect(store(NO_VAULT).keep('a', 'one')).rejects.toThrow('keychain');
  expect(existsSync(path)).toBe(false);
  await store().keep('a', 'one');
  expect(await store(NO_VAULT).find('a')).toBeUndefined();
});

test('what another keychain has sealed is not found, and can be kept anew', async () => {
  await store(vaultOf('lost')).keep('a', 'one');
  expect(await store().find('a')).toBeUndefined();
  await store().keep('a', 'two');
  expect(await store().find('a')).toBe('two');
});

test('a keychain that does not answer means that the person is asked', async () => {
  await store().keep('a', 'one');
  const silent = {
    ...NO_VAULT,
    available: () => Promise.reject(new Error('late')),
    open: () => Promise.reject(new Error('late')),
  };
  expect(await store(silent).canRemember()).toBe(false);
  expect(await store(silent).find('a')).toBeUndefined();
});

test('a sealed text moved under another name opens nothing', async () => {
  await store().keep('mine', 'one');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"mine"', '"theirs"'));
  expect(await store().find('theirs')).toBeUndefined();
});

describe('a file that', () => {
  const troubles = new Troubles();
  const told = () => openSecretStore(path, vaultOf('mine'), troubles);
  const kept = () => readdirSync(join(folder, 'config')).filter((name) => /unreadable|newer/.test(name));
  beforeEach(() => troubles.settle('secrets', 'unreadable', 'newer', 'not-saved'));

  test.each([
    ['is empty', 'unreadable', ''],
    ['is cut', 'unreadable', '{"version":1,"sealed":{"a":"mi'],
    ['holds a list', 'unreadable', '[]'],
    ['holds what is no text', 'unreadable', '{"version":1,"sealed":{"a":5}}'],
    ['comes from a newer version', 'newer', '{"version":2,"chests":[]}'],
  ])('%s is told, put aside when the next secret is kept, and begun anew', async (_which, what, text) => {
    await told().keep('a', 'one');
    writeFileSync(path, text);
    expect(await told().find('a')).toBeUndefined();
    expect(troubles.all.at(-1)).toMatchObject({ file: 'secrets', what, path });
    await told().forget('a');
    expect(readFileSync(path, 'utf8')).toBe(text);
    await told().keep('b', 'two');
    const keptAs = troubles.all.at(-1)?.keptAs ?? '';
    expect(readFileSync(keptAs, 'utf8')).toBe(text);
    expect(await told().find('b')).toBe('two');
  });

  test('is a pipe holds no login up', async () => {
    mkdirSync(join(folder, 'config'));
    execFileSync('mkfifo', [path]);
    expect(await told().find('a')).toBeUndefined();
    await told().keep('a', 'one');
    expect(await told().find('a')).toBe('one');
    expect(kept()).toHaveLength(1);
  });

  test('names a prototype gives nothing but what is sealed', async () => {
    await told().keep('__proto__', 'one');
    await told().keep('constructor', 'two');
    expect(await told().find('toString')).toBeUndefined();
    expect(await told().find('constructor')).toBe('two');
    expect(kept()).toEqual([]);
  });

  test('could not be written is told, until it could', async () => {
    await told().keep('a', 'one');
    symlinkSync('/dev/full', asideOf(path));
    await expect(told().keep('b', 'two')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(troubles.all.at(-1)).toMatchObject({ file: 'secrets', what: 'not-saved', code: 'ENOSPC', path });
    await told().keep('b', 'two');
    expect(troubles.all.filter(({ what }) => what === 'not-saved')).toEqual([]);
  });
});

test('two engines on one file lose nothing, however their changes fall', async () => {
  const [one, other] = [store(), store()];
  const names = Array.from({ length: 10 }, (_, at) => `c${at}/`);
  await Promise.all(names.map((name, at) => (at % 2 ? one : other).keep(name, name)));
  expect(await Promise.all(names.map((name) => store().find(name)))).toEqual(names);
  expect(readdirSync(join(folder, 'config'))).toEqual(['secrets.json']);
});

test('a full disk leaves the old file as it was, and says so', async () => {
  await store().keep('a', 'one');
  const before = readFileSync(path, 'utf8');
  symlinkSync('/dev/full', asideOf(path));
  await expect(store().keep('b', 'two')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(readFileSync(path, 'utf8')).toBe(before);
});
