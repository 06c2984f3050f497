import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeRuntimeFolder } from '../../../electron/store/paths.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gh-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const mode = (path: string) => statSync(path).mode & 0o777;

test('is where the system keeps what lives as long as a login, and private', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  mkdirSync(join(folder, 'guesthouse'));
  chmodSync(join(folder, 'guesthouse'), 0o755);
  expect(makeRuntimeFolder()).toBe(join(folder, 'guesthouse'));
  expect(mode(join(folder, 'guesthouse'))).toBe(0o700);
});

test.each([
  ['there is none', ''],
  ['it is relative', 'run'],
  ['it cannot be made', '/dev/null/run'],
])('is a private one of the temporary folder when %s', (_why, named) => {
  vi.stubEnv('XDG_RUNTIME_DIR', named);
  vi.stubEnv('TMPDIR', folder);
  const made = makeRuntimeFolder();
  expect(made).toBe(join(folder, `guesthouse-${process.getuid?.()}`));
  expect(mode(made)).toBe(0o700);
  expect(makeRuntimeFolder()).toBe(made);
});

test('is a new one when somebody else sits on the name', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', '');
  vi.stubEnv('TMPDIR', folder);
  writeFileSync(join(folder, `guesthouse-${process.getuid?.()}`), '');
  const made = makeRuntimeFolder();
  expect(made).toMatch(new RegExp(`^${folder}/guesthouse-\\d+-\\w+$`));
  expect(mode(made)).toBe(0o700);
});

test('has a short path even where the temporary folder has a long one', () => {
  const long = join(folder, 'a'.repeat(60));
  mkdirSync(long);
  vi.stubEnv('XDG_RUNTIME_DIR', '');
  vi.stubEnv('TMPDIR', long);
  expect(makeRuntimeFolder().length).toBeLessThan(40);
});
