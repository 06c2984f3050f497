// What can be asked of a machine, as calls.
import type { DomainAction } from '../../shared/model/domain.ts';
import { type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import type { BootWatch } from '../console/host-access.ts';
import { type DomainEntry, isActive } from '../inventory/domain-entry.ts';
import { endsInGuest, type TransitionKind } from '../inventory/transitions.ts';
import { isInOtherState } from '../libvirt/error-predicates.ts';
import { Cancelled } from '../libvirt/errors.ts';
import type { HostLink, RoutedCallOptions } from '../libvirt/host-link.ts';
import { VirDomainCreateFlags } from '../libvirt/protocol/constants.gen.ts';
import {
  domainCreateWithFlags,
  domainDestroyFlags,
  domainManagedSave,
  domainManagedSaveRemove,
  domainPmWakeup,
  domainReboot,
  domainReset,
  domainResume,
  domainSetAutostart,
  domainShutdown,
  domainSuspend,
} from '../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../libvirt/protocol/values.gen.ts';
import type { Host } from './host.ts';
import { unknownObject } from './request-failed.ts';
import { stoppable } from './stoppable.ts';

/** ms that a page waits for libvirt's answer; a save or restore takes as long as its disk. */
const DEADLINE_MS = 60_000;
const LONG_DEADLINE_MS = 3_600_000;
interface Plan {
  /** What the machine is shown to be doing until the host says how it ended. */
  readonly transition?: TransitionKind;
  readonly deadlineMs: number;
  /** Its effect has no event. */
  readonly silent?: true;
  /** libvirt can stop it. */
  readonly stops?: true;
  run(link: HostLink, entry: DomainEntry, options: RoutedCallOptions, start: StartContext): Promise<unknown>;
}

interface StartContext {
  readonly boot: BootWatch;
  readonly key: DomainKey;
  /** Told the id of a run that was paused only until its console was open. */
  readonly begun: (id: number) => void;
}

const PLANS: Readonly<Record<Exclude<DomainAction, 'start' | 'force-off'>, Plan>> = {
  shutdown: {
    transition: 'shutting-down',
    deadlineMs: DEADLINE_MS,
    run: (link, { ref: dom }, options) => link.call(domainShutdown, { dom }, options),
  },
  reboot: {
    transition: 'rebooting',
    deadlineMs: DEADLINE_MS,
    run: (link, { ref: dom }, options) => link.call(domainReboot, { dom, flags: 0 }, options),
  },
  reset: {
    deadlineMs: DEADLINE_MS,
    run: (link, { ref: dom }, options) => link.call(domainReset, { dom, flags: 0 }, options),
  },
  pause: {
    deadlineMs: DEADLINE_MS,
    run: (link, { ref: dom }, options) => link.call(domainSuspend, { dom }, options),
  },
  resume: { deadlineMs: DEADLINE_MS, run: resume },
  'managed-save': {
    transition: 'saving',
    stops: true,
    deadlineMs: LONG_DEADLINE_MS,
    run: (link, { ref: dom }, options) => link.call(domainManagedSave, { dom, flags: 0 }, options),
  },
  'drop-managed-save': {
    deadlineMs: DEADLINE_MS,
    silent: true,
    run: (link, { ref: dom }, options) => link.call(domainManagedSaveRemove, { dom, flags: 0 }, options),
  },
  'autostart-on': { deadlineMs: DEADLINE_MS, silent: true, run: setAutostart(1) },
  'autostart-off': { deadlineMs: DEADLINE_MS, silent: true, run: setAutostart(0) },
};

/** A machine that its guest put to sleep is woken, one that was paused runs on. */
function resume(
  link: HostLink,
  { ref: dom, state }: DomainEntry,
  options: RoutedCallOptions,
): Promise<unknown> {
  if (state === 'suspended') return link.call(domainPmWakeup, { dom, flags: 0 }, options);
  return link.call(domainResume, { dom }, options);
}

function setAutostart(autostart: 0 | 1): Plan['run'] {
  return (link, { ref: dom }, options) => link.call(domainSetAutostart, { dom, autostart }, options);
}

/** `create` without flags would do too, but gives no id. Paused while somebody waits for the first boot message. */
async function start(
  link: HostLink,
  entry: DomainEntry,
  options: RoutedCallOptions,
  { boot, key, begun }: StartContext,
): Promise<void> {
  const paused = !entry.managedSave && boot.wanted(key);
  const flags = paused ? VirDomainCreateFlags.VIR_DOMAIN_START_PAUSED : VirDomainCreateFlags.VIR_DOMAIN_NONE;
  const { dom } = await link.call(domainCreateWithFlags, { dom: entry.ref, flags }, options);
  if (!paused) return;
  await boot.attach(key);
  await link.call(domainResume, { dom }, options);
  begun(dom.id);
}

/** Whether libvirt can stop `action` once it is under way. */
export function canStop(action: DomainAction): boolean {
  return action !== 'start' && action !== 'force-off' && PLANS[action].stops === true;
}

function planOf(action: Exclude<DomainAction, 'force-off'>, entry: DomainEntry): Plan {
  if (action !== 'start') return PLANS[action];
  if (entry.managedSave) return { transition: 'restoring', deadlineMs: LONG_DEADLINE_MS, run: start };
  return { transition: 'starting', deadlineMs: DEADLINE_MS, run: start };
}

export interface ActionRequest {
  readonly host: Host;
  readonly key: DomainKey;
  readonly action: DomainAction;
  readonly signal: AbortSignal;
  readonly boot: BootWatch;
  /** Told when libvirt is asked. */
  readonly onSent?: (() => void) | undefined;
}

/** Returns when libvirt has answered. Throws what the call throws, `busy` when another request is in the way. */
export async function actOnDomain(request: ActionRequest): Promise<void> {
  const { host, key, action } = request;
  const uuid = localPartOf(key);
  host.demandWritable();
  const entry = host.inventory.domains.get(uuid);
  if (entry === undefined) throw unknownObject('domain');
  if (action === 'force-off') await forceOff(request, entry);
  else await actInLine(planOf(action, entry), action, entry, request);
}

/** Past the line and over the connection that is never held up: this is the way out when a machine hangs. */
async function forceOff({ host, signal, onSent }: ActionRequest, before: DomainEntry): Promise<void> {
  if (signal.aborted) throw new Cancelled();
  onSent?.();
  const { ref: dom } = before;
  try {
    // Not with the signal: once it is sent, nobody can take it back.
    await host.demandLink().call(domainDestroyFlags, { dom, flags: 0 });
  } catch (error) {
    if (!isActive(before) || !isInOtherState(error)) throw error;
    await host.inventory.readDomainAgain(dom);
    const now = host.inventory.domains.get(dom.uuid);
    // Off now: it ended by itself, or libvirtd, that was about to find it again after a restart, saw us kill its QEMU first.
    if (now === undefined || isActive(now)) throw error;
    return;
  }
  await host.inventory.readDomainAgain(dom);
}

async function actInLine(
  plan: Plan,
  action: DomainAction,
  { ref }: DomainEntry,
  { host, key, signal, boot, onSent }: ActionRequest,
): Promise<void> {
  const { deadlineMs, transition } = plan;
  const request = { uuid: ref.uuid, what: action, signal, deadlineMs, ...(onSent && { onSent }) };
  await host.lines.run(request, async (options) => {
    // It may have changed while this request waited for its turn.
    const entry = host.inventory.domains.get(ref.uuid);
    if (entry === undefined) throw unknownObject('domain');
    const link = host.demandLink();
    const takeBack = transition && host.inventory.begin(ref.uuid, transition);
    try {
      const begun = (id: number) => host.inventory.domains.markBegun(ref.uuid, id);
      const work = plan.run(link, entry, options, { boot, key, begun });
      await (plan.stops ? stoppable(link, ref, work, signal) : work);
    } catch (error) {
      takeBack?.();
      throw error;
    }
    await settle(host, ref, plan, takeBack);
  });
}

/** What ends with libvirt's answer has ended; what the guest ends goes on until an event says so. */
async function settle(host: Host, ref: DomainRef, plan: Plan, end: (() => void) | undefined): Promise<void> {
  const { transition, silent } = plan;
  if (transition === undefined && !silent) return;
  if (transition !== undefined && endsInGuest(transition)) return;
  await host.inventory.readDomainAgain(ref);
  end?.();
}
