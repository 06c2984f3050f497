// The order of hosts in the sidebar, as the person changes it.

/** The ids with `id` moved by one place up (-1) or down (1); undefined where it is at that end already. */
export function moved<Id>(ids: readonly Id[], id: Id, by: -1 | 1): readonly Id[] | undefined {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return undefined;
  const without = ids.filter((one) => one !== id);
  return [...without.slice(0, to), id, ...without.slice(to)];
}
