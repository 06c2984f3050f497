// The screens of the demo's machines, served as QEMU serves its own: RFB 3.8 (RFC 6143).
import type { Duplex } from 'node:stream';
import type { ScreenMachine } from './screen-machine.ts';
import { screenOf } from './shared-screen.ts';
import { Viewer } from './viewer.ts';

export type { ScreenMachine } from './screen-machine.ts';

/** Serves one viewer until either side ends; then nothing of it is left. */
export function serveScreen(duplex: Duplex, machine: ScreenMachine): void {
  new Viewer(duplex, machine, screenOf(machine));
}
