// What can be said about a URI while it is typed. The engine has the last word; this only saves a round trip.

/** Ways to a host that this version can go. */
export type UriTransport = 'unix' | 'tcp';

export type UriProblem =
  | 'empty'
  | 'no-scheme'
  | 'bad-driver'
  | 'ssh'
  | 'tls'
  | 'transport'
  | 'host-missing'
  | 'host-with-unix'
  | 'bad-host'
  | 'bad-port'
  | 'no-path'
  | 'too-long';

export type UriVerdict =
  | { readonly ok: true; readonly transport: UriTransport }
  | { readonly ok: false; readonly problem: UriProblem; readonly transport?: string };

// The bound of the contract's `uriText`.
const LONGEST = 4096;
const SHAPE = /^([^:/?#]*):\/\/([^/?#]*)([^?#]*)/;
const DRIVER = /^[a-z][a-z0-9-]*(?:\+[a-z0-9]+)?$/i;
const AUTHORITY = /^(?:[A-Za-z0-9._%+-]+@)?(\[[0-9a-f:.%]+\]|[A-Za-z0-9._-]*)(?::(\d*))?$/i;

function bad(problem: UriProblem, transport?: string): UriVerdict {
  return transport === undefined ? { ok: false, problem } : { ok: false, problem, transport };
}

/** Judges a URI as libvirt reads it: `driver[+transport]://[user@]host[:port]/path?params`. */
export function checkUri(text: string): UriVerdict {
  const uri = text.trim();
  if (uri === '') return bad('empty');
  if (uri.length > LONGEST) return bad('too-long');
  const [, scheme, authority, path] = SHAPE.exec(uri) ?? [];
  if (scheme === undefined || authority === undefined || path === undefined) return bad('no-scheme');
  if (!DRIVER.test(scheme)) return bad(scheme === '' ? 'no-scheme' : 'bad-driver');
  const verdict = checkTransport(scheme.split('+')[1]?.toLowerCase(), authority);
  return verdict.ok && path === '' ? bad('no-path') : verdict;
}

function checkTransport(named: string | undefined, authority: string): UriVerdict {
  // As libvirt has it: without a transport, a host means TLS, no host the local socket.
  const transport = named ?? (authority === '' ? 'unix' : 'tls');
  switch (transport) {
    case 'unix':
      return authority === '' ? { ok: true, transport } : bad('host-with-unix');
    case 'tcp':
      return checkAuthority(authority);
    case 'ssh':
    case 'libssh':
    case 'libssh2':
      return bad('ssh');
    case 'tls':
      return bad('tls');
    default:
      return bad('transport', transport);
  }
}

function checkAuthority(authority: string): UriVerdict {
  const [whole, host, port] = AUTHORITY.exec(authority) ?? [];
  if (authority === '') return bad('host-missing');
  if (whole === undefined) return bad(/:[^\]]*$/.test(authority) ? 'bad-port' : 'bad-host');
  if (host === undefined || host === '') return bad('host-missing');
  if (host.startsWith('-')) return bad('bad-host');
  if (port !== undefined && (port === '' || Number(port) < 1 || Number(port) > 65_535))
    return bad('bad-port');
  return { ok: true, transport: 'tcp' };
}
