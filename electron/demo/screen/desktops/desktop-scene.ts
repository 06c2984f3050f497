// A desktop: a wallpaper, two windows that can be moved, hidden and closed, a panel with a menu, and a clock.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText } from '../drawing/letters.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import { DeskWindow } from './desk-window.ts';
import type { DesktopStyle } from './desktop-style.ts';
import { isAttention, type KeyPress } from './keyboard.ts';
import { Menu } from './menu.ts';
import { MonitorContent } from './monitor-content.ts';
import { PANEL_HEIGHT, Panel } from './panel.ts';
import { RestartDialog } from './restart-dialog.ts';
import type { PointerState, Scene, SceneFacts, Surface } from './scene.ts';
import { drawSplash } from './splash.ts';
import { TerminalContent } from './terminal-content.ts';
import { beams, hills, type Wallpaper } from './wallpaper.ts';
import { Workspace } from './workspace.ts';

const WIDTH = 800;
const HEIGHT = 600;
const ROOM: Rectangle = { x: 0, y: 0, width: WIDTH, height: HEIGHT - PANEL_HEIGHT };
/** From the start to the desktop. */
const SPLASH_MS = 3_500;
/** How long it says that it restarts, should nothing come of it. */
const RESTART_MS = 15_000;
const SPLASH_STEP_MS = 100;
const CAPTION = { x: 24, y: 20, colour: 0xffffff, shadow: 0x10202c, scale: 2 } as const;
const USER = 'demo';

export class DesktopScene implements Scene {
  readonly width = WIDTH;
  readonly height = HEIGHT;
  readonly hasArrow = true;
  readonly #facts: SceneFacts;
  readonly #style: DesktopStyle;
  readonly #wallpaper: Wallpaper;
  readonly #panel: Panel;
  readonly #dialog: RestartDialog;
  readonly #menu: Menu;
  #session: Session;
  #uptimeMs = 0;
  #revision = 0;
  #pointer: PointerState = { x: WIDTH / 2, y: HEIGHT / 2, left: false, middle: false };

  constructor(facts: SceneFacts, style: DesktopStyle) {
    this.#facts = facts;
    this.#style = style;
    this.#wallpaper = (style.wallpaper === 'hills' ? hills : beams)(facts.seed, WIDTH, HEIGHT);
    this.#panel = new Panel(WIDTH, HEIGHT, style);
    this.#dialog = new RestartDialog(`Restart ${facts.name}?`, WIDTH, HEIGHT, style);
    this.#session = this.#newSession();
    const titles = this.#session.workspace.tasks().map(({ title }) => title);
    this.#menu = new Menu([...titles, 'Restart...'], HEIGHT, style);
  }

  get pointer(): PointerState {
    return this.#pointer;
  }

  advance(uptimeMs: number): void {
    if (uptimeMs < this.#uptimeMs) {
      this.#session = this.#newSession();
      this.#revision += 1;
    }
    this.#uptimeMs = uptimeMs;
    this.#session.terminal.advance(uptimeMs);
    this.#session.monitor.advance(uptimeMs);
  }

  stamp(): string {
    const { terminal, monitor } = this.#session;
    const splash = this.#splash;
    if (splash !== undefined) return `${splash.words} ${Math.floor(this.#uptimeMs / SPLASH_STEP_MS)}`;
    return [this.#revision, Math.floor(this.#uptimeMs / 1000), terminal.stamp(), monitor.stamp()].join(' ');
  }

  draw(picture: Framebuffer): void {
    const { name } = this.#facts;
    const splash = this.#splash;
    if (splash !== undefined) {
      drawSplash(picture, name, splash.words, { part: splash.part, colour: this.#style.accent });
      return;
    }
    const { workspace, menuOpen, asking } = this.#session;
    this.#wallpaper(picture);
    const { x, y, colour, shadow, scale } = CAPTION;
    drawText(picture, x + scale, y + scale, name, { colour: shadow, scale, bold: true });
    drawText(picture, x, y, name, { colour, scale, bold: true });
    workspace.draw(picture, this.#style);
    this.#panel.draw(picture, workspace.tasks(), menuOpen, this.#uptimeMs);
    if (menuOpen) this.#menu.draw(picture, this.#menu.hit(this.#pointer.x, this.#pointer.y));
    if (asking) this.#dialog.draw(picture);
  }

  surfaces(): readonly Surface[] {
    return this.#splash === undefined ? this.#session.workspace.surfaces() : [];
  }

  press(press: KeyPress): void {
    const session = this.#session;
    if (this.#splash !== undefined) return;
    this.#revision += 1;
    if (isAttention(press)) session.asking = true;
    else if (session.asking) this.#decide(choiceOf(press));
    else if (session.menuOpen) session.menuOpen = press.key !== 'Escape';
    else session.workspace.press(press);
  }

  point(pointer: PointerState): void {
    const before = this.#pointer;
    this.#pointer = pointer;
    if (this.#splash !== undefined) return;
    const { workspace, menuOpen } = this.#session;
    const { x, y, left, middle } = pointer;
    const clicked = left && !before.left;
    if (clicked) this.#click(x, y);
    else if (left) workspace.moveDragged(x, y);
    else workspace.drop();
    if (middle && !before.middle && !this.#session.asking) workspace.paste(x, y);
    if (clicked || menuOpen || workspace.dragging) this.#revision += 1;
  }

  #click(x: number, y: number): void {
    const { workspace, menuOpen, asking } = this.#session;
    const task = this.#panel.hit(x, y, workspace.tasks().length);
    if (asking) this.#decide(this.#dialog.hit(x, y));
    else if (menuOpen) this.#choose(this.#menu.hit(x, y));
    else if (task === 'menu') this.#session.menuOpen = true;
    else if (task !== undefined) workspace.toggle(task);
    else workspace.click(x, y);
  }

  /** A click beside the menu closes it. */
  #choose(item: number | undefined): void {
    this.#session.menuOpen = false;
    if (item === undefined) return;
    if (item === this.#menu.items.length - 1) this.#session.asking = true;
    else this.#session.workspace.show(item);
  }

  #decide(choice: 'restart' | 'cancel' | undefined): void {
    if (choice === undefined) return;
    this.#session.asking = false;
    if (choice === 'restart') this.#restart();
  }

  #restart(): void {
    this.#session.restartAskedMs = this.#uptimeMs;
    this.#facts.reboot();
  }

  /** What hides the desktop. */
  get #splash(): { readonly words: string; readonly part: number } | undefined {
    const { restartAskedMs } = this.#session;
    const waited = this.#uptimeMs - (restartAskedMs ?? Number.NEGATIVE_INFINITY);
    if (waited < RESTART_MS) return { words: 'Restarting', part: waited / RESTART_MS };
    if (this.#uptimeMs >= SPLASH_MS) return undefined;
    return { words: 'Starting', part: this.#uptimeMs / SPLASH_MS };
  }

  #newSession(): Session {
    const { name, seed, clipboard } = this.#facts;
    const { terminal: look, terminalTitle, prompt, system } = this.#style;
    const ask = (user: string) => prompt(user, name);
    const reboot = () => this.#restart();
    const shell = { name, seed, system, prompt: ask, user: USER, clipboard, reboot };
    const terminal = new TerminalContent(shell, look);
    const monitor = new MonitorContent(seed, this.#style);
    const windows = [
      new DeskWindow(terminalTitle, terminal, 36, 196),
      new DeskWindow('System monitor', monitor, 530, 76),
    ];
    const workspace = new Workspace(windows, ROOM);
    workspace.show(0);
    return { workspace, terminal, monitor, menuOpen: false, asking: false, restartAskedMs: undefined };
  }
}

/** From one start of the machine to the next. */
interface Session {
  readonly workspace: Workspace;
  readonly terminal: TerminalContent;
  readonly monitor: MonitorContent;
  menuOpen: boolean;
  /** Whether to restart. */
  asking: boolean;
  restartAskedMs: number | undefined;
}

function choiceOf({ key }: KeyPress): 'restart' | 'cancel' | undefined {
  if (key === 'Enter') return 'restart';
  return key === 'Escape' ? 'cancel' : undefined;
}
