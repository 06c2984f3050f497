// A URI that somebody else wrote: a link in a web page or a mail. Read as the client reads it, so that no other reading
// of the same text can slip something past.
import type { RefusedLink } from '../../shared/outside.ts';
import { InvalidUri } from '../libvirt/errors.ts';
import { parseUri } from '../libvirt/uri.ts';
import { splitQuery } from '../libvirt/uri-parameters.ts';

/** Name programs to run here. */
const PROGRAMS: ReadonlySet<string> = new Set(['command', 'netcat']);
/** Change what is trusted, or lead to files and sockets of this computer. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'keyfile',
  'known_hosts',
  'known_hosts_verify',
  'pkipath',
  'socket',
  'authfile',
  'no_verify',
  'no_sanity',
  'tls_priority',
]);

const EXT = /^[^:/?#]*\+ext:/i;

/** Why a stranger's URI is not taken; undefined when a person may be asked about it. */
export function faultOfForeignUri(text: string): RefusedLink | undefined {
  try {
    // Before the rest: what the reader finds wrong may be a detail of what must be refused anyway.
    if (EXT.test(text)) return { fault: 'program', detail: '+ext' };
    const fault = faultOfParameters(text);
    if (fault === undefined) parseUri(text);
    return fault;
  } catch (error) {
    if (error instanceof InvalidUri) return { fault: 'bad-uri', detail: error.message };
    throw error;
  }
}

function faultOfParameters(text: string): RefusedLink | undefined {
  const query = text.indexOf('?');
  if (query < 0) return undefined;
  for (const { name } of splitQuery(text.slice(query + 1))) {
    // libvirt takes them in any case.
    const lower = name.toLowerCase();
    if (PROGRAMS.has(lower)) return { fault: 'program', detail: lower };
    if (PARAMETERS.has(lower)) return { fault: 'parameter', detail: lower };
  }
  return undefined;
}
