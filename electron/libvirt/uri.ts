// Connection URIs as libvirt reads them: `driver[+transport]://[user@]host[:port]/path?parameters`.
import { hasControlCharacters } from '../../shared/control-characters.ts';
import { InvalidUri } from './errors.ts';
import { type ClientParameters, readClientParameters, splitQuery } from './uri-parameters.ts';

export type TransportName = 'unix' | 'ssh' | 'tls' | 'tcp' | 'ext';

export interface HostUri {
  /** As it was given. */
  readonly text: string;
  /** `qemu`, `test`, `lxc`…; empty when the server is to choose. */
  readonly driver: string;
  readonly transport: TransportName;
  readonly user: string | undefined;
  /** Without brackets; `undefined` where none was given, which means this computer. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** `/system`, `/session`, or what the driver makes of it. */
  readonly path: string;
  readonly client: ClientParameters;
  /** What `connect_open` gets: the URI without what is the client's own business. */
  readonly remoteName: string;
}

// libssh and libssh2 are other ways to the same thing; we have one.
const TRANSPORTS: ReadonlyMap<string, TransportName> = new Map([
  ['unix', 'unix'],
  ['ssh', 'ssh'],
  ['libssh', 'ssh'],
  ['libssh2', 'ssh'],
  ['tls', 'tls'],
  ['tcp', 'tcp'],
  ['ext', 'ext'],
]);

const SHAPE = /^([^:/?#]+):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?$/s;
const SCHEME = /^([a-z][a-z0-9.-]*)(?:\+(.+))?$/i;
const AUTHORITY = /^(?:(.*)@)?(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/s;
// These words reach a shell on the way: nothing that a shell or an option parser could read otherwise.
const SAFE_WORD = /^(?!-)[A-Za-z0-9._:@%+-]+$/;

/** Reads a URI; throws `InvalidUri` with the part at fault. The empty text lets the local server choose. */
export function parseUri(text: string): HostUri {
  if (text === '') return chosenByServer();
  if (hasControlCharacters(text)) throw new InvalidUri('uri', 'the URI contains control characters');
  const match = SHAPE.exec(text);
  if (match === null)
    throw new InvalidUri('uri', 'a URI looks like qemu:///system or qemu+ssh://host/system');
  const [, scheme = '', authority = '', path = '', query = '', fragment] = match;
  if (fragment !== undefined) throw new InvalidUri('fragment', `libvirt knows no fragment: ${fragment}`);
  const { driver, named } = readScheme(scheme);
  const { user, host, port } = readAuthority(authority);
  const { client, others } = readClientParameters(splitQuery(query));
  const transport = named ?? (host === undefined ? 'unix' : 'tls');
  checkTransport(transport, { user, host, port, client });
  const remoteName = client.name ?? `${driver}://${path || '/'}${others === '' ? '' : `?${others}`}`;
  return { text, driver, transport, user, host, port, path: decodePart('path', path), client, remoteName };
}

/**
 * Whether this is the daemon of the user, not of the system. Root's `/session` is the system's daemon;
 * the test driver, and a choice left to libvirt, are the user's.
 */
export function isSession(uri: HostUri, isRoot: boolean): boolean {
  if (isRoot) return false;
  return uri.path === '/session' || uri.driver === 'test' || uri.driver === '';
}

function chosenByServer(): HostUri {
  return {
    text: '',
    driver: '',
    transport: 'unix',
    user: undefined,
    host: undefined,
    port: undefined,
    path: '',
    client: readClientParameters([]).client,
    remoteName: '',
  };
}

function readScheme(scheme: string): { driver: string; named: TransportName | undefined } {
  const [, driver, name] = SCHEME.exec(scheme) ?? [];
  if (driver === undefined) throw new InvalidUri('driver', `${scheme} is not a driver such as qemu or lxc`);
  if (name === undefined) return { driver: driver.toLowerCase(), named: undefined };
  const named = TRANSPORTS.get(name.toLowerCase());
  if (named === undefined) {
    throw new InvalidUri('transport', `${name} is not one of ${[...TRANSPORTS.keys()].join(', ')}`);
  }
  return { driver: driver.toLowerCase(), named };
}

function readAuthority(authority: string): Pick<HostUri, 'user' | 'host' | 'port'> {
  const match = AUTHORITY.exec(authority);
  if (match === null)
    throw new InvalidUri('host', `${authority} is not a host; IPv6 addresses need brackets`);
  const [, userText, hostText = '', portText] = match;
  const user = userText === undefined ? undefined : safeWord('user', decodePart('user', userText));
  const bare = hostText.startsWith('[') ? hostText.slice(1, -1) : hostText;
  if (hostText.startsWith('[') && !bare.includes(':')) {
    throw new InvalidUri('host', `${hostText} is not an IPv6 address`);
  }
  const host = bare === '' ? undefined : safeWord('host', decodePart('host', bare));
  return { user, host, port: portText === undefined ? undefined : readPort(portText) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidUri('port', `${text} is not a port from 1 to 65535`);
}

function safeWord(field: 'user' | 'host', word: string): string {
  if (SAFE_WORD.test(word)) return word;
  throw new InvalidUri(field, `${word} cannot be a ${field}`);
}

function decodePart(field: string, text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (!hasControlCharacters(decoded)) return decoded;
  } catch {
    // A lone percent sign; reported below.
  }
  throw new InvalidUri(field, `${text} is badly escaped`);
}

function checkTransport(
  transport: TransportName,
  { user, host, port, client }: Pick<HostUri, 'user' | 'host' | 'port' | 'client'>,
): void {
  if (transport === 'unix' && (user ?? host ?? port) !== undefined) {
    throw new InvalidUri(
      'host',
      'a UNIX socket is on this computer: no user, host or port; for another use ssh or tls',
    );
  }
  if (transport === 'ext' && client.command === undefined) {
    throw new InvalidUri('command', 'the ext transport needs ?command= with the program to run');
  }
  if (client.mode === 'direct' && transport !== 'unix') {
    throw new InvalidUri('mode', 'mode=direct reaches only daemons on this computer');
  }
}
