// A job of libvirt's that can be stopped while it is under way: its memory is being written to the host's disk.
import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled, LibvirtError } from '../libvirt/errors.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import { domainAbortJob } from '../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../libvirt/protocol/values.gen.ts';

/** ms between two tries. */
const PACE_MS = 500;

/** The outcome of `work`; when a person takes it back, libvirt is told to stop it, and it rejects as `Cancelled`. */
export async function stoppable<T>(
  link: HostLink,
  dom: DomainRef,
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const ended = new AbortController();
  let stopping: Promise<boolean> | undefined;
  const stop = () => {
    stopping = stopJob(link, dom, ended.signal);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await work;
  } catch (error) {
    ended.abort();
    // libvirts differ in what they call it; this one did as it was told.
    throw error instanceof LibvirtError && (await stopping) === true ? new Cancelled() : error;
  } finally {
    ended.abort();
    signal.removeEventListener('abort', stop);
  }
}

/** libvirt refuses while the job has not begun, so it is told again until the work has ended. */
async function stopJob(link: HostLink, dom: DomainRef, ended: AbortSignal): Promise<boolean> {
  while (!ended.aborted) {
    try {
      await link.call(domainAbortJob, { dom });
      return true;
    } catch (error) {
      // Whatever else ended the connection ends the work, too, which tells of it.
      if (!(error instanceof LibvirtError)) return false;
      await sleep(PACE_MS, undefined, { signal: ended }).catch(() => undefined);
    }
  }
  return false;
}
