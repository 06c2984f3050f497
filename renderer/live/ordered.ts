// Lists in the order that people read them: by name, with numbers inside names counted as numbers.

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

interface Named {
  readonly name: string;
}

function byName(a: Named, b: Named): number {
  return collator.compare(a.name, b.name);
}

/**
 * Sorts a table of the model, by name if not told otherwise, once for each state of it. It starts from the order it had before,
 * so that one changed row among 10,000 costs one pass and not a whole sort.
 */
export function createOrder<K, V extends Named>(
  compare: (a: V, b: V) => number = byName,
): (table: ReadonlyMap<K, V>) => readonly V[] {
  const known = new WeakMap<ReadonlyMap<K, V>, readonly V[]>();
  let keys: readonly K[] = [];
  return (table) => {
    const ready = known.get(table);
    if (ready !== undefined) return ready;
    const before = new Set(keys);
    const entries: (readonly [K, V])[] = [];
    for (const key of keys) {
      const value = table.get(key);
      if (value !== undefined) entries.push([key, value]);
    }
    for (const entry of table) if (!before.has(entry[0])) entries.push(entry);
    entries.sort((a, b) => compare(a[1], b[1]));
    keys = entries.map(([key]) => key);
    const ordered = entries.map(([, value]) => value);
    known.set(table, ordered);
    return ordered;
  };
}
