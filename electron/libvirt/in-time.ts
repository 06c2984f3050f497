// Waiting for what others wait for too: whoever loses patience goes, and the work goes on.
import { CallTimeout, Cancelled } from './errors.ts';

export interface Patience {
  /** For the message of a timeout. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What `work` gives; rejects with `CallTimeout` or `Cancelled` when it does not come in time. */
export function inTime<T>(work: Promise<T>, { what, timeoutMs, signal }: Patience): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => settle(() => reject(new Cancelled()));
    const timer = setTimeout(() => settle(() => reject(new CallTimeout(what, timeoutMs))), timeoutMs);
    const settle = (tell: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      tell();
    };
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
  });
}
