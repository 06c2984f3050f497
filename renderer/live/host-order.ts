// The order of hosts in the sidebar, as the person changes it.

/** The ids with `id` moved by one place up (-1) or down (1); undefined where it is at that end already. */
export function moved<Id>(ids: readonly Id[], id: Id, by: -1 | 1): readonly Id[] | undefined {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return undefined;
  const without = ids.filter((one) => one !== id);
  return [...without.slice(0, to), id, ...without.slice(to)];
}

export type Side = 'before' | 'after';

/** The ids with `id` put beside `target`; undefined where that changes nothing. */
export function placed<Id>(ids: readonly Id[], id: Id, target: Id, side: Side): readonly Id[] | undefined {
  const without = ids.filter((one) => one !== id);
  const beside = without.indexOf(target);
  if (beside < 0 || without.length === ids.length) return undefined;
  const to = side === 'before' ? beside : beside + 1;
  const after = [...without.slice(0, to), id, ...without.slice(to)];
  return after.every((one, index) => one === ids[index]) ? undefined : after;
}
