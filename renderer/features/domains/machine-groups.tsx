// Machines under the heads of what they have in common: their host, their group, or their state.
import type { TFunction } from 'i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { MachineGrouping } from '../../../shared/model/settings.ts';
import { isRunning, lookOf, urgencyOf } from '../../live/domain-rules.ts';
import { hostColour } from '../../live/host-colours.ts';
import { compareNames } from '../../live/ordered.ts';
import type { RowGroup } from '../../ui/data-grid-types.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './machines.module.css';

interface Head {
  readonly name: string;
  readonly rank: number;
  readonly sign?: RowGroup<DomainSummary>['label'];
}

export interface GroupContext {
  readonly t: TFunction<'domains'>;
  readonly hosts: readonly HostSummary[];
}

function Dot({ colour }: { readonly colour: string | undefined }) {
  const style = colour === undefined ? {} : { background: colour };
  return <span className={classes.dot} style={style} aria-hidden />;
}

/** What the groups are told apart by. */
function idOf(domain: DomainSummary, by: MachineGrouping): string {
  if (by === 'host') return domain.connection;
  return by === 'group' ? (domain.group?.path ?? '') : lookOf(domain);
}

function headOf(first: DomainSummary, by: MachineGrouping, { t, hosts }: GroupContext): Head {
  switch (by) {
    case 'host': {
      const rank = hosts.findIndex(({ id }) => id === first.connection);
      const host = hosts[rank];
      return {
        name: host?.name ?? first.connection,
        rank,
        sign: <Dot colour={host && hostColour(host.profile.colour)} />,
      };
    }
    case 'group': {
      const { group } = first;
      if (group === undefined) return { name: t('groups.none'), rank: 1 };
      return { name: group.path, rank: 0, sign: <Dot colour={group.colour && hostColour(group.colour)} /> };
    }
    default: {
      const look = lookOf(first);
      return { name: t(`groups.${look}`), rank: urgencyOf(first), sign: <StateIcon look={look} /> };
    }
  }
}

/** Where the state makes the group, how many run is known. */
function countOf(rows: readonly DomainSummary[], by: MachineGrouping, { t }: GroupContext): string {
  const count = rows.length;
  if (by === 'state') return t('groups.machines', { count });
  return t('groups.count', { count, running: rows.filter(isRunning).length });
}

/** The machines, which are in order, by what they have in common. */
export function machineGroups(
  domains: readonly DomainSummary[],
  by: MachineGrouping,
  context: GroupContext,
): readonly RowGroup<DomainSummary>[] {
  const members = new Map<string, [DomainSummary, ...DomainSummary[]]>();
  for (const domain of domains) {
    const id = idOf(domain, by);
    const known = members.get(id);
    if (known === undefined) members.set(id, [domain]);
    else known.push(domain);
  }
  return [...members]
    .map(([id, rows]) => ({ id: `${by} ${id}`, rows, head: headOf(rows[0], by, context) }))
    .sort((a, b) => a.head.rank - b.head.rank || compareNames(a.head.name, b.head.name))
    .map(({ id, rows, head: { name, sign } }) => {
      const count = countOf(rows, by, context);
      return {
        id,
        rows,
        text: name,
        label: (
          <>
            {sign}
            <bdi>{name}</bdi>
            <span className={classes.groupCount}>{count}</span>
          </>
        ),
      };
    });
}
