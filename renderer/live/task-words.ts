// Sentences about tasks, the same on their page, in the status bar, on the desktop and where they were asked.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemState, Task } from '../../shared/model/task.ts';

/** In the order in which they are told. */
const TOLD: readonly ItemState[] = [
  'done',
  'failed',
  'unheard',
  'running',
  'guest',
  'waiting',
  'skipped',
  'cancelled',
  'interrupted',
];

/** More names than these are only counted. */
const MOST_HOSTS = 3;

export interface TaskWords {
  /** "Start web-01", "Start 20 virtual machines" */
  title(task: Task): string;
  /** "12 done, 2 failed, 6 waiting"; empty for one machine. */
  counts(task: Task): string;
  state(task: Task): string;
  /** The names of its hosts. */
  hosts(task: Task): string;
}

export function useTaskWords(): TaskWords {
  const { t } = useTranslation('tasks');
  return useMemo(() => {
    const what = (task: Task) =>
      task.detail === undefined
        ? t(`kind.${task.kind}`)
        : t('whatWith', { what: t(`kind.${task.kind}`), detail: task.detail });
    return {
      title: (task) => {
        const { subject, counts } = task;
        if (subject !== undefined) return t('named.one', { what: what(task), name: subject.name });
        const count = Object.values(counts ?? {}).reduce((sum, number) => sum + number, 0);
        return t('named.many', { what: what(task), count });
      },
      counts: ({ counts }) =>
        counts === undefined
          ? ''
          : TOLD.flatMap((state) =>
              counts[state] > 0 ? [t(`count.${state}`, { count: counts[state] })] : [],
            ).join(t('between')),
      state: ({ state, cancelling }) => t(cancelling === true ? 'cancelling' : `state.${state}`),
      hosts: ({ subject, hosts = [] }) => {
        if (subject !== undefined) return subject.host;
        return hosts.length > MOST_HOSTS ? t('hosts', { count: hosts.length }) : hosts.join(t('between'));
      },
    };
  }, [t]);
}
