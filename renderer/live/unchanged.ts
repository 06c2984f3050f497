// Lists that are made anew whenever anything changes, and of which mostly nothing does that is seen.

/** `now`, with what `isSame` to what stood there `before` as it was before; where all is, the list of before. */
export function keepUnchanged<T>(
  before: readonly T[],
  now: readonly T[],
  isSame: (a: T, b: T) => boolean,
): readonly T[] {
  let changed = before.length !== now.length;
  const kept = now.map((one, at) => {
    const was = before[at];
    if (was === one) return one;
    if (was !== undefined && isSame(was, one)) return was;
    changed = true;
    return one;
  });
  return changed ? kept : before;
}
