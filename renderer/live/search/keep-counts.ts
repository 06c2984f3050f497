// How many machines each of several searches finds, kept up to date at leisure: one search in each idle moment, and none
// while nobody sees the window.
import type { ModelStore } from '../store.ts';

const SETTLE_MS = 300;

export interface CountedSearch {
  readonly id: string;
  /** How many it finds now; undefined when that would take measurements. */
  count(): number | undefined;
}

/** Tells when a count has changed, until the returned function is called. */
export function keepCounts(
  model: ModelStore,
  searches: readonly CountedSearch[],
  tell: (id: string, count: number | undefined) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  let left: readonly CountedSearch[] = [];

  function countNext(): void {
    const [search, ...others] = left;
    left = others;
    if (search !== undefined) tell(search.id, search.count());
    idle = others.length > 0 ? requestIdleCallback(countNext) : undefined;
  }

  function begin(): void {
    timer = undefined;
    left = searches;
    if (idle === undefined) idle = requestIdleCallback(countNext);
  }

  function later(): void {
    if (!document.hidden) timer ??= setTimeout(begin, SETTLE_MS);
  }

  const stop = model.subscribe((now, before) => {
    if (now.domains !== before.domains || now.hosts !== before.hosts) later();
  });
  document.addEventListener('visibilitychange', later);
  if (searches.length > 0) begin();
  return () => {
    stop();
    document.removeEventListener('visibilitychange', later);
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
