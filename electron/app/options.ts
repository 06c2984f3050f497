// The options of the program, as `--help`, the man page and the shells' completions have them. Those that virt-manager
// has too mean the same here.

export interface Option {
  readonly name: string;
  readonly letter?: string;
  /** What must follow it. */
  readonly value?: 'URI' | 'MACHINE';
  readonly help: string;
}

export const OPTIONS = [
  { name: 'connect', letter: 'c', value: 'URI', help: 'open this host; may stand several times' },
  {
    name: 'show-domain-console',
    value: 'MACHINE',
    help: 'show the screen of a machine, or its serial console when it has no screen',
  },
  { name: 'show-domain-editor', value: 'MACHINE', help: 'show the page of a machine' },
  { name: 'show-domain-performance', value: 'MACHINE', help: 'show the graphs of a machine' },
  { name: 'show-host-summary', help: 'show the page of the host that --connect names' },
  { name: 'show-systray', help: 'show an icon in the tray, and no window until it is asked for' },
  { name: 'serve', help: 'open no window; serve the same interface to a browser on this computer' },
  { name: 'debug', help: 'write the log to the terminal too' },
  { name: 'no-fork', help: 'accepted as virt-manager does; Guesthouse always stays in the foreground' },
  { name: 'fork', help: 'accepted for the same reason, and changes nothing' },
  { name: 'version', help: 'say the version and end' },
  { name: 'help', letter: 'h', help: 'say this and end' },
] as const satisfies readonly Option[];

export type OptionName = (typeof OPTIONS)[number]['name'];

/** Options of virt-manager whose pages do not exist here yet, and what to do meanwhile. */
export const MISSING: ReadonlyMap<string, string> = new Map([
  ['show-domain-creator', 'Guesthouse cannot create machines yet'],
  ['show-domain-delete', 'Guesthouse cannot delete machines yet'],
]);

/** How an option is written, with what must follow it. */
function written({ name, letter, value }: Option): string {
  const short = letter === undefined ? '    ' : `-${letter}, `;
  return `  ${short}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** What `--help` says. */
export function usage(): string {
  const wide = Math.max(...OPTIONS.map((option) => written(option).length)) + 2;
  const lines = OPTIONS.map((option) => `${written(option).padEnd(wide)}${option.help}`);
  return `Usage: guesthouse [OPTION]… [URI]…
Manages libvirt virtual machines on this computer and on others.

A URI is a libvirt connection, like qemu:///system or qemu+ssh://host/system, and
is opened as after --connect. A MACHINE is a name, a UUID, or the id of a running
machine; without --connect it is looked for on all hosts. A link like
guesthouse://connect?uri=qemu%2Bssh://host/system only fills in a form.

${lines.join('\n')}

Chromium's own switches, such as --ozone-platform=wayland, are passed on to it.
`;
}
