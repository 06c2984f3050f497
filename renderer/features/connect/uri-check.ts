// What can be said about a URI while it is typed. The engine has the last word; this only saves a round trip.
import { hasControlCharacters } from '../../../shared/control-characters.ts';
import { isPort } from './field-check.ts';

export type UriTransport = 'unix' | 'ssh' | 'tls' | 'tcp' | 'ext';

export type UriProblem =
  | 'empty'
  | 'no-scheme'
  | 'bad-driver'
  | 'transport'
  | 'host-missing'
  | 'host-with-unix'
  | 'bad-host'
  | 'bad-user'
  | 'bad-port'
  | 'bad-character'
  | 'command-missing'
  | 'no-path'
  | 'too-long';

/** What a person should know about a URI that can be used. */
export type UriNote = 'taken-as-ssh' | 'means-tls' | 'not-encrypted' | 'program';

export type UriVerdict =
  | { readonly ok: true; readonly transport: UriTransport; readonly notes: readonly UriNote[] }
  | { readonly ok: false; readonly problem: UriProblem; readonly transport?: string };

// The bound of the contract's `uriText`.
const LONGEST = 4096;
const SHAPE = /^([^:/?#]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/;
const DRIVER = /^[a-z][a-z0-9-]*(?:\+[a-z0-9]+)?$/i;
const AUTHORITY = /^(?:(.*)@)?(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/;
// These words reach a command line: nothing that a shell or an option parser could read otherwise.
const SAFE_WORD = /^(?!-)[A-Za-z0-9._:@%+-]+$/;

function bad(problem: UriProblem, transport?: string): UriVerdict {
  return transport === undefined ? { ok: false, problem } : { ok: false, problem, transport };
}

function good(transport: UriTransport, ...notes: readonly UriNote[]): UriVerdict {
  return { ok: true, transport, notes };
}

/** Judges a URI as libvirt reads it: `driver[+transport]://[user@]host[:port]/path?params`. */
export function checkUri(text: string): UriVerdict {
  const uri = text.trim();
  if (uri === '') return bad('empty');
  if (uri.length > LONGEST) return bad('too-long');
  if (hasControlCharacters(uri)) return bad('bad-character');
  const [, scheme, authority, path, query = ''] = SHAPE.exec(uri) ?? [];
  if (scheme === undefined || authority === undefined || path === undefined) return bad('no-scheme');
  if (!DRIVER.test(scheme)) return bad(scheme === '' ? 'no-scheme' : 'bad-driver');
  const verdict = checkTransport(scheme.split('+')[1]?.toLowerCase(), authority, query);
  return verdict.ok && path === '' ? bad('no-path') : verdict;
}

function checkTransport(named: string | undefined, authority: string, query: string): UriVerdict {
  // As libvirt has it: without a transport, a host means TLS, no host the local socket.
  const transport = named ?? (authority === '' ? 'unix' : 'tls');
  switch (transport) {
    case 'unix':
      return authority === '' ? good(transport) : bad('host-with-unix');
    case 'tcp':
      return checkAuthority(authority, good(transport, 'not-encrypted'));
    case 'ssh':
      return checkAuthority(authority, good(transport));
    case 'libssh':
    case 'libssh2':
      return checkAuthority(authority, good('ssh', 'taken-as-ssh'));
    case 'tls':
      return checkAuthority(authority, named === undefined ? good(transport, 'means-tls') : good(transport));
    case 'ext':
      return /(?:^|[&;])command=./i.test(query) ? good(transport, 'program') : bad('command-missing');
    default:
      return bad('transport', transport);
  }
}

/** `verdict` if a host can be read from the authority. */
function checkAuthority(authority: string, verdict: UriVerdict): UriVerdict {
  if (authority === '') return bad('host-missing');
  const [whole, user, host, port] = AUTHORITY.exec(authority) ?? [];
  if (whole === undefined || host === undefined) return bad('bad-host');
  if (user !== undefined && !isSafe(user)) return bad('bad-user');
  const name = host.startsWith('[') ? host.slice(1, -1) : host;
  if (name === '') return bad('host-missing');
  if (!isSafe(name) || (host.startsWith('[') && !name.includes(':'))) return bad('bad-host');
  return port === undefined || isPort(port) ? verdict : bad('bad-port');
}

function isSafe(escaped: string): boolean {
  try {
    return SAFE_WORD.test(decodeURIComponent(escaped));
  } catch {
    return false;
  }
}
