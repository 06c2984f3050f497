// The actions on a machine and what each means to libvirt; renderer/actions/machine.ts makes them for a selection.
import {
  type Icon,
  IconBolt,
  IconDeviceFloppy,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPower,
  IconRefresh,
  IconRotateClockwise,
  IconRotateClockwise2,
  IconTrash,
} from '@tabler/icons-react';
import type { AppApi } from '../../shared/contract.ts';
import { domainCommand } from '../../shared/domain-commands.ts';
import type { Result } from '../../shared/failure.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import { type Obstacle, obstacleTo } from './domain-rules.ts';

export interface MachineAction {
  readonly id: DomainAction;
  /** In the `domains` catalogue. */
  labelKey(domain: DomainSummary | undefined): string;
  readonly icon: Icon;
  /** As `matchesShortcut` reads it. */
  readonly shortcut?: string;
  /** Something is lost by it: it is confirmed, and drawn in red. */
  readonly danger: boolean;
  /** Actions of one group stand together. */
  readonly group: 'run' | 'stop' | 'save' | 'boot';
  isEnabled(domain: DomainSummary, host: HostSummary | undefined): true | Obstacle;
  run(api: AppApi, domain: DomainSummary, signal: AbortSignal): Promise<Result<void>>;
  /** The `virsh` line that does the same. */
  virsh(domain: DomainSummary, host: HostSummary): string;
}

interface Particulars extends Pick<MachineAction, 'id' | 'icon' | 'group'> {
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly labelKey?: (domain: DomainSummary | undefined) => string;
}

function action({ danger = false, labelKey, ...rest }: Particulars): MachineAction {
  return {
    ...rest,
    danger,
    labelKey: labelKey ?? (() => `action.${rest.id}`),
    isEnabled: (domain, host) => obstacleTo(rest.id, domain, host) ?? true,
    run: (api, domain, signal) => api.domains.act({ domain: domain.key, action: rest.id }, { signal }),
    virsh: (domain, host) => domainCommand(host, domain, rest.id),
  };
}

/** All actions in the order of menus. */
export const domainActions: readonly MachineAction[] = [
  action({
    id: 'start',
    icon: IconPlayerPlay,
    group: 'run',
    shortcut: 'Ctrl+Shift+S',
    // libvirt's start continues a saved machine; the word says what will happen.
    labelKey: (domain) => (domain?.managedSave === true ? 'action.restore' : 'action.start'),
  }),
  action({
    id: 'pause',
    icon: IconPlayerPause,
    group: 'run',
    shortcut: 'Ctrl+Shift+P',
  }),
  action({
    id: 'resume',
    icon: IconPlayerTrackNext,
    group: 'run',
    shortcut: 'Ctrl+Shift+U',
  }),
  action({ id: 'shutdown', icon: IconPower, group: 'stop', shortcut: 'Ctrl+Shift+D' }),
  action({
    id: 'reboot',
    icon: IconRotateClockwise,
    group: 'stop',
    shortcut: 'Ctrl+Shift+B',
  }),
  action({ id: 'reset', icon: IconRefresh, group: 'stop', danger: true }),
  action({ id: 'force-off', icon: IconBolt, group: 'stop', danger: true }),
  action({ id: 'managed-save', icon: IconDeviceFloppy, group: 'save' }),
  action({
    id: 'drop-managed-save',
    icon: IconTrash,
    group: 'save',
    danger: true,
  }),
  action({ id: 'autostart-on', icon: IconRotateClockwise2, group: 'boot' }),
  action({
    id: 'autostart-off',
    icon: IconRotateClockwise2,
    group: 'boot',
  }),
];

export function actionOf(id: DomainAction): MachineAction {
  const found = domainActions.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no action ${id}`);
  return found;
}

/** Of the two autostart actions the one that changes something. */
export function shownActions(domains: readonly DomainSummary[]): readonly MachineAction[] {
  const on = domains.length > 0 && domains.every((domain) => domain.autostart);
  const hidden: DomainAction = on ? 'autostart-on' : 'autostart-off';
  const saved = domains.some((domain) => domain.managedSave);
  return domainActions.filter((one) => one.id !== hidden && (one.id !== 'drop-managed-save' || saved));
}
