// The folder of a login goes with it, with the process that made it, or is swept by the next.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  makeControlFolder,
  removeControlFolder,
  sweepRuntimeFolder,
} from '../../../electron/ssh/control-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-control-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('it goes with its login, with all that is in it', async () => {
  const made = await makeControlFolder(folder);
  writeFileSync(join(made, 'c'), '');
  expect(readdirSync(folder)).toHaveLength(1);
  await removeControlFolder(made);
  expect(readdirSync(folder)).toEqual([]);
});

test('what dead engines left is swept, what the living have is not, nor what is not ours', async () => {
  const made = await makeControlFolder(folder);
  mkdirSync(join(folder, 's4194304000-abcdef', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'shared'));
  await sweepRuntimeFolder(folder);
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual([made, join(folder, 'shared')].sort());
});

test('a process that ends in a hurry takes it along', async () => {
  const others = new Set(process.listeners('exit'));
  vi.resetModules();
  const hurried = await import('../../../electron/ssh/control-folder.ts');
  const made = await hurried.makeControlFolder(folder);
  writeFileSync(join(made, 'c'), '');
  const own = process.listeners('exit').filter((listener) => !others.has(listener));
  expect(own).toHaveLength(1);
  for (const listener of own) listener(1);
  expect(readdirSync(folder)).toEqual([]);
});
