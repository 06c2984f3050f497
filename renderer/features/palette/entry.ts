// What the palette can offer, as one shape: a machine, an action on something, a page.
import type { Icon } from '@tabler/icons-react';
import type { Place } from '../../live/place.ts';

export interface Entry {
  /** Kept when it is chosen, so that it stands first the next time. */
  readonly id: string;
  /** The action or page, and what it is about: “Start” and “web-01”. */
  readonly label: string;
  readonly of?: string;
  /** Where that is, or what kind of thing. */
  readonly hint?: string;
  readonly icon?: Icon;
  readonly shortcut?: string;
  readonly danger?: boolean;
  /** Why it cannot be done now, in words. */
  readonly obstacle?: string;
  /** Plain texts that it is found by; the first says most. */
  readonly texts: readonly string[];
  /** Opens in a window of its own where it is a place. */
  readonly place?: Place;
  /** What is typed to see all that can be done with it. */
  readonly completion?: string;
  run(): void;
}

export interface Ranked {
  readonly entry: Entry;
  /** Less is better. */
  readonly score: number;
}

/** Of those that fit alike, what cannot be done now stands behind what can. Not further: “start” must not become something else. */
const BLOCKED = 0.5;

/**
 * Best fit first; of those that fit alike the one that was chosen last, then the shorter one, then as they come.
 * `recent` are ids, newest first.
 */
export function inOrder(found: readonly Ranked[], recent: readonly string[]): readonly Entry[] {
  const age = new Map(recent.map((id, index) => [id, index]));
  const best = new Map<string, Ranked>();
  // What is found in two ways is shown once, as it fits best.
  for (const one of found) {
    const before = best.get(one.entry.id);
    if (before === undefined || one.score < before.score) best.set(one.entry.id, one);
  }
  return [...best.values()]
    .map(({ entry, score }, index) => ({
      entry,
      index,
      score: score + (entry.obstacle === undefined ? 0 : BLOCKED),
      age: age.get(entry.id) ?? recent.length,
      length: entry.texts[0]?.length ?? 0,
    }))
    .sort((a, b) => a.score - b.score || a.age - b.age || a.length - b.length || a.index - b.index)
    .map(({ entry }) => entry);
}
