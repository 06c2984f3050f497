// What was typed after the program's name. What makes no sense is said and ends the program; nothing is guessed.
import type { Shown, ShowWish } from '../../shared/outside.ts';
import { MISSING, OPTIONS, type Option, type OptionName } from './options.ts';

export interface CommandLine {
  readonly serve: boolean;
  /** Connections to open. */
  readonly uris: readonly string[];
  /** `guesthouse:` links, unread. */
  readonly links: readonly string[];
  readonly show?: ShowWish;
  /** No window at first, only the tray. */
  readonly systray: boolean;
  readonly debug: boolean;
}

export type CommandLineReading =
  | { readonly kind: 'run'; readonly line: CommandLine }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

/** A driver, then a colon. */
const URI = /^[a-z][a-z0-9+.-]*:/i;
const LINK = /^guesthouse:/i;
/** As they begin. Chromium takes its own from the same line, and Electron shows all of them to us. */
const CHROMIUM =
  /^--(?:allow|auto|blink|class|crash|device|disable|disk|enable|explicitly|force|gpu|gtk|headless|high|host-|ignore|in-process|incognito|inspect|js-flags|lang|log|no-first-run|no-sandbox|no-zygote|ozone|password-store|proxy|remote-debugging|render|single-process|start|test|touch|trace|type|use|user-data-dir|v=|vmodule|wayland|window|wm)|^-psn_/;

class Mistake extends Error {}

interface Given {
  readonly name: OptionName;
  readonly value: string;
}

/** Reads the words after the program and, when it is not packaged, the folder of the app. */
export function readCommandLine(words: readonly string[]): CommandLineReading {
  try {
    const { given, others } = split(words);
    if (given.some(({ name }) => name === 'help')) return { kind: 'help' };
    if (given.some(({ name }) => name === 'version')) return { kind: 'version' };
    return { kind: 'run', line: lineOf(given, others) };
  } catch (error) {
    if (error instanceof Mistake) return { kind: 'mistake', message: error.message };
    throw error;
  }
}

/** The words that are ours: without Electron itself and, unless it is packaged, the folder that it runs. */
export function ownWords(argv: readonly string[], packaged: boolean): readonly string[] {
  const words = argv.slice(1);
  const folder = packaged ? -1 : words.findIndex((word) => !word.startsWith('-'));
  return words.filter((_word, at) => at !== folder);
}

function split(words: readonly string[]): { given: readonly Given[]; others: readonly string[] } {
  const given: Given[] = [];
  const others: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') others.push(...left.splice(0));
    else if (!word.startsWith('-')) others.push(word);
    else {
      const option = findOption(word);
      if (option !== undefined) given.push(readOption(option, word, left));
      else if (!CHROMIUM.test(word)) throw new Mistake(unknownOption(word));
    }
  }
  return { given, others };
}

type Known = (typeof OPTIONS)[number];

function letterOf(option: Option): string | undefined {
  return option.letter;
}

function findOption(word: string): Known | undefined {
  const [name] = word.split('=');
  const isLong = word.startsWith('--');
  return OPTIONS.find((option) => {
    const letter = letterOf(option);
    return isLong ? name === `--${option.name}` : letter !== undefined && word.startsWith(`-${letter}`);
  });
}

/** `--connect URI`, `--connect=URI`, `-c URI` and `-cURI`. Takes what it needs from the words that are left. */
function readOption(option: Known, word: string, left: string[]): Given {
  const { name } = option;
  const wanted = 'value' in option ? option.value : undefined;
  const joined = word.startsWith('--') ? afterEquals(word) : word.slice(2) || undefined;
  if (wanted === undefined) {
    if (joined !== undefined) throw new Mistake(`--${name} takes no value, and has ${joined}`);
    return { name, value: '' };
  }
  const value = joined ?? (left[0]?.startsWith('-') === true ? undefined : left.shift());
  if (value === undefined || value === '') throw new Mistake(`--${name} needs ${PHRASES[wanted]} after it`);
  if (wanted === 'URI' && (!URI.test(value) || LINK.test(value)))
    throw new Mistake(`${value} is no libvirt URI, such as qemu:///system`);
  return { name, value };
}

const PHRASES: Readonly<Record<NonNullable<Option['value']>, string>> = {
  URI: 'a URI',
  MACHINE: 'the name, UUID or id of a machine',
};

function afterEquals(word: string): string | undefined {
  const at = word.indexOf('=');
  return at < 0 ? undefined : word.slice(at + 1);
}

function unknownOption(word: string): string {
  const name = word.split('=')[0]?.replace(/^-+/, '') ?? '';
  const missing = MISSING.get(name);
  if (missing !== undefined) return `${missing}: --${name} is of virt-manager, and not here`;
  const near = OPTIONS.find((option) => distance(option.name, name) <= 2);
  return `there is no option ${word}${near === undefined ? '' : `; did you mean --${near.name}?`}`;
}

/** How many letters must change, come or go to make one word of the other. */
function distance(one: string, other: string): number {
  const row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [line, letter] of [...one].entries()) {
    let corner = line;
    row[0] = line + 1;
    for (let at = 1; at <= other.length; at += 1) {
      const above = row[at] ?? 0;
      const changed = corner + (letter === other[at - 1] ? 0 : 1);
      corner = above;
      row[at] = Math.min(changed, above + 1, (row[at - 1] ?? 0) + 1);
    }
  }
  return row[other.length] ?? one.length;
}

const SHOWS: ReadonlyMap<OptionName, Shown> = new Map([
  ['show-domain-console', 'console'],
  ['show-domain-editor', 'editor'],
  ['show-domain-performance', 'performance'],
  ['show-host-summary', 'host'],
]);

function lineOf(given: readonly Given[], others: readonly string[]): CommandLine {
  const has = (name: OptionName) => given.some((one) => one.name === name);
  const links = others.filter((word) => LINK.test(word));
  const named = others.filter((word) => !LINK.test(word));
  const stray = named.find((word) => !URI.test(word));
  if (stray !== undefined)
    throw new Mistake(`${stray} is no libvirt URI, such as qemu:///system, and no option`);
  const uris = [...given.flatMap(({ name, value }) => (name === 'connect' ? [value] : [])), ...named];
  const show = showOf(given, uris);
  return {
    serve: has('serve'),
    uris,
    links,
    ...(show === undefined ? {} : { show }),
    systray: has('show-systray'),
    debug: has('debug'),
  };
}

function showOf(given: readonly Given[], uris: readonly string[]): ShowWish | undefined {
  const shows = given.filter(({ name }) => name.startsWith('show-'));
  if (shows.length > 1) {
    throw new Mistake(`only one of ${shows.map(({ name }) => `--${name}`).join(' and ')} can be shown`);
  }
  const [wanted] = shows;
  const what = wanted === undefined ? undefined : SHOWS.get(wanted.name);
  if (wanted === undefined || what === undefined) return undefined;
  if (given.some(({ name }) => name === 'serve'))
    throw new Mistake(`--${wanted.name} needs the desktop app; with --serve open the place in the browser`);
  const [uri, ...further] = uris;
  if (further.length > 0) throw new Mistake(`--${wanted.name} can be about one host only`);
  if (what === 'host' && uri === undefined) throw new Mistake(`--${wanted.name} needs --connect URI`);
  return {
    what,
    ...(wanted.value === '' ? {} : { machine: wanted.value }),
    ...(uri === undefined ? {} : { uri }),
  };
}
