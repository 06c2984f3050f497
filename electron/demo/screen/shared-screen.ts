// The screen of one machine: all who look at it see and touch the same, and one who comes back finds it as it was.
import { DesktopScene } from './desktops/desktop-scene.ts';
import { LINUX_DESKTOP, WINDOWS_DESKTOP } from './desktops/desktop-style.ts';
import type { KeyPress } from './desktops/keyboard.ts';
import type { PointerState, Scene, SceneFacts } from './desktops/scene.ts';
import { TextScene } from './desktops/text-scene.ts';
import { BSD_TEXT, LINUX_TEXT } from './desktops/text-styles.ts';
import { fitted } from './drawing/letters.ts';
import type { ScreenMachine } from './screen-machine.ts';

const NAME_COLUMNS = 24;

const SCENES: Readonly<Record<ScreenMachine['look'], (facts: SceneFacts) => Scene>> = {
  'linux-desktop': (facts) => new DesktopScene(facts, LINUX_DESKTOP),
  'windows-desktop': (facts) => new DesktopScene(facts, WINDOWS_DESKTOP),
  'linux-text': (facts) => new TextScene(facts, LINUX_TEXT),
  'bsd-text': (facts) => new TextScene(facts, BSD_TEXT),
};

export class SharedScreen {
  readonly scene: Scene;
  readonly #machine: ScreenMachine;
  /** The moment that is shown, once one was. */
  #shownMs: number | undefined;
  #clipboard = '';

  constructor(machine: ScreenMachine) {
    this.#machine = machine;
    this.scene = SCENES[machine.look]({
      name: fitted(machine.name, NAME_COLUMNS),
      seed: machine.seed,
      clipboard: () => this.#clipboard,
      reboot: () => machine.reboot(),
    });
  }

  set clipboard(text: string) {
    this.#clipboard = text;
  }

  /** Shows the present moment; one who is paused stays at the last. */
  advance(): void {
    if (this.#machine.paused() && this.#shownMs !== undefined) return;
    this.#shownMs = this.#machine.uptimeMs();
    this.scene.advance(this.#shownMs);
  }

  press(press: KeyPress): void {
    if (this.#machine.paused()) return;
    this.advance();
    this.scene.press(press);
  }

  point(pointer: PointerState): void {
    if (this.#machine.paused()) return;
    this.advance();
    this.scene.point(pointer);
  }
}

const screens = new WeakMap<ScreenMachine, SharedScreen>();

export function screenOf(machine: ScreenMachine): SharedScreen {
  const known = screens.get(machine) ?? new SharedScreen(machine);
  screens.set(machine, known);
  return known;
}
