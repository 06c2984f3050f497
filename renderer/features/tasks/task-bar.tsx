// How far a task is: a bar and its numbers; nothing where nobody tells.
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task, TaskProgress } from '../../../shared/model/task.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { useFormat } from '../../ui/format.ts';
import classes from './tasks.module.css';

function useNumbers(): (progress: TaskProgress) => string {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  return ({ done, total, unit }) => {
    const numberOf = unit === 'bytes' ? format.bytes : format.number;
    return t('progress', { done: numberOf(done), total: numberOf(total) });
  };
}

export function TaskBar({ task }: { readonly task: Task }) {
  const words = useTaskWords();
  const numbers = useNumbers();
  const { progress } = task;
  if (progress === undefined) return null;
  const percent = progress.total > 0 ? (100 * progress.done) / progress.total : 0;
  return (
    <span className={classes.progress}>
      <Progress className={classes.bar} size="sm" value={percent} aria-label={words.title(task)} />
      <span>{numbers(progress)}</span>
    </span>
  );
}
