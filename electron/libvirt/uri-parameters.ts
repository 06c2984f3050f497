// The query of a connection URI: which parameters are the client's own, and which go to the server.
import { InvalidUri } from './errors.ts';

export interface ClientParameters {
  /** Replaces the URI that is sent to `connect_open`. */
  readonly name: string | undefined;
  readonly command: string | undefined;
  readonly socket: string | undefined;
  readonly auth: string | undefined;
  readonly sshauth: string | undefined;
  readonly netcat: string | undefined;
  readonly keyfile: string | undefined;
  readonly pkipath: string | undefined;
  readonly knownHosts: string | undefined;
  readonly knownHostsVerify: string | undefined;
  readonly tlsPriority: string | undefined;
  readonly authfile: string | undefined;
  readonly mode: 'auto' | 'legacy' | 'direct';
  readonly proxy: 'auto' | 'netcat' | 'native';
  readonly noSanity: boolean;
  readonly noVerify: boolean;
  readonly noTty: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** As written, still escaped. */
  readonly source: string;
}

const CLIENT_NAMES: ReadonlySet<string> = new Set([
  'name',
  'command',
  'socket',
  'auth',
  'sshauth',
  'netcat',
  'keyfile',
  'pkipath',
  'known_hosts',
  'known_hosts_verify',
  'tls_priority',
  'mode',
  'proxy',
  'no_sanity',
  'no_verify',
  'no_tty',
  'authfile',
]);

/** The parts of a query, separated by `&` or `;`. */
export function splitQuery(query: string): readonly Parameter[] {
  return query
    .split(/[&;]/)
    .filter((source) => source !== '')
    .map((source) => {
      const [name = '', ...rest] = source.split('=');
      return { name: unescapePart(name), value: unescapePart(rest.join('=')), source };
    });
}

/** Sorts parameters into the client's, which libvirt matches in any case, and the query that is left. */
export function readClientParameters(parameters: readonly Parameter[]): {
  client: ClientParameters;
  others: string;
} {
  const own = parameters.filter(({ name }) => CLIENT_NAMES.has(name.toLowerCase()));
  const values = new Map(own.map(({ name, value }) => [name.toLowerCase(), value]));
  const client: ClientParameters = {
    name: values.get('name'),
    command: values.get('command'),
    socket: values.get('socket'),
    auth: values.get('auth'),
    sshauth: values.get('sshauth'),
    netcat: values.get('netcat'),
    keyfile: values.get('keyfile'),
    pkipath: values.get('pkipath'),
    knownHosts: values.get('known_hosts'),
    knownHostsVerify: values.get('known_hosts_verify'),
    tlsPriority: values.get('tls_priority'),
    authfile: values.get('authfile'),
    mode: oneOf('mode', values, ['auto', 'legacy', 'direct']),
    proxy: oneOf('proxy', values, ['auto', 'netcat', 'native']),
    noSanity: flag('no_sanity', values),
    noVerify: flag('no_verify', values),
    noTty: flag('no_tty', values),
  };
  const others = parameters.filter((parameter) => !own.includes(parameter)).map(({ source }) => source);
  return { client, others: others.join('&') };
}

/** libvirt's boolean parameters are integers: 0 is off, every other number on. */
function flag(name: string, values: ReadonlyMap<string, string>): boolean {
  const text = values.get(name) ?? '0';
  if (!/^-?\d+$/.test(text)) throw new InvalidUri(name, `${name}=${text} must be a number`);
  return Number(text) !== 0;
}

function oneOf<const V extends string>(
  name: string,
  values: ReadonlyMap<string, string>,
  allowed: readonly [V, ...V[]],
): V {
  const text = values.get(name);
  if (text === undefined) return allowed[0];
  const found = allowed.find((candidate) => candidate === text.toLowerCase());
  if (found === undefined) throw new InvalidUri(name, `${name}=${text} is not one of ${allowed.join(', ')}`);
  return found;
}

function unescapePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidUri('parameters', `${text} is badly escaped`);
  }
}
