// The hosts that a person gave names in their ssh configuration: its `Host` lines, also of the files it includes.
import { readdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { readSmallFile } from './bounded-file.ts';

/** As deep as ssh itself goes. */
const DEEPEST_INCLUDE = 16;
const MOST_FILES = 64;
const MOST_HOSTS = 1000;

/** `Keyword words` or `Keyword=words`. */
const LINE = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*)$/;
const WORDS = /"([^"]*)"|([^\s"]+)/g;
/** What makes a name a pattern of many, or the exception of one. */
const PATTERN = /[*?!]/;

interface Reading {
  readonly home: string;
  readonly hosts: Set<string>;
  filesLeft: number;
}

/** Words of a line up to a comment, without their quotes. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, bare] of text.matchAll(WORDS)) {
    if (quoted === undefined && bare?.startsWith('#')) break;
    words.push(quoted ?? bare ?? '');
  }
  return words.filter((word) => word !== '');
}

function globOf(segment: string): RegExp {
  const source = segment
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

async function namesIn(folder: string, segment: string): Promise<readonly string[]> {
  if (!/[*?]/.test(segment)) return [segment];
  const names = await readdir(folder === '' ? '/' : folder).catch(() => []);
  const glob = globOf(segment);
  return names.filter((name) => glob.test(name) && (segment.startsWith('.') || !name.startsWith('.'))).sort();
}

/** The files that an `Include` names: in the person's ssh folder unless it says otherwise. */
async function includedFiles(word: string, home: string): Promise<readonly string[]> {
  const path = word.startsWith('~/') ? join(home, word.slice(2)) : word;
  const whole = isAbsolute(path) ? path : join(home, '.ssh', path);
  let found: readonly string[] = [''];
  for (const segment of whole.split('/').filter((one) => one !== '')) {
    const next = found.map(async (folder) =>
      (await namesIn(folder, segment)).map((name) => `${folder}/${name}`),
    );
    found = (await Promise.all(next)).flat().slice(0, MOST_FILES);
  }
  return found;
}

async function readInto(reading: Reading, path: string, depth: number): Promise<void> {
  if (depth > DEEPEST_INCLUDE || reading.filesLeft === 0) return;
  reading.filesLeft -= 1;
  for (const line of (await readSmallFile(path)).split(/\r?\n/)) {
    const [, keyword = '', rest = ''] = LINE.exec(line) ?? [];
    if (keyword.toLowerCase() === 'host') addHosts(reading, wordsOf(rest));
    if (keyword.toLowerCase() !== 'include') continue;
    for (const word of wordsOf(rest)) {
      for (const file of await includedFiles(word, reading.home)) await readInto(reading, file, depth + 1);
    }
  }
}

function addHosts({ hosts }: Reading, names: readonly string[]): void {
  for (const name of names) if (!PATTERN.test(name) && hosts.size < MOST_HOSTS) hosts.add(name);
}

/** Names under which ssh knows a host, in the order of the file; patterns are not among them. */
export async function readSshHosts(home: string): Promise<readonly string[]> {
  const reading: Reading = { home, hosts: new Set(), filesLeft: MOST_FILES };
  await readInto(reading, join(home, '.ssh', 'config'), 0);
  return [...reading.hosts];
}
