// What can be done with a machine in which state, for the page that offers it and the engine that does it.
import type { DomainAction, DomainSummary } from './model/domain.ts';
import type { HostSummary } from './model/host.ts';
import { numbered } from './numbered.ts';

/** Why an action is not possible now; the key of a sentence under `obstacle` in the `domains` catalogue. */
export const OBSTACLES = [
  'hostAway',
  'readOnly',
  'inTransition',
  'alreadyRunning',
  'notRunning',
  'paused',
  'crashed',
  'alreadyPaused',
  'notPaused',
  'asleep',
  'transient',
  'nothingSaved',
  'alreadyOn',
  'alreadyOff',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

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
  if (domain.state === 'paused' || domain.state === 'crashed') return domain.state;
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
    if (domain.state === 'crashed') return 'crashed';
    return domain.state === 'paused' ? undefined : 'notPaused';
  },
  'managed-save': (domain) => {
    if (!isActive(domain)) return 'notRunning';
    if (domain.state === 'crashed') return 'crashed';
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

// Apart, so that states and ways have small numbers however many hosts there are.
const [numberOfState, numberOfWay, numberOfHost] = [numbered(), numbered(), numbered()];

/** The same for machines of which the same can be asked: what the rules look at. A number, for ten thousand are asked at once. */
export function ruleKindOf(domain: DomainSummary): number {
  const { connection, state, id, transition, persistent, autostart, managedSave } = domain;
  const way = transition === undefined ? 0 : 1 + numberOfWay(transition.what);
  const answers =
    Number(id !== undefined) + 2 * Number(persistent) + 4 * Number(autostart) + 8 * Number(managedSave);
  return answers + 16 * (numberOfState(state) + 64 * (way + 64 * numberOfHost(connection)));
}

/** Why `action` cannot be asked of `domain` now; undefined when it can. */
export function obstacleTo(
  action: DomainAction,
  domain: DomainSummary,
  host: Pick<HostSummary, 'state' | 'readOnly'> | undefined,
): Obstacle | undefined {
  if (host === undefined || host.state !== 'connected') return 'hostAway';
  if (host.readOnly) return 'readOnly';
  const what = domain.transition?.what;
  if (what !== undefined && DURING[what]?.includes(action) === false) return 'inTransition';
  return RULES[action](domain);
}
