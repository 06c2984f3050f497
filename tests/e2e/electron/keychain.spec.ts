// Secrets that a person wants kept: with a real keyring they are there after a restart, and without one they are nowhere.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, expect } from '@playwright/test';
import { build } from 'vite';
import type { SecretStore } from '../../../electron/store/secret-store.ts';
import { test } from '../lab-fixtures.ts';
import { inSession } from './keyring-session.ts';

declare global {
  /** Of `keychain-app.ts`. */
  var secretStore: SecretStore;
}

const APP = '/home/keychain-app';
const SECRET = 'correct horse battery staple';

test.beforeAll(async ({ host }) => {
  const folder = `${host.directory}${APP}`;
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: { ssr: join(import.meta.dirname, 'keychain-app.ts'), target: 'node20.18', outDir: folder },
  });
  await writeFile(join(folder, 'package.json'), '{"type": "module", "main": "keychain-app.js"}');
  await chmod(folder, 0o755);
});

const keep = (app: ElectronApplication) =>
  app.evaluate((_electron, secret) => globalThis.secretStore.keep('c1/password', secret), SECRET);
const find = (app: ElectronApplication) =>
  app.evaluate(async () => (await globalThis.secretStore.find('c1/password')) ?? 'nothing');
const canRemember = (app: ElectronApplication) => app.evaluate(() => globalThis.secretStore.canRemember());

test('a secret is found again after a restart, and no file holds it', async ({ host, display, home }) => {
  const world = { host, display, home };
  await inSession(world, { app: [APP], keychain: 'gnome-libsecret' }, async (app) => {
    expect(await canRemember(app)).toBe(true);
    await keep(app);
  });
  const found = await host.exec('grep', ['-rlaF', SECRET, home]);
  expect(found.stdout).toBe('');
  expect(await readFile(`${host.directory}${home}/config/secrets.json`, 'utf8')).toContain('c1/password');
  expect(await inSession(world, { app: [APP], keychain: 'gnome-libsecret' }, find)).toBe(SECRET);
});

test('without a keyring nothing can be kept, and what was kept cannot be read', async ({
  host,
  display,
  home,
}) => {
  const world = { host, display, home };
  await inSession(world, { app: [APP], keychain: 'gnome-libsecret' }, keep);
  await inSession(world, { app: [APP], keychain: 'basic' }, async (app) => {
    expect(await canRemember(app)).toBe(false);
    await expect(keep(app)).rejects.toThrow('there is no keychain here');
    expect(await find(app)).toBe('nothing');
  });
});
