/** Texts by namespace. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Texts by namespace, of files such as `./en/domains.json`. */
export function byNamespace(files: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
  );
}
