// The manual page and the completions of the shells know every option, no other, and are packaged.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../../../electron/app/options.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PACKAGE = join(ROOT, 'build/package');
const read = (name: string) => readFileSync(join(PACKAGE, name), 'utf8');
const names = OPTIONS.map(({ name }) => name);

/** The long options that a text names, without what is said of other programs' words. */
function optionsIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();
}

test('the manual page has every option and no other', () => {
  const page = read('guesthouse.1').replaceAll('\\-', '-');
  const headings = [...page.matchAll(/^\.TP\n(.*)$/gm)].map(([, line]) => line!).join('\n');
  expect(optionsIn(headings, /(?<![\w-])--([a-z][a-z-]*)/g)).toEqual([...names].sort());
  for (const { name, value } of OPTIONS.flatMap((one) => ('value' in one ? [one] : [])))
    expect(headings).toMatch(new RegExp(`--${name}" "? ?\\\\fI${value}|--${name} " ?\\\\fI${value}`));
});

test('the manual page says what a link may not hold, and the exit codes', () => {
  const page = read('guesthouse.1');
  for (const word of ['netcat', 'known_hosts_verify', 'tls_priority', 'EXIT STATUS'])
    expect(page).toContain(word);
});

describe.each([
  ['guesthouse.bash', /(?<![\w-])--([a-z][a-z-]*)/g],
  ['_guesthouse', /(?<![\w-])--([a-z][a-z-]*)/g],
  ['guesthouse.fish', /^complete .* -l ([a-z][a-z-]*)/gm],
])('the completion %s', (file, pattern) => {
  test('has every option and no other', () =>
    expect(optionsIn(read(join('completions', file)), pattern)).toEqual([...names].sort()));
});

/** What bash offers for the last of these words. */
function completed(...words: readonly string[]): readonly string[] {
  const script = `
    source "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _guesthouse
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const file = join(PACKAGE, 'completions/guesthouse.bash');
  const { stdout } = spawnSync('bash', ['--norc', '-c', script, 'bash', file, ...words], {
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  test.each(['completions/guesthouse.bash', 'launcher.sh'])('reads %s', (file) => {
    const { status, stderr } = spawnSync('bash', ['-n', join(PACKAGE, file)], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
  test('completes options', () =>
    expect(completed('guesthouse', '--show-dom')).toEqual([
      '--show-domain-console',
      '--show-domain-editor',
      '--show-domain-performance',
    ]));
  test('completes hosts, alone and after --connect', () => {
    expect(completed('guesthouse', 'qemu:///se')).toEqual(['qemu:///session']);
    expect(completed('guesthouse', '--connect', 'demo')).toEqual(['demo:///default']);
  });
  test('offers nothing where only a person knows the name', () =>
    expect(completed('guesthouse', '--show-domain-console', '')).toEqual([]));
});

const hasFish = spawnSync('fish', ['--version']).status === 0;
describe.skipIf(!hasFish)('fish', () => {
  const offered = (words: string) => {
    const script = `source ${PACKAGE}/completions/guesthouse.fish; complete -C "$argv"`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script, words], { encoding: 'utf8' });
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]));
  };
  test('completes options and hosts', () => {
    expect(offered('guesthouse --show-host')).toEqual(['--show-host-summary']);
    expect(offered('guesthouse -c demo')).toEqual(['demo:///default']);
    expect(offered('guesthouse --show-domain-console ')).toEqual([]);
  });
});

test('all of it is packaged', () => {
  const builder = readFileSync(join(ROOT, 'build/electron-builder.yml'), 'utf8');
  const sources = [...builder.matchAll(/^ {4}- (build\/package\/\S+)=\/usr\/share\//gm)].map(
    ([, path]) => path!,
  );
  expect(new Set(sources)).toEqual(
    new Set(
      [
        'guesthouse.1',
        ...['guesthouse.bash', '_guesthouse', 'guesthouse.fish'].map((one) => `completions/${one}`),
      ].map((one) => `build/package/${one}`),
    ),
  );
  for (const source of sources) expect(existsSync(join(ROOT, source))).toBe(true);
  expect(builder).toContain('schemes: [guesthouse]');
});
