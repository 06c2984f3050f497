// What can be done with a machine in which state, and how its state is called. No interface in here.
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';

/** Why an action is not possible now; the key of a sentence under `obstacle` in the `domains` catalogue. */
export type Obstacle =
  | 'hostAway'
  | 'readOnly'
  | 'inTransition'
  | 'alreadyRunning'
  | 'notRunning'
  | 'paused'
  | 'alreadyPaused'
  | 'notPaused'
  | 'asleep'
  | 'transient'
  | 'nothingSaved'
  | 'alreadyOn'
  | 'alreadyOff';

/** A machine that a process runs for on the host, whether or not its CPUs turn. */
export function isActive(domain: DomainSummary): boolean {
  // libvirt keeps a crashed machine when its on_crash says so; only its id tells.
  return (
    domain.id !== undefined ||
    ['running', 'blocked', 'paused', 'shutting-down', 'suspended'].includes(domain.state)
  );
}

export function isRunning(domain: DomainSummary): boolean {
  return domain.state === 'running' || domain.state === 'blocked' || domain.state === 'shutting-down';
}

function turning(domain: DomainSummary): Obstacle | undefined {
  if (!isActive(domain)) return 'notRunning';
  if (domain.state === 'paused' || domain.state === 'crashed') return 'paused';
  return domain.state === 'suspended' ? 'asleep' : undefined;
}

function active(domain: DomainSummary): Obstacle | undefined {
  return isActive(domain) ? undefined : 'notRunning';
}

/** States first, then what libvirt refuses for other reasons. */
const RULES: Readonly<Record<DomainAction, (domain: DomainSummary) => Obstacle | undefined>> = {
  start: (domain) => (isActive(domain) ? 'alreadyRunning' : undefined),
  shutdown: turning,
  reboot: turning,
  reset: active,
  'force-off': active,
  pause: (domain) => (domain.state === 'paused' ? 'alreadyPaused' : turning(domain)),
  resume: (domain) => {
    if (!isActive(domain)) return 'notRunning';
    if (domain.state === 'suspended') return 'asleep';
    return domain.state === 'paused' ? undefined : 'notPaused';
  },
  'managed-save': (domain) => {
    if (!isActive(domain) || domain.state === 'crashed') return 'notRunning';
    if (domain.state === 'suspended') return 'asleep';
    return domain.persistent ? undefined : 'transient';
  },
  'drop-managed-save': (domain) => (domain.managedSave ? undefined : 'nothingSaved'),
  'autostart-on': (domain) => {
    if (!domain.persistent) return 'transient';
    return domain.autostart ? 'alreadyOn' : undefined;
  },
  'autostart-off': (domain) => (domain.autostart ? undefined : 'alreadyOff'),
};

/** What stays possible while the machine is on its way: asking again, and ending it by force. */
const DURING: Readonly<Record<string, readonly DomainAction[]>> = {
  'shutting-down': ['shutdown', 'reboot', 'reset', 'force-off', 'autostart-on', 'autostart-off'],
  rebooting: ['shutdown', 'reboot', 'reset', 'force-off', 'autostart-on', 'autostart-off'],
  starting: ['force-off', 'autostart-on', 'autostart-off'],
  restoring: ['force-off', 'autostart-on', 'autostart-off'],
  saving: ['autostart-on', 'autostart-off'],
};

/** Why `action` cannot be asked of `domain` now; undefined when it can. */
export function obstacleTo(
  action: DomainAction,
  domain: DomainSummary,
  host: HostSummary | undefined,
): Obstacle | undefined {
  if (host === undefined || host.state !== 'connected') return 'hostAway';
  if (host.readOnly) return 'readOnly';
  const what = domain.transition?.what;
  if (what !== undefined && DURING[what]?.includes(action) === false) return 'inTransition';
  return RULES[action](domain);
}

export type DomainLook = 'running' | 'paused' | 'off' | 'crashed' | 'saved' | 'busy';

/** How the state is drawn. */
export function lookOf(domain: DomainSummary): DomainLook {
  if (domain.transition !== undefined) return 'busy';
  switch (domain.state) {
    case 'running':
    case 'blocked':
      return 'running';
    case 'paused':
      // A machine that libvirt stopped because its disk failed is in trouble, not at rest.
      return domain.reason === 'ioerror' ? 'crashed' : 'paused';
    case 'suspended':
      return 'paused';
    case 'shutting-down':
      return 'busy';
    case 'crashed':
      return 'crashed';
    case 'off':
    case 'nostate':
      return domain.managedSave ? 'saved' : 'off';
  }
}

/** The key of its word under `state` in the `domains` catalogue. */
export function stateKeyOf(domain: DomainSummary): string {
  if (domain.transition !== undefined) return `state.${domain.transition.what}`;
  if (domain.managedSave && !isActive(domain)) return 'state.saved';
  if (domain.state === 'paused' && domain.reason === 'ioerror') return 'state.ioerror';
  return `state.${domain.state}`;
}

const STATE_ORDER: readonly DomainLook[] = ['crashed', 'busy', 'running', 'paused', 'saved', 'off'];

/** Smaller is more urgent: for sorting by state. */
export function urgencyOf(domain: DomainSummary): number {
  return STATE_ORDER.indexOf(lookOf(domain));
}

/** After this long a guest that was asked to go down has probably not listened. */
export const FORCE_OFFER_AFTER_MS = 30_000;

/** What ends the wait for a guest that does not listen: a reboot is still to end in a machine that runs. */
export function forceFor(domain: DomainSummary): 'reset' | 'force-off' {
  return domain.transition?.what === 'rebooting' ? 'reset' : 'force-off';
}

/** Whether to offer force: it was asked to shut down or reboot, and too long ago. */
export function isOverdue(domain: DomainSummary, nowMs: number): boolean {
  const { transition } = domain;
  if (transition === undefined) return false;
  const goesDown = transition.what === 'shutting-down' || transition.what === 'rebooting';
  return goesDown && nowMs - transition.sinceMs >= FORCE_OFFER_AFTER_MS;
}
