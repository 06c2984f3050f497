// A program of ours ends with its input, with its stream, and at the latest with the process that started it.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { expect, test, vi } from 'vitest';
import { SshProcess } from '../../../electron/ssh/ssh-process.ts';

const start = (script: string) => new SshProcess('/bin/sh', ['-c', script], { PATH: '/usr/bin:/bin' });

test('a program ends with its input', async () => {
  const one = start('cat >/dev/null; exit 3');
  one.stream.resume();
  await one.end();
  expect(await one.ended).toEqual({ code: 3, said: '' });
});

test('a program that does not read its input is ended by force', async () => {
  const one = start('trap "" TERM; while :; do sleep 0.1; done');
  one.stream.resume();
  await one.end();
  expect((await one.ended).code).toBeUndefined();
});

test('its last words are kept', async () => {
  const one = start('echo Permission denied >&2; exit 255');
  one.stream.resume();
  expect(await one.ended).toEqual({ code: 255, said: 'Permission denied\n' });
});

test('a program that is not there is said to be missing', async () => {
  const one = new SshProcess('/nowhere/ssh', [], {});
  expect((await one.ended).error).toMatchObject({ code: 'ENOENT' });
});

test('a process that ends takes along a program that reads no input', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ssh-process-'));
  const source = await readFile(join(import.meta.dirname, '../../../electron/ssh/ssh-process.ts'), 'utf8');
  const { outputText } = transpileModule(source, {
    compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ES2022 },
  });
  const main = `
    const one = new SshProcess('/bin/sh', ['-c', 'echo $$; exec sleep 60'], process.env);
    one.stream.once('data', (pid) => { console.log(String(pid)); process.exit(0); });`;
  try {
    await writeFile(join(folder, 'main.mjs'), outputText + main);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.mjs')]);
    const pid = Number(stdout);
    expect(pid).toBeGreaterThan(1);
    await vi.waitFor(async () => expect(await commandOf(pid)).not.toContain('sleep'), { timeout: 5000 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Empty for one that is gone, or that only waits to be counted. */
function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}
