// What can be done with machines: with one, or with all that are selected.
import {
  IconAppWindow,
  IconCode,
  IconDeviceDesktop,
  IconInfoCircle,
  IconPrompt,
  IconTerminal2,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import { domainActions, type MachineAction, shownActions } from '../live/domain-actions.ts';
import { type Obstacle, ruleKindOf } from '../live/domain-rules.ts';
import { onceFor } from '../live/once-for.ts';
import type { MachineTab, Place } from '../live/place.ts';
import type { Action } from '../ui/action.ts';
import { type ActionContext, useActionContext } from './context.ts';
import { LABEL_ACTION_NAMES, labelActions } from './labels.ts';

/** More lines than this are no longer read. */
const MOST_LINES = 20;

type HostOf = (connection: ConnectionId) => HostSummary | undefined;

/** One of each kind that the rules know: ten thousand machines are asked once for all actions. */
const oneOfEach = onceFor((domains: readonly DomainSummary[]): readonly DomainSummary[] => {
  const byKind = new Map<number, DomainSummary>();
  for (const domain of domains) byKind.set(ruleKindOf(domain), domain);
  return [...byKind.values()];
});

/** Why none of them can; undefined when one can. */
function obstacleOf(action: MachineAction, domains: readonly DomainSummary[], hostOf: HostOf) {
  const [first] = domains;
  if (first === undefined) return 'noSelection';
  let obstacle: Obstacle | 'mixed' | undefined;
  for (const domain of domains) {
    const verdict = action.isEnabled(domain, hostOf(domain.connection));
    if (verdict === true) return undefined;
    if (obstacle === undefined) obstacle = verdict;
    else if (obstacle !== verdict) obstacle = 'mixed';
  }
  return obstacle;
}

function firstOf<T>(all: readonly T[], wanted: (one: T) => boolean, most: number): readonly T[] {
  const found: T[] = [];
  for (const one of all) {
    if (found.length === most) break;
    if (wanted(one)) found.push(one);
  }
  return found;
}

function bound(
  machineAction: MachineAction,
  domains: readonly DomainSummary[],
  context: ActionContext,
): Action {
  const { id, icon, shortcut, group, danger } = machineAction;
  const obstacle = obstacleOf(machineAction, oneOfEach(domains), context.hostOf);
  const canDoIt = (domain: DomainSummary) =>
    machineAction.isEnabled(domain, context.hostOf(domain.connection)) === true;
  const lineOf = (domain: DomainSummary) => {
    const host = context.hostOf(domain.connection);
    return host === undefined ? [] : [machineAction.virsh(domain, host)];
  };
  return {
    id: `machine.${id}`,
    label: `domains:${machineAction.labelKey(domains.length === 1 ? domains[0] : undefined)}`,
    icon,
    group,
    danger,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(obstacle === undefined ? {} : { obstacle: `domains:obstacle.${obstacle}` }),
    lines: () => firstOf(domains, canDoIt, MOST_LINES).flatMap(lineOf),
    // Those that cannot do it are left out there, and told.
    run: () => context.request(id, domains),
  };
}

/** The actions that change these machines, in the order of menus. */
export function machineActions(domains: readonly DomainSummary[], context: ActionContext): readonly Action[] {
  const own = shownActions(oneOfEach(domains)).map((action) => bound(action, domains, context));
  return [...own, ...labelActions(domains, context)];
}

const TABS: readonly (readonly [MachineTab, NonNullable<Action['icon']>])[] = [
  ['overview', IconInfoCircle],
  ['screen', IconDeviceDesktop],
  ['serial', IconPrompt],
  ['xml', IconCode],
];

/** Where the action of this id leads; undefined for one that leads nowhere. */
export function placeOfOpening(id: string, domain: DomainKey): Place | undefined {
  const [tab] = TABS.find(([one]) => id === `machine.open-${one}`) ?? [];
  return tab && { page: 'machine', domain, tab };
}

/** What opens one machine. */
export function machineOpenings(machine: DomainSummary, context: ActionContext): readonly Action[] {
  const { key: domain } = machine;
  // An address of the host's own networks is reached through the host alone.
  const hasWay = machine.addresses.length > 0 && context.hostOf(machine.connection)?.hasShell === true;
  const group = 'open';
  return [
    ...TABS.map(
      ([tab, icon]): Action => ({
        id: `machine.open-${tab}`,
        label: `domains:open.${tab}`,
        icon,
        group,
        run: () => context.go({ page: 'machine', domain, tab }),
      }),
    ),
    {
      id: 'machine.open-window',
      label: 'domains:open.window',
      icon: IconAppWindow,
      group,
      run: () => context.goApart({ page: 'machine', domain }),
    },
    ...(hasWay
      ? [
          {
            id: 'machine.ssh',
            label: 'domains:ssh.item',
            icon: IconTerminal2,
            group,
            run: () => context.wish({ kind: 'ssh', domain }),
          },
        ]
      : []),
  ];
}

/** What any machine's actions are called, whatever its state: to find them by their words. */
export const MACHINE_ACTION_NAMES: readonly Pick<Action, 'id' | 'label'>[] = [
  ...TABS.map(([tab]) => ({ id: `machine.open-${tab}`, label: `domains:open.${tab}` })),
  { id: 'machine.open-window', label: 'domains:open.window' },
  { id: 'machine.ssh', label: 'domains:ssh.item' },
  ...domainActions.map(({ id }) => ({ id: `machine.${id}`, label: `domains:action.${id}` })),
  { id: 'machine.start', label: 'domains:action.restore' },
  ...LABEL_ACTION_NAMES,
];

/** All that can be done with these machines: opened where it is one, and changed. */
export function allMachineActions(
  domains: readonly DomainSummary[],
  context: ActionContext,
): readonly Action[] {
  const [only] = domains;
  const openings = domains.length === 1 && only !== undefined ? machineOpenings(only, context) : [];
  return [...openings, ...machineActions(domains, context)];
}

/** The actions for these machines as they are now. */
export function useMachineActions(domains: readonly DomainSummary[]): readonly Action[] {
  const context = useActionContext();
  return useMemo(() => machineActions(domains, context), [domains, context]);
}
