// A toy shell on a terminal: a login where there is one, a line that is typed, and a few commands that answer.

import { type KeyPress, typed } from './keyboard.ts';
import { memoryLoad } from './load.ts';
import type { Terminal } from './terminal.ts';
import { uptimeText, wallTime } from './wall-time.ts';

export interface ShellFacts {
  /** The machine's name, fit to be shown. */
  readonly name: string;
  readonly seed: number;
  /** What `uname` says. */
  readonly system: string;
  /** The words before a line that is typed. */
  readonly prompt: (user: string) => string;
  /** Asked before anything else; absent where the user has logged in elsewhere. */
  readonly login?: string;
  /** Who has logged in elsewhere. */
  readonly user: string;
  /** What the viewer's clipboard holds. */
  readonly clipboard: () => string;
  readonly reboot: () => void;
}

const LINE_MAX = 240;
const MEMORY_MIB = 4096;

type Command = (shell: Shell, words: readonly string[]) => string | undefined;

export class Shell {
  readonly facts: ShellFacts;
  readonly terminal: Terminal;
  uptimeMs = 0;
  #asked: 'login' | 'password' | 'command' = 'command';
  #user: string;
  #line = '';

  constructor(terminal: Terminal, facts: ShellFacts) {
    this.terminal = terminal;
    this.facts = facts;
    this.#user = facts.user;
  }

  get user(): string {
    return this.#user;
  }

  /** Asks for a login, or for the first command. */
  begin(): void {
    this.#asked = this.facts.login === undefined ? 'command' : 'login';
    this.#ask();
  }

  key(press: KeyPress): void {
    const letter = typed(press);
    if (letter !== undefined) this.type(letter);
    else if (press.key === 'Enter') this.#enter();
    else if (press.key === 'Backspace') this.#backspace();
    else if (press.ctrl && press.key.toLowerCase() === 'c') this.#giveUp();
    else if (press.ctrl && press.key.toLowerCase() === 'l') this.#redraw();
    else if (press.key === 'Insert' && press.shift) this.paste();
  }

  /** Types the viewer's clipboard into the line; nothing in it is run before someone has seen it. */
  paste(): void {
    for (const letter of this.facts.clipboard().slice(0, LINE_MAX)) {
      if (letter >= ' ') this.type(letter);
      else if (letter === '\n' || letter === '\t') this.type(' ');
    }
  }

  type(letter: string): void {
    if (this.#line.length >= LINE_MAX) return;
    this.#line += letter;
    if (this.#asked !== 'password') this.terminal.write(letter);
  }

  #backspace(): void {
    if (this.#line === '') return;
    this.#line = [...this.#line].slice(0, -1).join('');
    if (this.#asked !== 'password') this.terminal.erase();
  }

  #giveUp(): void {
    this.terminal.write('^C\n');
    this.#line = '';
    this.begin();
  }

  #redraw(): void {
    this.terminal.clear();
    this.#ask();
    if (this.#asked !== 'password') this.terminal.write(this.#line);
  }

  #enter(): void {
    const line = this.#line.trim();
    this.#line = '';
    this.terminal.write('\n');
    if (this.#asked === 'login') this.#named(line);
    else if (this.#asked === 'password') this.#welcome();
    else this.#run(line);
    this.#ask();
  }

  #named(line: string): void {
    if (line === '') return;
    this.#user = line.split(' ')[0]?.slice(0, 16) ?? line;
    this.#asked = 'password';
  }

  #welcome(): void {
    this.#asked = 'command';
    const { day, clock } = wallTime(this.uptimeMs);
    this.terminal.write(`Welcome to ${this.facts.name}, it is ${day}, ${clock}.\n`);
    this.terminal.write(
      'This machine is a demo: any password will do. Type "help" to see what it knows.\n\n',
      'quiet',
    );
  }

  #run(line: string): void {
    if (line === '') return;
    const words = line.split(/\s+/);
    const [name = ''] = words;
    if (name === 'exit' || name === 'logout') {
      if (this.facts.login !== undefined) this.terminal.clear();
      this.begin();
      return;
    }
    const command = COMMANDS.get(name);
    const answer = command === undefined ? `${name}: there is no such command here` : command(this, words);
    if (answer !== undefined) this.terminal.write(`${answer}\n`, command === undefined ? 'bad' : 'plain');
  }

  #ask(): void {
    const { login, prompt } = this.facts;
    if (this.#asked === 'login') this.terminal.write(`${login} `);
    else if (this.#asked === 'password') this.terminal.write('Password: ');
    else this.terminal.write(prompt(this.#user), 'good');
  }
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['help', () => helpText()],
  ['uname', ({ facts }) => `${facts.system} ${facts.name} x86_64`],
  ['hostname', ({ facts }) => facts.name],
  ['whoami', ({ user }) => user],
  ['date', ({ uptimeMs }) => dateText(uptimeMs)],
  ['uptime', ({ uptimeMs }) => `up ${uptimeText(uptimeMs)}, 1 user`],
  ['free', ({ facts, uptimeMs }) => memoryText(facts.seed, uptimeMs)],
  ['echo', (_, words) => words.slice(1).join(' ')],
  ['paste', ({ facts }) => facts.clipboard() || 'The clipboard is empty.'],
  ['clear', ({ terminal }) => void terminal.clear()],
  ['reboot', ({ facts }) => restart(facts)],
]);

function helpText(): string {
  const names = [...COMMANDS.keys(), 'exit'].toSorted();
  const half = Math.ceil(names.length / 2);
  return `This shell knows:\n  ${names.slice(0, half).join('  ')}\n  ${names.slice(half).join('  ')}`;
}

function dateText(uptimeMs: number): string {
  const { day, clock, year } = wallTime(uptimeMs);
  return `${day} ${clock} UTC ${year}`;
}

function memoryText(seed: number, uptimeMs: number): string {
  const used = Math.round(MEMORY_MIB * memoryLoad(seed, Math.floor(uptimeMs / 1000)));
  const row = (...cells: readonly (string | number)[]) =>
    cells.map((cell) => String(cell).padStart(11)).join('');
  return `${row('total MiB', 'used', 'free')}\n${row(MEMORY_MIB, used, MEMORY_MIB - used)}`;
}

function restart({ reboot }: ShellFacts): string {
  reboot();
  return 'The system goes down for a restart now.';
}
