// Some rows of a table of the model: found once for each state of it, and the same list while they are the same.

export function createPick<K, V>(): (table: ReadonlyMap<K, V>, keys: readonly K[]) => readonly V[] {
  let lastTable: ReadonlyMap<K, V> | undefined;
  let lastKeys: readonly K[] | undefined;
  let picked: readonly V[] = [];
  return (table, keys) => {
    if (table === lastTable && keys === lastKeys) return picked;
    lastTable = table;
    lastKeys = keys;
    const values: V[] = [];
    for (const key of keys) {
      const value = table.get(key);
      if (value !== undefined) values.push(value);
    }
    const same = values.length === picked.length && values.every((value, index) => value === picked[index]);
    if (!same) picked = values;
    return picked;
  };
}
