// The words of a command line of OpenSSH. Whatever is typed, linked or imported as a URI ends here: nothing of it may become
// an option, and nothing is read by a shell of this computer.
import { InvalidUri } from '../libvirt/errors.ts';
import type { HostUri } from '../libvirt/uri.ts';
import { quotedWord } from './quoted-word.ts';

/** No option, no shell word, no control character; uri.ts has checked the same. */
const SAFE_WORD = /^(?!-)[A-Za-z0-9._:@%+-]+$/;
/** A quote would end the value of an option, `${` begins a variable, and a control character is no part of a path. */
const SAFE_PATH = /^(?:(?!\$\{)[^"\p{Cc}])+$/u;
const CONNECT_SECONDS = 15;

/** For every ssh of ours: no terminal, nothing of the configuration that runs or forwards something, a link that is watched. */
const ALWAYS = [
  '-e',
  'none',
  '-a',
  '-x',
  ...options({
    RemoteCommand: 'none',
    PermitLocalCommand: 'no',
    ControlPersist: 'no',
    ServerAliveInterval: '5',
    ServerAliveCountMax: '2',
    ConnectTimeout: String(CONNECT_SECONDS),
    ForwardX11: 'no',
    Tunnel: 'no',
  }),
] as const;

function options(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

function safe(field: string, word: string): string {
  if (SAFE_WORD.test(word)) return word;
  throw new InvalidUri(field, `this cannot be a ${field}`);
}

function path(field: string, value: string): string {
  // A percent sign is ssh's own in a path unless it stands twice.
  if (SAFE_PATH.test(value)) return value.replaceAll('%', '%%');
  throw new InvalidUri(field, `${field} has characters that no path has`);
}

/** Where it goes: the words behind `--`. Throws `InvalidUri`. */
function destination(uri: HostUri): readonly string[] {
  if (uri.host === undefined) throw new InvalidUri('host', 'ssh needs a host');
  return ['--', safe('host', uri.host)];
}

/** Throws `InvalidUri` for what may not reach ssh at all; to be asked before anything is made or run. */
export function demandSafe(uri: HostUri): void {
  destination(uri);
  identity(uri);
}

/** Who logs in and how, as the URI says; the rest is the configuration's. Throws `InvalidUri`. */
function identity({ user, port, client }: HostUri): readonly string[] {
  const words: string[] = [];
  if (port !== undefined) words.push('-p', String(port));
  if (user !== undefined) words.push('-l', safe('user', user));
  // `-i` looks for the file before it reads the percent signs.
  if (client.keyfile !== undefined)
    words.push(...options({ IdentityFile: `"${path('keyfile', client.keyfile)}"` }));
  const file = client.knownHosts;
  if (file !== undefined) words.push(...options({ UserKnownHostsFile: `"${path('known_hosts', file)}"` }));
  if (client.noTty) words.push(...options({ BatchMode: 'yes' }));
  return [...words, ...options(hostKeys(client))];
}

/** `no_verify` and the words of libssh's `known_hosts_verify`. */
function hostKeys({ noVerify, knownHostsVerify }: HostUri['client']): Readonly<Record<string, string>> {
  if (noVerify || knownHostsVerify === 'ignore') return { StrictHostKeyChecking: 'no' };
  if (knownHostsVerify === 'auto') return { StrictHostKeyChecking: 'accept-new' };
  return {};
}

/** The connection that logs in; all others go through `controlPath`. `command` is one word for the far shell. */
export function masterArguments(uri: HostUri, controlPath: string, command: string): readonly string[] {
  const master = options({ ControlMaster: 'yes', ControlPath: controlPath, ClearAllForwardings: 'yes' });
  return ['-T', ...ALWAYS, ...master, ...identity(uri), ...destination(uri), command];
}

/** The options of everything that must go through the login and may never make one of its own. */
export function sharing(controlPath: string): readonly string[] {
  return options({ ControlMaster: 'no', ControlPath: controlPath, ProxyCommand: 'false' });
}

/** Another command over the same login. */
export function sharedArguments(uri: HostUri, controlPath: string, command: string): readonly string[] {
  const shared = [...sharing(controlPath), ...options({ ClearAllForwardings: 'yes' })];
  return ['-T', ...ALWAYS, ...shared, ...identity(uri), ...destination(uri), command];
}

/** A terminal over the same login: the login shell, or `command` in it. */
export function terminalArguments(uri: HostUri, controlPath: string, command?: string): readonly string[] {
  const shared = [...sharing(controlPath), ...options({ ClearAllForwardings: 'yes' })];
  const words = ['-t', ...ALWAYS, ...shared, ...identity(uri), ...destination(uri)];
  return command === undefined ? words : [...words, command];
}

/** Asks the login's own ssh: `forward` and `cancel` with a `-L` of `localPath` and where it leads, `exit`, `check`. */
export function controlArguments(
  uri: HostUri,
  controlPath: string,
  order: 'forward' | 'cancel',
  forward: string,
): readonly string[] {
  return ['-O', order, ...sharing(controlPath), ...identity(uri), '-L', forward, ...destination(uri)];
}

/** A local ssh to `address`, which the far host reaches, through its login; who it is there is ssh's own to ask. */
export function jumpArguments(
  uri: HostUri,
  ssh: string,
  controlPath: string,
  address: string,
  user: string | undefined,
): readonly string[] {
  const inner = [ssh, ...sharing(controlPath), '-W', '%h:%p', ...identity(uri), ...destination(uri)];
  const proxy = inner.map(quotedHere).join(' ');
  const outer = options({ ControlMaster: 'no', ControlPath: 'none', ProxyCommand: proxy });
  return [
    ...outer,
    ...(user === undefined ? [] : ['-l', safe('user', user)]),
    '--',
    safe('address', address),
  ];
}

/** For the shell with which ssh runs a ProxyCommand; `%h:%p` is ssh's own, all other percent signs are text. */
function quotedHere(word: string): string {
  const text = word === '%h:%p' ? word : word.replaceAll('%', '%%');
  return quotedWord(text);
}
