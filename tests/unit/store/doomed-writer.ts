// A process of its own that changes settings and is killed on the way, for killed-writer.test.ts.
//   node doomed-writer.mjs PATH STEP      one change, killed without a word before the STEP-th thing that it does to the disk
//   node doomed-writer.mjs PATH           change after change, until somebody kills it
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { argv, kill, pid } from 'node:process';
import { openSettingsStore } from '../../../electron/store/settings-store.ts';

const [path = '', step] = argv.slice(2);
const store = await openSettingsStore(path);

if (step === undefined) {
  console.log('begun');
  for (let round = 0; ; round += 1) {
    await store.change({ skippedQuestions: Array(round % 400).fill(`question ${round}`) });
  }
}

let steps = 0;
/** Ends this process when `step` is reached; the disk then has what was done before. */
function count(): void {
  steps += 1;
  if (steps === Number(step)) kill(pid, 'SIGKILL');
}

/** Stands before a function of the disk; kills by the step, and else does the same. */
function doomed<T extends object>(owner: T, name: keyof T): void {
  const real = owner[name];
  if (typeof real !== 'function') throw new Error(`${String(name)} is no function`);
  Object.assign(owner, {
    [name](this: unknown, ...args: readonly unknown[]) {
      count();
      return Reflect.apply(real, this, args);
    },
  });
}

const handle = await promises.open(path, 'r');
const handles: promises.FileHandle = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ['writeFile', 'sync'] as const) doomed(handles, name);
for (const name of ['open', 'rename', 'rm', 'readdir', 'realpath'] as const) doomed(promises, name);
syncBuiltinESMExports();

await store.change({ theme: 'dark' });
await store.dispose();
console.log(`survived ${steps} steps`);
process.exit(0);
