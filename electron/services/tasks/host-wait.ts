// Waits until the attempt to reach a host has ended.
import { Cancelled } from '../../libvirt/errors.ts';
import type { Host } from '../host.ts';
import { notConnected, RequestFailed } from '../request-failed.ts';

/** What came of it; undefined while it is under way. A host that will be tried again later was not reached now. */
function outcomeOf(host: Host): 'open' | Error | undefined {
  const { state, problem } = host.summary();
  if (state === 'connected') return 'open';
  if (state === 'disconnected') return new Cancelled();
  const isOver = state === 'failed' || problem?.retryAtMs !== undefined;
  if (!isOver) return undefined;
  return problem === undefined ? notConnected() : new RequestFailed(problem.failure);
}

/** Resolves when the host is open; rejects as the attempt does, as `Cancelled` when the host was closed meanwhile. */
export function waitForHost(host: Host): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const outcome = outcomeOf(host);
      if (outcome === undefined) return;
      stop();
      if (outcome === 'open') resolve();
      else reject(outcome);
    };
    const stop = host.onChange(look);
    look();
  });
}
