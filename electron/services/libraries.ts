// The libraries inside this build, as the builder listed them beside the bundles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { About } from '../../shared/model/settings.ts';

const list = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() }));

function readList(path: string): About['libraries'] {
  try {
    return list.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Run from its sources, as tests do: nothing is bundled then.
    return [];
  }
}

/** Those of the engine and of the page, sorted by name, each once. `built` is the folder of both bundles. */
export function bundledLibraries(built: string): About['libraries'] {
  const all = ['electron', 'renderer'].flatMap((part) => readList(join(built, part, 'libraries.json')));
  const byName = new Map(all.map((library) => [`${library.name} ${library.version}`, library]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}
