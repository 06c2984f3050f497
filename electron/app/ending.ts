// A command line that starts nothing: what is said, and the code that the program ends with.
import { writeSync } from 'node:fs';
import { version } from '../../package.json';
import type { CommandLineReading } from './command-line.ts';
import { usage } from './options.ts';

/** As most programs of UNIX have it for a command line that makes no sense. */
const MISTAKEN = 2;
const STDOUT = 1;
const STDERR = 2;

/** Says it, at once and whole, and returns the code. */
export function endingOf(reading: Exclude<CommandLineReading, { kind: 'run' }>): number {
  switch (reading.kind) {
    case 'help':
      writeSync(STDOUT, usage());
      return 0;
    case 'version':
      writeSync(STDOUT, `Guesthouse ${version}\n`);
      return 0;
    case 'mistake':
      writeSync(STDERR, `guesthouse: ${reading.message}\nguesthouse --help tells what there is.\n`);
      return MISTAKEN;
  }
}
