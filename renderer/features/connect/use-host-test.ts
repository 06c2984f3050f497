// Runs the test of a host: one at a time, ended with the dialog.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../live/hooks.ts';
import { afterClose, afterNotice, NOT_BEGUN, type TestProgress } from './test-progress.ts';

export interface HostTest {
  /** Absent before the first test, and after the URI was changed. */
  readonly progress: TestProgress | undefined;
  readonly running: boolean;
  start(): void;
  stop(): void;
}

/** What was found out about another URI would be a lie about this one: a change ends and forgets the test. */
export function useHostTest(uri: string, readOnly: boolean): HostTest {
  const api = useApi();
  const [progress, setProgress] = useState<TestProgress>();
  const end = useRef<() => void>(undefined);

  const stop = useCallback(() => {
    end.current?.();
    end.current = undefined;
    setProgress(undefined);
  }, []);

  const start = useCallback(() => {
    stop();
    const channel = api.connections.test({ uri, readOnly });
    let heard = true;
    const change = (next: (before: TestProgress) => TestProgress) => {
      if (heard) setProgress((before) => next(before ?? NOT_BEGUN));
    };
    setProgress(NOT_BEGUN);
    channel.onNotice((notice) => change((before) => afterNotice(before, notice)));
    channel.onClose((failure) => change((before) => afterClose(before, failure)));
    end.current = () => {
      heard = false;
      channel.close();
    };
  }, [api, uri, readOnly, stop]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another URI is another test
  useEffect(() => stop, [stop, uri, readOnly]);
  return { progress, running: progress !== undefined && progress.ending === undefined, start, stop };
}
