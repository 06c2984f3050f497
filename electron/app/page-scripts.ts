// How V8 runs the scripts of pages.
import { app } from 'electron';

/**
 * MiB of objects that were just made, before those still in use are looked for; V8 takes 8 by itself. Of 32, more are still in use each
 * time when ten thousand machines change, and a frame waits for all of them.
 */
const YOUNG_MIB = 16;

const FLAGS = [
  // Compiled, simply, when first called, where V8 would interpret the first calls: what somebody does for the first time, like selecting
  // all machines or opening a dialog, takes about as long as the second time.
  '--always-sparkplug',
  // Each letter of a search makes a few MiB, hardly anything of which lives on: few wait for the collector then.
  `--min-semi-space-size=${YOUNG_MIB}`,
  `--max-semi-space-size=${YOUNG_MIB}`,
];

/** What the command line says of V8 counts instead. Only before the app is ready. */
export function quickenScripts(): void {
  const { commandLine } = app;
  if (!commandLine.hasSwitch('js-flags')) commandLine.appendSwitch('js-flags', FLAGS.join(' '));
}
