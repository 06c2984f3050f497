// Fetching Electron, played by scripts that download as its own does: by way of the temporary folder.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runDownload } from '../../../build/electron-runtime.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-runtime-'));
});

function download(code: string, stallMs: number): Promise<string | undefined> {
  const script = join(folder, 'install.cjs');
  writeFileSync(script, `const fs = require('fs'), os = require('os');\n${code}`);
  return runDownload({ script, target: join(folder, 'dist'), stallMs });
}

const forEver = 'setInterval(() => {}, 1000);';

test('a download that brings nothing is given up', async () => {
  expect(await download(forEver, 200)).toBe('the download does not get on');
});

test('a slow one is not, as long as it brings something', async () => {
  const slowly = `
    let left = 40;
    const timer = setInterval(() => {
      fs.appendFileSync(os.tmpdir() + '/electron.zip', 'more');
      left -= 1;
      if (left === 0) clearInterval(timer);
    }, 50);`;
  expect(await download(slowly, 1000)).toBeUndefined();
});

test('one that fails says why in one line', async () => {
  const failing = "console.error(new Error('getaddrinfo ENOTFOUND somewhere').stack); process.exit(1);";
  expect(await download(failing, 60_000)).toBe('Error: getaddrinfo ENOTFOUND somewhere');
});
