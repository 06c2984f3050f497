// The packed app, as it is installed: it starts, works, and cannot be turned into a Node that runs what others like.
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from '@playwright/test';
import { LAB_REPO } from '../../lab/desk.ts';
import { startHost } from '../../lab/host.ts';
import { defineQuiet, removeMachines } from '../../lab/machines-at-hand.ts';
import { runOrThrow } from '../../lab/process.ts';
import { expect, test } from '../app-fixtures.ts';
import { changePasswords, giveSecret, trustKey, whereSecretsAre } from '../remote-host.ts';
import { machineRow, treeItem } from '../window.ts';

const REPO = join(import.meta.dirname, '../../..');
const FOLDER = 'out/linux-unpacked';
const PACK_MS = 240_000;
/** Unlike any other word here, so that it can be looked for. */
const PASSWORD = 'Packed-Plover-12';
/** The byte that says so in the fuse wire. */
const OFF = '0'.charCodeAt(0);

interface Archived {
  readonly files?: Readonly<Record<string, Archived>>;
}

function pathsIn(folder: Archived, path = ''): string[] {
  if (folder.files === undefined) return [path];
  return Object.entries(folder.files).flatMap(([name, inner]) => pathsIn(inner, `${path}/${name}`));
}

/** Its head is JSON, whose length is the fourth number of the archive. */
function archived(path: string): readonly string[] {
  const bytes = readFileSync(path);
  const head: Archived = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  return pathsIn(head);
}

test.beforeAll(async ({ host }) => {
  test.setTimeout(PACK_MS);
  await defineQuiet(host, { name: 'packed-machine' });
  await runOrThrow(process.execPath, [join(REPO, 'build/package.mjs'), 'dir'], { timeoutMs: PACK_MS });
});
test.afterAll(({ host }) => removeMachines(host));

/** The window of the packed app, and how to end it. */
async function openPacked(
  run: (command: readonly string[], environment: Readonly<Record<string, string>>) => ChildProcess,
  display: string,
  args: readonly string[],
): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const app = run([join(LAB_REPO, FOLDER, 'guesthouse'), '--remote-debugging-port=0', ...args], {
    DISPLAY: display,
    // With the fuse blown this changes nothing.
    ELECTRON_RUN_AS_NODE: '1',
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    app.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ws:\/\/\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    app.once('exit', (code) => reject(new Error(`the packed app ended with ${code}: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the packed app has no window');
  return { page, close: () => browser.close() };
}

test('starts and shows the machines', async ({ display, runAsDesk }) => {
  const { page, close } = await openPacked(runAsDesk, display.name, ['qemu:///system']);
  await expect(machineRow(page, 'packed-machine')).toContainText('Off');
  await close();
});

test('logs in over ssh with a password, though nothing in it can run as Node', async ({
  display,
  runAsDesk,
  host,
  home,
}) => {
  test.setTimeout(120_000);
  const far = await startHost({ name: 'far', place: 'remote', sshd: true });
  try {
    await changePasswords(far, PASSWORD);
    const uri = `qemu+ssh://desk@${far.address}/system?known_hosts=/home/desk/known`;
    const { page, close } = await openPacked(runAsDesk, display.name, [uri]);
    await trustKey(page);
    await giveSecret(page, PASSWORD);
    await expect(treeItem(page, 'far, connected')).toBeVisible({ timeout: 30_000 });
    expect(await whereSecretsAre(host, home, [PASSWORD])).toBe('');
    await close();
  } finally {
    await far.dispose();
  }
});

test('has its fuses set', async () => {
  const wire = await getCurrentFuseWire(join(REPO, FOLDER, 'guesthouse-app'));
  expect(wire[FuseV1Options.RunAsNode]).toBe(OFF);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(OFF);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(OFF);
});

test('holds what it runs on and nothing else', () => {
  const paths = archived(join(REPO, FOLDER, 'resources/app.asar'));
  const parts = [
    /^\/(LICENSE|package\.json)$/,
    /^\/dist\/preload\.cjs$/,
    /^\/dist\/electron\/(libraries\.json|[\w-]+\.js)$/,
    /^\/dist\/renderer\/(index\.html|icon\.svg|libraries\.json|assets\/[\w.-]+\.(js|css|woff2|wasm))$/,
    /^\/node_modules\/node-pty\/(LICENSE|package\.json|lib\/\w+\.js|prebuilds\/linux-\w+\/pty\.node)$/,
  ];
  for (const part of parts) expect(paths.filter((path) => part.test(path))).not.toEqual([]);
  expect(paths.filter((path) => !parts.some((part) => part.test(path)))).toEqual([]);
});
