// The screen of a machine: what it looks like, for as long as it runs.
import type { Duplex } from 'node:stream';
import { VirDomainState } from '../../libvirt/protocol/constants.gen.ts';
import type { KeyPress } from '../screen/desktops/keyboard.ts';
import { Framebuffer } from '../screen/drawing/framebuffer.ts';
import { png } from '../screen/drawing/png.ts';
import type { ScreenMachine } from '../screen/screen-machine.ts';
import { serveScreen } from '../screen/screen-server.ts';
import { screenOf } from '../screen/shared-screen.ts';
import type { Machine } from '../world/machine.ts';

const LOOKS: Readonly<Record<Machine['system'], ScreenMachine['look']>> = {
  linux: 'linux-text',
  'linux-desktop': 'linux-desktop',
  windows: 'windows-desktop',
  bsd: 'bsd-text',
};

/** What is on the screens: the same for all who look, and forgotten when the machine stops. */
const shown = new WeakMap<Machine, ScreenMachine>();

/** The screen of the present run. */
export function screenMachineOf(machine: Machine): ScreenMachine {
  const known = shown.get(machine) ?? {
    name: machine.name,
    look: LOOKS[machine.system],
    seed: machine.seed,
    uptimeMs: () => machine.uptimeMs,
    paused: () =>
      machine.paused || machine.job !== undefined || machine.state === VirDomainState.VIR_DOMAIN_CRASHED,
    reboot: () => machine.reset(),
  };
  shown.set(machine, known);
  return known;
}

/** What is on the screen now, as a PNG. */
export function pictureOf(machine: Machine): Buffer {
  const screen = screenOf(screenMachineOf(machine));
  screen.advance();
  const { scene } = screen;
  const picture = new Framebuffer(scene.width, scene.height);
  scene.draw(picture);
  return png(picture);
}

/** Presses a key on its own keyboard. */
export function pressOn(machine: Machine, press: KeyPress): void {
  screenOf(screenMachineOf(machine)).press(press);
}

/** Serves one viewer until it leaves or the machine stops. */
export function serveMachineScreen(machine: Machine, duplex: Duplex): void {
  const forget = machine.onRun((event) => {
    if (event !== 'stopped') return;
    shown.delete(machine);
    duplex.end();
  });
  duplex.once('close', forget);
  serveScreen(duplex, screenMachineOf(machine));
}
