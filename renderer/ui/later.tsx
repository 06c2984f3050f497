// Parts of the page in files of their own, which are read when they are first drawn, or ahead of that when nothing else is to be done.
import { type ComponentType, lazy, useState } from 'react';

/** A page that is never idle reads ahead too. */
const AHEAD_WITHIN_MS = 200;

export type Later<Props> = ComponentType<Props> & {
  /** Reads its file, once. What does not come now is asked for again, and told, when it is drawn. */
  readonly preload: () => Promise<void>;
};

/**
 * `lazy` for modules that export by name, drawn at once when the module is there already: a lazy component shows its fallback
 * even then, and React keeps a fallback for 300 ms.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Awaited = lazy(fetch);
  function Part(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Awaited);
    return <Shown {...props} />;
  }
  const preload = async () => {
    if (loaded === undefined) await fetch().catch(() => undefined);
  };
  return Object.assign(Part, { preload });
}

/** Reads the files of `parts` one after the other, each when there is nothing else to do; the returned function ends that. */
export function readAhead(parts: readonly Pick<Later<never>, 'preload'>[]): () => void {
  let stopped = false;
  let idle = 0;
  const next = ([first, ...rest]: typeof parts) => {
    if (first === undefined || stopped) return;
    idle = requestIdleCallback(() => void first.preload().then(() => next(rest)), {
      timeout: AHEAD_WITHIN_MS,
    });
  };
  next(parts);
  return () => {
    stopped = true;
    cancelIdleCallback(idle);
  };
}
