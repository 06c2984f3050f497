// What is asked again and again while it is shown: one question at a time, none while nobody sees the window.
import { useEffect, useRef, useState } from 'react';
import type { AppApi } from '../../../shared/contract.ts';
import type { Failure, Result } from '../../../shared/failure.ts';
import { useSettings } from '../../live/hooks.ts';
import { useLive } from '../../live/provider.tsx';

export interface Polled<T> {
  readonly value?: T;
  readonly failure?: Failure;
}

type Ask<T> = (api: AppApi, signal: AbortSignal) => Promise<Result<T>>;

/** Asks at each tick of the statistics, about `of`; what was known stays while the view is paused. */
export function usePolled<T>(of: string, paused: boolean, ask: Ask<T>): Polled<T> {
  const { api } = useLive();
  const { statisticsIntervalMs } = useSettings();
  const latest = useRef(ask);
  latest.current = ask;
  const [known, setKnown] = useState<Polled<T> & { readonly of: string }>();

  useEffect(() => {
    if (paused) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function poll(): Promise<void> {
      if (!document.hidden) {
        const result = await latest.current(api, abort.signal);
        if (abort.signal.aborted) return;
        setKnown(result.ok ? { of, value: result.value } : { of, failure: result.failure });
      }
      timer = setTimeout(() => void poll(), statisticsIntervalMs);
    }
    void poll();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, of, paused, statisticsIntervalMs]);

  return known?.of === of ? known : {};
}
