// Waits until a guest has done what it was asked: to go down, or to come back from a reboot.
import { isActive } from '../../../shared/domain-rules.ts';
import { Cancelled } from '../../libvirt/errors.ts';
import type { Host } from '../host.ts';
import { notConnected } from '../request-failed.ts';
import { Unheard } from './task-control.ts';

export interface GuestWait {
  readonly host: Host;
  readonly uuid: string;
  readonly action: 'shutdown' | 'reboot';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Whether the guest is there yet. Of a host that is away nobody knows, and what it says when it is back counts. */
function isThere({ host, uuid, action }: GuestWait): boolean {
  if (host.link === undefined) return false;
  const domain = host.domain(uuid);
  // A transient machine is gone with its run.
  if (domain === undefined || !isActive(domain)) return true;
  return action === 'reboot' && domain.transition?.what !== 'rebooting';
}

/** Rejects with `Unheard` when the guest takes longer, and as the host is when that is gone by then. */
export function waitForGuest(wait: GuestWait): Promise<void> {
  const { host, uuid, signal, timeoutMs } = wait;
  return new Promise((resolve, reject) => {
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      for (const stop of stops) stop();
      tell();
    };
    const cancel = () => settle(() => reject(new Cancelled()));
    const look = () => {
      if (isThere(wait)) settle(resolve);
    };
    const timer = setTimeout(
      () => settle(() => reject(host.link === undefined ? notConnected() : new Unheard(timeoutMs))),
      timeoutMs,
    );
    const stops = [host.onDomain(uuid, look), host.onLink(look)];
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    else look();
  });
}
