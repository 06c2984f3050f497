// The README's first command, as a person without a screen types it.
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, servedUrl, test } from '../app-fixtures.ts';
import { treeItem } from '../window.ts';

const REPO = join(import.meta.dirname, '../../..');

test('npm start says in one line why there is no desktop app, serves, and ends when asked', async ({
  host,
  page,
}) => {
  const home = await mkdtemp(join(tmpdir(), 'start-'));
  const uri = `qemu+unix:///system?socket=${host.socketPath}`;
  const start = spawn(process.execPath, ['build/start.mjs', uri], {
    cwd: REPO,
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => start.once('exit', resolve));
  const lines: string[] = [];
  start.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));

  const url = await servedUrl(start);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  expect(lines.filter((line) => line.startsWith('No desktop app: '))).toHaveLength(1);
  await page.goto(url);
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();

  start.kill('SIGTERM');
  expect(await ended).toBe(0);
});
