// The picture of a machine's screen while a tile shows it. The engine paces what it takes; this asks for the next one only
// while the window is seen.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import type { Thumbnail } from '../../shared/model/thumbnail.ts';
import { useApi } from './hooks.ts';

/** A tile that only flies past while the list is scrolled asks for nothing. */
const SETTLE_MS = 150;
/** What was refused is not asked for again at once. */
const REFUSED_MS = 30_000;

export interface ThumbnailState {
  readonly picture?: Thumbnail;
  /** Why there is none, or no newer one. */
  readonly failure?: Failure;
}

const NOTHING: ThumbnailState = {};

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Asks for one picture after the other until `signal`. */
async function follow(
  api: AppApi,
  domain: DomainKey,
  signal: AbortSignal,
  show: (state: ThumbnailState) => void,
): Promise<void> {
  await wait(SETTLE_MS, signal);
  let picture: Thumbnail | undefined;
  while (!signal.aborted) {
    const seen = picture === undefined ? {} : { seenMs: picture.takenAtMs };
    const result = await api.thumbnails.next({ domain, ...seen }, { signal });
    if (signal.aborted) return;
    if (result.ok) {
      picture = result.value;
      show({ picture });
    } else {
      show({ ...(picture && { picture }), failure: result.failure });
      await wait(REFUSED_MS, signal);
    }
  }
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** The newest picture of a machine; `run` is another after each start, and a machine that is off has none. */
export function useThumbnail(domain: DomainKey, run: number | undefined): ThumbnailState {
  const api = useApi();
  const seen = useSyncExternalStore(onVisibility, () => !document.hidden);
  const about = `${domain} ${run}`;
  const [shown, setShown] = useState<{ readonly about: string; readonly state: ThumbnailState }>();
  useEffect(() => {
    if (!seen || run === undefined) return;
    const abort = new AbortController();
    void follow(api, domain, abort.signal, (state) => setShown({ about, state }));
    return () => abort.abort();
  }, [api, domain, about, run, seen]);
  return shown?.about === about ? shown.state : NOTHING;
}
