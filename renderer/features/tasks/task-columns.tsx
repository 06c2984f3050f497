// The columns of the log of tasks.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { useNow } from '../../live/hooks.ts';
import { compareNames } from '../../live/ordered.ts';
import { useTaskWords } from '../../live/task-words.ts';
import type { GridColumn } from '../../ui/data-grid-types.ts';
import { useFormat } from '../../ui/format.ts';
import { StateBadge } from '../../ui/state.tsx';
import { TaskBar } from './task-bar.tsx';
import { lookOfTask } from './task-look.ts';
import classes from './tasks.module.css';
import { useReason } from './use-reason.ts';

const SECOND_MS = 1000;

/** How long it took, or has taken until now. */
export function Duration({ startedAtMs, endedAtMs }: Pick<Task, 'startedAtMs' | 'endedAtMs'>) {
  const format = useFormat();
  const { t } = useTranslation('tasks');
  const now = useNow(endedAtMs === undefined ? SECOND_MS : 3_600_000);
  const ms = Math.max(0, (endedAtMs ?? now) - startedAtMs);
  return <>{ms < SECOND_MS ? t('moment') : format.duration(ms)}</>;
}

/** An interrupted task has no end that anybody knows. */
function Took({ task }: { readonly task: Task }) {
  return task.state === 'interrupted' ? '—' : <Duration {...task} />;
}

function Result({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const words = useTaskWords();
  const reasonOf = useReason();
  const { state, failure, unheard } = task;
  if (state === 'running') return <TaskBar task={task} />;
  if (task.counts !== undefined) return words.counts(task);
  if (unheard !== undefined) return t('unheard');
  return failure === undefined ? '' : <span className={classes.bad}>{reasonOf(failure)}</span>;
}

export function useTaskColumns(): readonly GridColumn<Task>[] {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const words = useTaskWords();
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('column.title'),
        width: 180,
        grow: 2,
        rowHeader: true,
        cell: words.title,
        compare: (a, b) => compareNames(words.title(a), words.title(b)),
      },
      {
        id: 'state',
        header: t('column.state'),
        width: 110,
        cell: (task) => <StateBadge look={lookOfTask(task.state)} label={words.state(task)} />,
        compare: (a, b) => compareNames(words.state(a), words.state(b)),
      },
      {
        id: 'result',
        header: t('column.result'),
        width: 180,
        grow: 3,
        cell: (task) => <Result task={task} />,
      },
      {
        id: 'host',
        header: t('column.host'),
        width: 90,
        grow: 1,
        cell: words.hosts,
        compare: (a, b) => compareNames(words.hosts(a), words.hosts(b)),
      },
      {
        id: 'started',
        header: t('column.started'),
        width: 160,
        largestFirst: true,
        cell: ({ startedAtMs }) => (
          <time dateTime={new Date(startedAtMs).toISOString()} title={format.dateTime(startedAtMs)}>
            {format.clock(startedAtMs, Date.now())}
          </time>
        ),
        compare: (a, b) => a.startedAtMs - b.startedAtMs,
      },
      {
        id: 'duration',
        header: t('column.duration'),
        width: 90,
        align: 'end',
        cell: (task) => <Took task={task} />,
        compare: (a, b) => durationOf(a) - durationOf(b),
      },
    ],
    [t, format, words],
  );
}

function durationOf({ startedAtMs, endedAtMs }: Task): number {
  return (endedAtMs ?? Date.now()) - startedAtMs;
}
