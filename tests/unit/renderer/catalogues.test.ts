// Every string exists in both languages, says the same variables, and is used by somebody.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const RENDERER = join(import.meta.dirname, '../../../renderer');
const LOCALES = join(RENDERER, 'locales');
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(value: unknown, prefix = ''): readonly (readonly [key: string, text: string])[] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

function catalogue(language: string, namespace: string): ReadonlyMap<string, string> {
  return new Map(flatten(JSON.parse(readFileSync(join(LOCALES, language, `${namespace}.json`), 'utf8'))));
}

function namespaces(language: string): readonly string[] {
  return readdirSync(join(LOCALES, language)).map((file) => file.replace(/\.json$/, ''));
}

/** Chinese has one plural form, English two: they are one key to a component. */
function keysOf(entries: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...entries.keys()].map((key) => key.replace(PLURAL, '')))].sort();
}

function variablesOf(entries: ReadonlyMap<string, string>): Readonly<Record<string, readonly string[]>> {
  const variables = new Map<string, Set<string>>();
  for (const [key, text] of entries) {
    const own = variables.get(key.replace(PLURAL, '')) ?? new Set();
    for (const [, name] of text.matchAll(/\{\{(\w+)[^}]*\}\}/g)) own.add(name!);
    variables.set(key.replace(PLURAL, ''), own);
  }
  return Object.fromEntries([...variables].map(([key, names]) => [key, [...names].sort()]));
}

const all = namespaces('en');

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Quoted texts, and what stands before the first `${` of templates: keys are built from either. */
function literals(): { readonly exact: ReadonlySet<string>; readonly starts: readonly string[] } {
  const exact = new Set<string>();
  const starts: string[] = [];
  for (const text of sources(RENDERER)) {
    for (const [, , quoted] of text.matchAll(/(['"])([\w.:-]+)\1/g)) exact.add(quoted!.replace(/^\w+:/, ''));
    for (const [, start, rest] of text.matchAll(/`([\w.:-]+)(\$\{)?[^`]*`/g)) {
      const key = start!.replace(/^\w+:/, '');
      if (rest === undefined) exact.add(key);
      else if (key.includes('.')) starts.push(key);
    }
  }
  return { exact, starts };
}

test('both languages have the same catalogues', () => expect(namespaces('zh-CN')).toEqual(all));

describe.each(all)('the catalogue %s', (namespace) => {
  const en = catalogue('en', namespace);
  const zh = catalogue('zh-CN', namespace);

  test('has the same keys in both languages', () => expect(keysOf(zh)).toEqual(keysOf(en)));
  test('has the same variables in both languages', () => expect(variablesOf(zh)).toEqual(variablesOf(en)));
  test('is silent in both languages or in none', () => {
    const silent = (entries: ReadonlyMap<string, string>) =>
      [...entries].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(silent(zh)).toEqual(silent(en));
  });

  test('has all plural forms that its language knows', () => {
    for (const [language, entries] of [
      ['en', en],
      ['zh-CN', zh],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const plurals = [...entries.keys()]
        .filter((key) => PLURAL.test(key))
        .map((key) => key.replace(PLURAL, ''));
      for (const key of new Set(plurals))
        expect(
          forms.filter((form) => !entries.has(`${key}_${form}`)),
          `${language} ${key}`,
        ).toEqual([]);
    }
  });
});

test('no key is unused', () => {
  const { exact, starts } = literals();
  const unused = all.flatMap((namespace) =>
    keysOf(catalogue('en', namespace))
      .filter((key) => !exact.has(key) && !starts.some((start) => key.startsWith(start)))
      .map((key) => `${namespace}:${key}`),
  );
  expect(unused).toEqual([]);
});

test('no key is missing that a component names in full', () => {
  const missing = sources(RENDERER).flatMap((text) => {
    // Which catalogue each `t` speaks for: the file's own bindings, e.g. `const { t: tUi } = useTranslation('ui')`.
    const bindings = [...text.matchAll(/\{\s*t(?::\s*(\w+))?[^}]*\}\s*=\s*useTranslation\(([^)]*)\)/g)].map(
      ([, name = 't', spaces = '']) => ({ name, spaces: spaces.match(/[\w-]+/g) ?? ['app'] }),
    );
    return bindings.flatMap(({ name }) => {
      const spaces = bindings.filter((other) => other.name === name).flatMap((other) => other.spaces);
      const known = new Set(spaces.flatMap((one) => keysOf(catalogue('en', one))));
      const calls = text.matchAll(new RegExp(`\\b${name}\\('([\\w.-]+)'`, 'g'));
      return [...calls]
        .map(([, key]) => key!)
        .filter((key) => !known.has(key))
        .map((key) => `${spaces.join('|')}:${key}`);
    });
  });
  expect(missing).toEqual([]);
});
