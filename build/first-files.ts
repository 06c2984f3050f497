// What the first list needs arrives in few files, all asked for at once: main answers each of a hundred in turn.
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** Entries of `renderer/boot.ts`, in the order in which they run; what the first holds is not in the next. */
const FIRST = ['start', 'main'] as const;
/** And what the bundler makes for them. */
const EARLY = new Set<string>([...FIRST, 'rolldown-runtime']);

/** All that is loaded with `entry`, and not later. */
function closureOf(entry: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set([entry]);
  // Grows while it is walked.
  for (const id of found)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

function groupOf(name: (typeof FIRST)[number], priority: number): Rolldown.CodeSplittingGroup {
  const entry = new RegExp(`/renderer/${name}\\.tsx?$`);
  let closure: ReadonlySet<string> | undefined;
  let entryId: string | undefined;
  return {
    debugName: name,
    priority,
    test: (id) => {
      if (entry.test(id)) entryId = id;
      return true;
    },
    name: (id, context) => {
      if (entryId === undefined) throw new Error(`no renderer/${name}`);
      closure ??= closureOf(entryId, context);
      return closure.has(id) ? name : null;
    },
  };
}

/** What `boot.ts` needs to load the parts is in none of them. */
const preload = {
  name: 'preload',
  test: /vite\/preload-helper|\/renderer\/languages\.ts$/,
  priority: FIRST.length + 1,
};

/** One file for each of the first entries with all that it imports. */
export const firstFiles = [preload, ...FIRST.map((name, at) => groupOf(name, FIRST.length - at))];

/** Lets index.html ask for the first files, which else only the script that it names would ask for. */
export function askEarly(): Plugin {
  return {
    name: 'ask-early',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter(
          (output): output is Rolldown.OutputChunk => output.type === 'chunk' && EARLY.has(output.name),
        );
        return chunks.flatMap(({ fileName, viteMetadata }) => [
          link({ rel: 'modulepreload' }, fileName),
          // Not yet as a style: it would hold up the scripts.
          ...[...(viteMetadata?.importedCss ?? [])].map((css) => link({ rel: 'preload', as: 'style' }, css)),
        ]);
      },
    },
  };
}

function link(how: Readonly<Record<string, string>>, fileName: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { ...how, crossorigin: true, href: `./${fileName}` }, injectTo: 'head' };
}
