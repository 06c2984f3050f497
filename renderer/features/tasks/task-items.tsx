// The machines of a bulk action, each with its own result and the command that does the same.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ITEM_STATES, type Task, type TaskItem } from '../../../shared/model/task.ts';
import { MachineLink } from '../../live/links.tsx';
import { compareNames } from '../../live/ordered.ts';
import { useTaskItems } from '../../live/task-hooks.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { CommandHint } from '../../ui/command.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { GridColumn, Sorting } from '../../ui/data-grid-types.ts';
import { StateBadge } from '../../ui/state.tsx';
import { Duration } from './task-columns.tsx';
import { lookOfItem } from './task-look.ts';
import classes from './tasks.module.css';
import { useReason } from './use-reason.ts';

const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 30;
const MOST_ROWS = 8;
/** Nobody reads more, and those of ten thousand would hold up the page. */
const MOST_COMMANDS = 100;

function useColumns(severalHosts: boolean): readonly GridColumn<TaskItem>[] {
  const { t } = useTranslation('tasks');
  const { t: tDomains } = useTranslation('domains');
  const reasonOf = useReason();
  return useMemo(() => {
    const saidOf = ({ state, asked, why, failure }: TaskItem) => {
      if (why !== undefined) return tDomains(`obstacle.${why}`);
      if (state === 'cancelled' && asked === true) return t('askedAlready');
      return failure === undefined ? '' : reasonOf(failure);
    };
    const host: GridColumn<TaskItem> = {
      id: 'host',
      header: t('column.host'),
      width: 90,
      grow: 1,
      cell: (item) => item.host,
      compare: (a, b) => compareNames(a.host, b.host),
    };
    return [
      {
        id: 'name',
        header: t('machine'),
        width: 140,
        grow: 1,
        rowHeader: true,
        cell: ({ domain, name }) => <MachineLink domain={domain} otherwise={name} />,
        compare: (a, b) => compareNames(a.name, b.name),
      },
      ...(severalHosts ? [host] : []),
      {
        id: 'state',
        header: t('column.state'),
        width: 190,
        cell: ({ state }) => <StateBadge look={lookOfItem(state)} label={t(`item.${state}`)} />,
        compare: (a, b) => ITEM_STATES.indexOf(a.state) - ITEM_STATES.indexOf(b.state),
      },
      {
        id: 'said',
        header: t('column.result'),
        width: 180,
        grow: 3,
        cell: (item) => <span title={saidOf(item)}>{saidOf(item)}</span>,
        compare: (a, b) => compareNames(saidOf(a), saidOf(b)),
      },
      {
        id: 'duration',
        header: t('column.duration'),
        width: 90,
        align: 'end',
        cell: ({ startedAtMs, endedAtMs }) =>
          startedAtMs === undefined ? (
            ''
          ) : (
            <Duration startedAtMs={startedAtMs} {...(endedAtMs !== undefined && { endedAtMs })} />
          ),
      },
    ];
  }, [t, tDomains, reasonOf, severalHosts]);
}

export function TaskItems({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const words = useTaskWords();
  const items = useTaskItems(task);
  const columns = useColumns((task.hosts?.length ?? 0) > 1);
  const [sorting, setSorting] = useState<readonly Sorting[]>([]);
  const commands = items.flatMap(({ virsh, state }) =>
    virsh === undefined || state === 'skipped' ? [] : [virsh],
  );
  const more = commands.length - MOST_COMMANDS;
  // As a comment of the shell's, so that the lines can be pasted as they are.
  const toCopy =
    more <= 0 ? commands : [...commands.slice(0, MOST_COMMANDS), `# ${t('moreCommands', { count: more })}`];
  if (items.length === 0) return <p className={classes.note}>{words.counts(task)}</p>;
  return (
    <>
      <div className={classes.itemsHead}>
        <span>{words.counts(task)}</span>
        {commands.length > 0 && <CommandHint commands={[toCopy.join('\n')]} of={words.title(task)} />}
      </div>
      <div
        className={classes.items}
        style={{ height: HEAD_HEIGHT + ROW_HEIGHT * Math.min(MOST_ROWS, items.length) }}
      >
        <DataGrid
          label={t('machines')}
          columns={columns}
          rows={items}
          keyOf={({ domain }) => domain}
          textOf={({ name }) => name}
          sorting={sorting}
          rowHeight={ROW_HEIGHT}
          onSort={setSorting}
        />
      </div>
    </>
  );
}
