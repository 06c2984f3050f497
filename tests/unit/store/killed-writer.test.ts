// A process that is killed while it saves, anywhere: the file is the old one or the new one, and the next engine can save.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSettingsStore } from '../../../electron/store/settings-store.ts';

const BUILD_MS = 60_000;
const ALL_MS = 120_000;
const MOST_STEPS = 60;
const KILLS = 25;

let built: string;
let path: string;

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'guesthouse-doomed-'));
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'doomed-writer.ts'),
      target: 'node20.18',
      outDir: built,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  });
}, BUILD_MS);
afterAll(() => rmSync(built, { recursive: true }));
beforeEach(() => {
  path = join(mkdtempSync(join(built, 'config-')), 'settings.json');
});

function writer(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(built, 'writer.mjs'), path, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What `save` makes of the file that is there: it works, and leaves nothing of whoever was killed. */
async function healed(): Promise<string> {
  const store = await openSettingsStore(path);
  const { theme } = store.settings;
  expect(store.troubles.all).toEqual([]);
  await store.change({ language: 'zh-CN' });
  expect(store.troubles.all).toEqual([]);
  await store.dispose();
  expect(JSON.parse(readFileSync(path, 'utf8')).settings).toMatchObject({ theme, language: 'zh-CN' });
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json']);
  return theme;
}

test(
  'killed before any step of a save it leaves the old settings or the new ones',
  async () => {
    const seen: string[] = [];
    for (let step = 1; step <= MOST_STEPS; step += 1) {
      const earlier = await openSettingsStore(path);
      await earlier.change({ theme: 'light', language: 'en' });
      await earlier.dispose();
      const child = writer(String(step));
      const [code, signal] = await once(child, 'exit');
      seen.push(await healed());
      if (signal === null) {
        expect(code).toBe(0);
        break;
      }
    }
    // First the old one, from some step on the new one, and never the old one again; the last was not killed.
    expect(seen.length).toBeGreaterThan(8);
    expect(seen.length).toBeLessThan(MOST_STEPS);
    expect(seen.lastIndexOf('light')).toBe(seen.indexOf('dark') - 1);
    expect(seen.at(-1)).toBe('dark');
  },
  ALL_MS,
);

test(
  'two that save all the time and are killed at any moment leave a whole file',
  async () => {
    await (await openSettingsStore(path)).change({ theme: 'dark' });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const children = [writer(), writer()];
      await Promise.all(children.map(({ stdout }) => stdout !== null && once(stdout, 'data')));
      await sleep(3 * kill);
      const gone = children.map((child) => once(child, 'exit'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(gone);
      expect(await healed()).toBe('dark');
    }
  },
  ALL_MS,
);
