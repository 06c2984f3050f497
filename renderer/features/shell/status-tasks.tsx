// What is under way, in the status bar: how many tasks, the one that tells how far it is, and the way to all of them.
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { hashOf } from '../../live/place.ts';
import { useRunningTasks } from '../../live/task-hooks.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './shell.module.css';

function percentOf({ progress }: Task): number | undefined {
  return progress === undefined || progress.total === 0 ? undefined : (100 * progress.done) / progress.total;
}

export function StatusTasks() {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const words = useTaskWords();
  const running = useRunningTasks();
  const told = running.find(({ progress }) => progress !== undefined) ?? running[0];
  const percent = told && percentOf(told);
  const href = hashOf({ page: 'tasks' });
  return (
    <a className={classes.tasks} href={href} title={t('status.open')}>
      {told === undefined ? (
        t('title')
      ) : (
        <>
          <StateIcon look="busy" />
          <span className={classes.taskName}>
            {t('status.running', { count: running.length, title: words.title(told) })}
          </span>
          {percent !== undefined && (
            <>
              <span>{format.percent(percent)}</span>
              <Progress
                className={classes.taskBar}
                size="xs"
                value={percent}
                aria-label={words.title(told)}
              />
            </>
          )}
        </>
      )}
    </a>
  );
}
