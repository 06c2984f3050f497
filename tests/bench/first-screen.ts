// What the page loads before the list of machines shows: the scripts that its document names, and what those import at once.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './table.ts';

const BUDGET_KB = 300;

export async function firstScreen(root: string): Promise<readonly Row[]> {
  const folder = join(root, 'dist/renderer');
  const document = await readFile(join(folder, 'index.html'), 'utf8').catch(() => {
    throw new Error('dist/renderer is not built: npm run build');
  });
  const named = [...document.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, path = '']) => path,
  );
  const paths = await withImports(folder, named);
  const sizes = await Promise.all(
    paths.map(async (path) => [path, gzipSync(await readFile(join(folder, path))).length] as const),
  );
  const total = (ending: string): number =>
    sizes.filter(([path]) => path.endsWith(ending)).reduce((sum, [, size]) => sum + size, 0) / 1000;
  return [
    {
      what: 'first screen, gzipped JavaScript',
      guesthouse: `${total('.js').toFixed(0)} kB`,
      remark: `at most ${BUDGET_KB} kB; ${sizes.length} files with ${total('.css').toFixed(0)} kB of CSS`,
    },
  ];
}

/** The files and all that they import without being asked; `import()` comes later, when used, but for the entry's own. */
async function withImports(folder: string, entries: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (const entry of entries.filter((path) => path.endsWith('.js'))) {
    const source = await readFile(join(folder, entry), 'utf8');
    for (const [, path = ''] of source.matchAll(/["'`]\.\/([^"'`]+\.(?:js|css))["'`]/g))
      waiting.push(`assets/${path}`);
  }
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!path.endsWith('.js')) continue;
    const source = await readFile(join(folder, path), 'utf8');
    for (const [, name] of source.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      waiting.push(`assets/${name}`);
  }
  return [...found];
}
