// A machine's serial line: boot messages, a login, and a shell of toys behind it. It goes on whether somebody listens or not.
import type { DemoClock } from '../world/clock.ts';
import type { Machine } from '../world/machine.ts';
import { bootLines, loginPrompt } from './boot-text.ts';
import { type Outcome, runLine } from './commands.ts';

const LONGEST_LINE = 512;
const REFRESH_MS = 2_000;
const CLEAR = '\x1b[2J\x1b[H';

export interface TerminalEars {
  text(text: string): void;
  /** The machine is off. */
  ended(): void;
}

type Place = 'booting' | 'login' | 'password' | 'shell' | 'program';

export class GuestTerminal {
  readonly #machine: Machine;
  readonly #clock: DemoClock;
  #ears: TerminalEars | undefined;
  #place: Place = 'login';
  #line = '';
  /** Inside of an escape sequence, such as that of an arrow key. */
  #escape: 'none' | 'begun' | 'inside' = 'none';
  #cancel: () => void = () => undefined;

  constructor(machine: Machine, clock: DemoClock) {
    this.#machine = machine;
    this.#clock = clock;
    this.#boot();
    machine.onRun((event) => {
      if (event === 'rebooted') this.#boot();
      else this.#stop();
    });
  }

  get taken(): boolean {
    return this.#ears !== undefined;
  }

  /** Whoever listened before hears nothing more. */
  attach(ears: TerminalEars): void {
    this.#ears = ears;
    if (this.#machine.uptimeMs < (bootLines(this.#machine)[0]?.atMs ?? 0)) this.#boot();
  }

  detach(ears: TerminalEars): void {
    if (this.#ears === ears) this.#ears = undefined;
  }

  /** What was typed; a paused machine hears nothing. */
  type(bytes: Uint8Array): void {
    if (this.#machine.paused || !this.#machine.active) return;
    for (const character of Buffer.from(bytes).toString('utf8')) this.#key(character);
  }

  #key(character: string): void {
    if (this.#swallowed(character)) return;
    if (this.#place === 'booting') return;
    if (this.#place === 'program') this.#endProgram();
    else if (character === '\r' || character === '\n') this.#enter();
    else if (character === '\x7f' || character === '\b') this.#erase();
    else if (character === '\x03') this.#abandon('^C');
    else if (character === '\x04') this.#abandon('');
    else if (character >= ' ' && this.#line.length < LONGEST_LINE) {
      this.#line += character;
      if (this.#place !== 'password') this.#say(character);
    }
  }

  #swallowed(character: string): boolean {
    if (this.#escape === 'none') {
      if (character === '\x1b') this.#escape = 'begun';
      return character === '\x1b';
    }
    if (this.#escape === 'begun') this.#escape = /[[O]/.test(character) ? 'inside' : 'none';
    else if (/[@-~]/.test(character)) this.#escape = 'none';
    return true;
  }

  #erase(): void {
    if (this.#line === '') return;
    this.#line = [...this.#line].slice(0, -1).join('');
    if (this.#place !== 'password') this.#say('\b \b');
  }

  #abandon(sign: string): void {
    const wasEmpty = this.#line === '';
    this.#line = '';
    if (sign === '' && this.#place === 'shell' && wasEmpty) this.#login();
    else this.#say(`${sign}\r\n${this.#prompt()}`);
  }

  #enter(): void {
    const line = this.#line;
    this.#line = '';
    this.#say('\r\n');
    if (this.#machine.system === 'windows') this.#say('Only the demo answers here.\r\nSAC>');
    else if (this.#place === 'login') this.#afterName(line);
    else if (this.#place === 'password') this.#afterPassword();
    else this.#show(runLine(line, { machine: this.#machine, clock: this.#clock }));
  }

  #afterName(name: string): void {
    if (name.trim() !== '') this.#place = 'password';
    this.#say(this.#prompt());
  }

  /** Every password is right here. */
  #afterPassword(): void {
    this.#place = 'shell';
    this.#say(
      `Welcome to ${this.#machine.name}, a machine of the demo. "help" lists what it can.\r\n${this.#prompt()}`,
    );
  }

  #show({ print = '', next, refresh }: Outcome): void {
    if (!this.#machine.active || this.#place !== 'shell') return;
    if (print !== '') this.#say(`${crlf(print)}\r\n`);
    if (next === 'logout') this.#login();
    else if (refresh !== undefined) this.#program(refresh);
    else this.#say(`${next === 'clear' ? CLEAR : ''}${this.#prompt()}`);
  }

  #program(refresh: () => string): void {
    this.#place = 'program';
    this.#say(`${CLEAR}${crlf(refresh())}`);
    this.#cancel = this.#clock.after(REFRESH_MS, () => {
      if (this.#ears === undefined) this.#endProgram();
      else this.#program(refresh);
    });
  }

  #endProgram(): void {
    this.#cancel();
    this.#place = 'shell';
    this.#say(`\r\n${this.#prompt()}`);
  }

  #login(): void {
    this.#place = 'login';
    this.#say(loginPrompt(this.#machine));
  }

  #prompt(): string {
    if (this.#place === 'login') return loginPrompt(this.#machine);
    if (this.#place === 'password') return 'Password: ';
    return `root@${this.#machine.name}:~# `;
  }

  /** Says what is left of the boot, each line at its time; a machine that is up has said it already. */
  #boot(): void {
    this.#cancel();
    this.#line = '';
    const lines = bootLines(this.#machine);
    const next = lines.findIndex(({ atMs }) => atMs > this.#machine.uptimeMs);
    if (next < 0) {
      this.#place = 'login';
      return;
    }
    this.#place = 'booting';
    this.#bootFrom(next);
  }

  #bootFrom(index: number): void {
    const line = bootLines(this.#machine)[index];
    if (line === undefined) {
      this.#login();
      return;
    }
    // A pause, or a start that is held, moves the rest.
    const waitMs = Math.max(line.atMs - this.#machine.uptimeMs, 0);
    this.#cancel = this.#clock.after(this.#machine.paused ? 200 : waitMs, () => {
      if (!this.#machine.active) return;
      const isDue = this.#machine.uptimeMs >= line.atMs;
      if (isDue) this.#say(`${line.text}\r\n`);
      this.#bootFrom(isDue ? index + 1 : index);
    });
  }

  #stop(): void {
    this.#cancel();
    this.#place = 'login';
    this.#line = '';
    const ears = this.#ears;
    this.#ears = undefined;
    ears?.ended();
  }

  #say(text: string): void {
    this.#ears?.text(text);
  }
}

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
