// The `virsh` command of each action on a machine: pages show it before, the log of tasks after.
import type { DomainAction } from './model/domain.ts';
import { virshLine, virshName } from './shell-words.ts';

const COMMANDS: Readonly<Record<DomainAction, readonly [verb: string, ...options: string[]]>> = {
  start: ['start'],
  pause: ['suspend'],
  resume: ['resume'],
  shutdown: ['shutdown'],
  reboot: ['reboot'],
  reset: ['reset'],
  'force-off': ['destroy'],
  'managed-save': ['managedsave'],
  'drop-managed-save': ['managedsave-remove'],
  'autostart-on': ['autostart'],
  'autostart-off': ['autostart', '--disable'],
};

/** The line that does `action` to a machine of `host`. */
export function domainCommand(
  host: { readonly uri: string; readonly readOnly: boolean },
  domain: { readonly name: string; readonly uuid: string },
  action: DomainAction,
): string {
  const [verb, ...options] = COMMANDS[action];
  return virshLine(host, verb, virshName(domain), ...options);
}
