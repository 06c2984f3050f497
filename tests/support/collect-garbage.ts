// What nobody needs any more goes now, so that what is left can be measured.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

export function collectGarbage(): void {
  if (typeof gc !== 'function') throw new Error('this Node cannot be told to collect its garbage');
  gc();
}
