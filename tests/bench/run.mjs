// npm run bench [-- --quick] [-- --only=hosts,page,ssh,far-consoles,screen,serial,heal,flood,many,start,idle,guests,hands,fuzz] [-- --seconds=60]
//
// Builds the bench with vite, enters the lab (root; the same packages as the integration tests) and prints one table: the same work
// by Guesthouse's engine, virsh and libvirt-python, side by side in one run. Numbers are measured here and asserted nowhere.
import { spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'dist/bench');

/** The bundle stands elsewhere than its sources, which look for files beside them. */
const ownFolder = {
  name: 'own-folder',
  transform: (code, id) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : undefined,
};

await build({
  root,
  configFile: false,
  logLevel: 'error',
  plugins: [ownFolder],
  ssr: { noExternal: true, external: ['node-pty', '@playwright/test', 'playwright-core'] },
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: out,
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        main: join(import.meta.dirname, 'main.ts'),
        guesthouse: join(import.meta.dirname, 'guesthouse.ts'),
        'remote-engine': join(import.meta.dirname, 'remote-engine.ts'),
        'demo-server': join(import.meta.dirname, 'demo-server.ts'),
        'many-engine': join(import.meta.dirname, 'many-engine.ts'),
        'serial-flood': join(import.meta.dirname, 'serial-flood.ts'),
      },
      external: ['node-pty', '@playwright/test', 'playwright-core'],
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
await copyFile(join(import.meta.dirname, 'steps.py'), join(out, 'steps.py'));

const command = [process.execPath, join(out, 'main.mjs'), ...process.argv.slice(2)];
const child = spawn(join(root, 'tests/lab/world.sh'), command, { stdio: 'inherit' });
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
