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
 * and sorts only when rows came or one is to stand elsewhere: of 10,000 some change many times a second.
 */
export function createOrder<K, V extends Named>(
  compare: (a: V, b: V) => number = byName,
): (table: ReadonlyMap<K, V>) => readonly V[] {
  const known = new WeakMap<ReadonlyMap<K, V>, readonly V[]>();
  let before: readonly (readonly [K, V])[] = [];
  return (table) => {
    const ready = known.get(table);
    if (ready !== undefined) return ready;
    const entries: (readonly [K, V])[] = [];
    let inOrder = true;
    for (const entry of before) {
      const [key, was] = entry;
      const value = table.get(key);
      if (value === undefined) continue;
      if (value !== was && compare(value, was) !== 0) inOrder = false;
      entries.push(value === was ? entry : [key, value]);
    }
    if (entries.length < table.size) {
      const old = new Set(entries.map(([key]) => key));
      for (const entry of table) if (!old.has(entry[0])) entries.push(entry);
      inOrder = false;
    }
    if (!inOrder) entries.sort((a, b) => compare(a[1], b[1]));
    before = entries;
    const ordered = entries.map(([, value]) => value);
    known.set(table, ordered);
    return ordered;
  };
}
