// How far libvirt is with the job that a task waits for, as far as it tells.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskProgress } from '../../../shared/model/task.ts';
import { domainGetJobStats } from '../../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../libvirt/protocol/values.gen.ts';
import { readTypedParams } from '../../libvirt/typed-params.ts';
import type { Host } from '../host.ts';
import type { TaskControl } from './task-control.ts';

/** ms between two looks; what takes less has no progress to show. */
const PACE_MS = 1000;

/** Tells the progress of `work` until it has ended, one question at a time; where nobody tells there is none. */
export async function followJob(
  host: Host,
  dom: DomainRef,
  work: Promise<unknown>,
  { progress }: Partial<Pick<TaskControl, 'progress'>>,
): Promise<void> {
  if (progress === undefined) return;
  const ended = new AbortController();
  const end = () => ended.abort();
  work.then(end, end);
  while (!ended.signal.aborted) {
    await sleep(PACE_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    if (ended.signal.aborted) return;
    const now = await Promise.race([work.then(noProgress, noProgress), readProgress(host, dom)]);
    if (now !== undefined && !ended.signal.aborted) progress(now);
  }
}

function noProgress(): undefined {
  return undefined;
}

/** The question may wait for what is in the way, so it goes where waiting harms nobody. */
async function readProgress(host: Host, dom: DomainRef): Promise<TaskProgress | undefined> {
  try {
    const { params } = await host.demandLink().call(domainGetJobStats, { dom, flags: 0 }, { route: 'work' });
    const values = readTypedParams(params);
    const total = Number(values.get('data_total') ?? 0);
    const remaining = Number(values.get('data_remaining') ?? 0);
    if (!(total > 0) || remaining > total) return undefined;
    return { done: total - remaining, total, unit: 'bytes' };
  } catch {
    // A driver without jobs, a machine that went off, a host that is gone: the work itself tells.
    return undefined;
  }
}
