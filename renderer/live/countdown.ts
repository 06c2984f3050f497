// The time until a host is tried again, told by the second.
import type { HostProblem } from '../../shared/model/host.ts';
import { useNow } from './hooks.ts';

const SECOND_MS = 1_000;

/** Milliseconds left, up to the whole second; undefined when there is nothing to wait for. */
export function useCountdown(problem: HostProblem | undefined): number | undefined {
  const now = useNow(SECOND_MS);
  const left = (problem?.retryAtMs ?? 0) - now;
  return left > 0 ? Math.ceil(left / SECOND_MS) * SECOND_MS : undefined;
}
