import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isInstalled } from '../../../build/install.mjs';
import { fingerprint, readStamps, writeStamp } from '../../../build/stale.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-stale-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'a.ts'), 'one');
});

test('a fingerprint follows contents and names, not times', () => {
  const src = join(folder, 'src');
  const before = fingerprint([src]);
  utimesSync(join(src, 'a.ts'), 1, 1);
  expect(fingerprint([src])).toBe(before);
  writeFileSync(join(src, 'a.ts'), 'two');
  const changed = fingerprint([src]);
  expect(changed).not.toBe(before);
  renameSync(join(src, 'a.ts'), join(src, 'b.ts'));
  expect(fingerprint([src])).not.toBe(changed);
});

test('a stamp of one target leaves those of the others', () => {
  const file = join(folder, 'dist', '.built.json');
  expect(readStamps(file)).toEqual({});
  writeStamp(file, 'page', '1');
  writeStamp(file, 'preload', '2');
  expect(readStamps(file)).toEqual({ page: '1', preload: '2' });
});

function lockfile(path: string, packages: object): void {
  writeFileSync(path, JSON.stringify({ packages }));
}

test('packages are installed when npm noted each at the version of the lockfile', () => {
  expect(isInstalled(folder)).toBe(false);
  mkdirSync(join(folder, 'node_modules'));
  const noted = join(folder, 'node_modules', '.package-lock.json');
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-darwin': { version: '1.0.0', optional: true },
  };
  lockfile(join(folder, 'package-lock.json'), wanted);
  lockfile(noted, { 'node_modules/a': { version: '1.0.0' } });
  expect(isInstalled(folder)).toBe(true);
  lockfile(noted, { 'node_modules/a': { version: '0.9.0' } });
  expect(isInstalled(folder)).toBe(false);
  lockfile(noted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/gone': { version: '1.0.0' } });
  expect(isInstalled(folder)).toBe(false);
  rmSync(noted);
  expect(isInstalled(folder)).toBe(false);
});
