// The names that libvirt.conf gives to connections: its list `uri_aliases`, each entry `name=URI`.
import { isAbsolute, join } from 'node:path';
import { readSmallFile } from './bounded-file.ts';

export interface UriAlias {
  readonly name: string;
  readonly uri: string;
}

const SYSTEM_FILE = '/etc/libvirt/libvirt.conf';
const MOST_ALIASES = 1000;

/** Libvirt's own rule for the names. */
const ENTRY = /^([A-Za-z0-9_-]+)=(.+)$/s;
/** Blanks and comments, strings (which know no escapes), and every other sign by itself. */
const TOKEN = /(?:\s|#[^\n]*)+|"""([\s\S]*?)"""|"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_][\w-]*)|([\s\S])/g;

interface Token {
  readonly kind: 'string' | 'word' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [, long, double, single, word, sign] of text.matchAll(TOKEN)) {
    const string = long ?? double ?? single;
    if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** The strings of the list that `name` is set to; empty when it is set to none. */
function listOf(text: string, name: string): readonly string[] {
  const tokens = tokensOf(text);
  const is = (at: number, kind: Token['kind'], wanted: string) =>
    tokens[at]?.kind === kind && tokens[at].text === wanted;
  const start = tokens.findIndex(
    (_token, at) => is(at, 'word', name) && is(at + 1, 'sign', '=') && is(at + 2, 'sign', '['),
  );
  if (start === -1) return [];
  const rest = tokens.slice(start + 3);
  const end = rest.findIndex(({ kind, text: sign }) => kind === 'sign' && sign !== ',');
  // Cut off or malformed: what stands before it was meant.
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .flatMap((one) => (one.kind === 'string' ? [one.text] : []));
}

/** The aliases in the text of a libvirt.conf; entries that are none are left out. */
export function parseUriAliases(text: string): readonly UriAlias[] {
  return listOf(text, 'uri_aliases')
    .slice(0, MOST_ALIASES)
    .flatMap((entry) => {
      const [, name, uri] = ENTRY.exec(entry) ?? [];
      return name === undefined || uri === undefined ? [] : [{ name, uri }];
    });
}

/** The person's own aliases, where libvirt looks for them (`$HOME` counts, unlike for ssh), then the system's. */
export async function readUriAliases(env: NodeJS.ProcessEnv, home: string): Promise<readonly UriAlias[]> {
  const { XDG_CONFIG_HOME: xdg, HOME: named = home } = env;
  const config = xdg !== undefined && isAbsolute(xdg) ? xdg : join(named, '.config');
  const texts = [join(config, 'libvirt', 'libvirt.conf'), SYSTEM_FILE].map(readSmallFile);
  return (await Promise.all(texts)).flatMap(parseUriAliases);
}
