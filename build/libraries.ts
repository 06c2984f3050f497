// Writes beside a bundle which libraries are in it, with their licences: Help → About shows them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Library {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const INSIDE_PACKAGE = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//;

function libraryAt(folder: string): Library | undefined {
  const manifestFile = join(folder, 'package.json');
  if (!existsSync(manifestFile)) return undefined;
  const manifest: { name?: string; version?: string; license?: string } = JSON.parse(
    readFileSync(manifestFile, 'utf8'),
  );
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return {
    name: manifest.name ?? folder,
    version: manifest.version ?? '',
    licence: manifest.license ?? 'unknown',
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

/** Emits `libraries.json`. `also` names packages that are shipped beside the bundle and not inside. */
export function listLibraries(also: readonly string[] = []): Plugin {
  return {
    name: 'guesthouse:libraries',
    generateBundle(_options, bundle) {
      const folders = new Set(also.map((name) => join(process.cwd(), 'node_modules', name)));
      // Of what is in the bundle, not of what was looked at: most modules lose all their code on the way.
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      for (const id of modules) {
        const folder = INSIDE_PACKAGE.exec(id.replace(/^\0/, ''))?.[1];
        if (folder !== undefined) folders.add(folder);
      }
      const libraries = [...folders].map(libraryAt).filter((library) => library !== undefined);
      libraries.sort((a, b) => a.name.localeCompare(b.name));
      this.emitFile({ type: 'asset', fileName: 'libraries.json', source: `${JSON.stringify(libraries)}\n` });
    },
  };
}
