// The commands of the toy shell on a machine's serial line.

import { hash } from '../world/chance.ts';
import type { DemoClock } from '../world/clock.ts';
import { cpuTimeNs, memoryUsedKiB } from '../world/counters.ts';
import { loadCurve } from '../world/load-curve.ts';
import type { Machine } from '../world/machine.ts';

export interface ShellContext {
  readonly machine: Machine;
  readonly clock: DemoClock;
}

/** Text to print; what else happens; a text that is printed anew every two seconds until a key is pressed. */
export interface Outcome {
  readonly print?: string;
  readonly next?: 'logout' | 'clear';
  readonly refresh?: () => string;
}

type Command = readonly [help: string, run: (words: readonly string[], context: ShellContext) => Outcome];

const print = (...lines: readonly string[]): Outcome => ({ print: lines.join('\n') });

const isBsd = ({ machine }: ShellContext) => machine.system === 'bsd';

function uptime({ machine, clock }: ShellContext): string {
  const minutes = Math.floor(machine.uptimeMs / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const up = `${days > 0 ? `${days} days, ` : ''}${hours}:${String(minutes % 60).padStart(2, '0')}`;
  const time = new Date(clock.nowMs()).toISOString().slice(11, 19);
  return ` ${time} up ${up},  1 user,  load average: ${loads(machine).join(', ')}`;
}

function loads(machine: Machine): readonly string[] {
  const curve = loadCurve(machine.load, machine.seed);
  const { vcpus } = machine.definition.facts;
  const offsetMs = (machine.seed % 1_200) * 1_000 + machine.ranMs;
  return [60_000, 300_000, 900_000].map((spanMs) => {
    const fromMs = Math.max(0, offsetMs - spanMs);
    return (((curve.sum(offsetMs) - curve.sum(fromMs)) / Math.max(1, offsetMs - fromMs)) * vcpus).toFixed(2);
  });
}

function free({ machine }: ShellContext): string {
  const total = machine.definition.facts.memoryKiB;
  const used = memoryUsedKiB(machine);
  const cache = Math.round((total - used) * 0.4);
  const row = (name: string, numbers: readonly number[]) =>
    name.padEnd(6) + numbers.map((number) => String(number).padStart(13)).join('');
  const head = `${' '.repeat(6)}${['total', 'used', 'free', 'buff/cache', 'available'].map((word) => word.padStart(13)).join('')}`;
  return [
    head,
    row('Mem:', [total, used, total - used - cache, cache, total - used]),
    row('Swap:', [0, 0, 0]),
  ].join('\n');
}

const PROGRAMS: Readonly<Record<Machine['load'], readonly string[]>> = {
  idle: ['systemd', 'sshd', 'cron', 'journald'],
  diurnal: ['nginx: worker', 'php-fpm', 'redis-server', 'sshd'],
  bursty: ['postgres: writer', 'cc1plus', 'ld', 'sshd'],
  steady: ['postgres: wal', 'rsyslogd', 'sshd', 'cron'],
  leak: ['collector', 'grafana', 'prometheus', 'sshd'],
};

/** How the busiest programs share what is used. */
const SHARES = [0.58, 0.24, 0.12, 0.02];

function top(context: ShellContext): string {
  const { machine } = context;
  const { vcpus, memoryKiB } = machine.definition.facts;
  const busy = Number(loads(machine)[0]) / vcpus;
  const rows = PROGRAMS[machine.load].map((name, index) => {
    const part = SHARES[index] ?? 0;
    const share = busy * 100 * vcpus * part;
    const memory = (memoryUsedKiB(machine) / memoryKiB) * 100 * part;
    const seconds = Number(cpuTimeNs(machine) / 1_000_000_000n) * part;
    const time = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
    const pid = 400 + (hash(machine.seed, name) % 9_000);
    return `${String(pid).padStart(6)} root ${share.toFixed(1).padStart(6)} ${memory.toFixed(1).padStart(5)} ${time.padStart(10)} ${name}`;
  });
  return [
    `top -${uptime(context)}`,
    `%Cpu(s): ${(busy * 100).toFixed(1)} used`,
    '',
    '   PID USER   %CPU  %MEM      TIME+ COMMAND',
    ...rows,
    '',
    'q ends',
  ].join('\n');
}

const COMMANDS: Readonly<Record<string, Command>> = {
  help: [
    'this list',
    () => print(...Object.entries(COMMANDS).map(([name, [help]]) => `  ${name.padEnd(10)}${help}`)),
  ],
  uname: [
    'the system',
    (words, context) => {
      const system = isBsd(context) ? 'FreeBSD' : 'Linux';
      const rest = isBsd(context) ? '14.0-DEMO amd64' : '6.1.0-demo x86_64 GNU/Linux';
      return print(words.includes('-a') ? `${system} ${context.machine.name} ${rest}` : system);
    },
  ],
  uptime: ['how long it is up', (_, context) => print(uptime(context))],
  free: ['memory', (_, context) => print(free(context))],
  top: ['what is busy', (_, context) => ({ refresh: () => top(context) })],
  date: ['the time', (_, { clock }) => print(new Date(clock.nowMs()).toUTCString())],
  hostname: ['its name', (_, { machine }) => print(machine.name)],
  whoami: ['who you are', () => print('root')],
  echo: ['says it again', (words) => print(words.slice(1).join(' '))],
  lsblk: [
    'its disks',
    (_, { machine }) =>
      print(
        'NAME  TYPE',
        ...machine.definition.facts.disks.map(
          ({ target, device }) => `${target.padEnd(6)}${device === 'cdrom' ? 'rom' : 'disk'}`,
        ),
      ),
  ],
  clear: ['an empty screen', () => ({ next: 'clear' })],
  reboot: [
    'boots again',
    (_, { machine }) => {
      machine.reset();
      return {};
    },
  ],
  poweroff: [
    'switches it off',
    (_, { machine }) => {
      machine.shutdown();
      return print('The system will power off now.');
    },
  ],
  exit: ['logs out', () => ({ next: 'logout' })],
};

/** Runs one line. */
export function runLine(line: string, context: ShellContext): Outcome {
  const words = line.trim().split(/\s+/);
  const [name = ''] = words;
  if (name === '') return {};
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return print(`${name}: not found; "help" lists what there is`);
  return command[1](words, context);
}
