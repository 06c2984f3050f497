// Tells the desktop of tasks that ended while nobody looked: long ones, many at once, and what failed.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { useNavigate, useSettings } from '../../live/hooks.ts';
import { showNotice } from '../../live/notices.ts';
import { useTaskEndings } from '../../live/task-hooks.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { useReason } from './use-reason.ts';

/** What takes less was waited for. */
const LONG_MS = 5000;

function isWorthTelling({ state, startedAtMs, endedAtMs = startedAtMs }: Task): boolean {
  return state === 'failed' || (state === 'done' && endedAtMs - startedAtMs >= LONG_MS);
}

export function TaskNotices() {
  const { t } = useTranslation('tasks');
  const { notifications } = useSettings();
  const words = useTaskWords();
  const reasonOf = useReason();
  const navigate = useNavigate();
  const tell = useCallback(
    (task: Task) => {
      if (!notifications || !isWorthTelling(task)) return;
      const { id, failure, counts } = task;
      const said = failure === undefined ? words.counts(task) : reasonOf(failure);
      const body =
        counts === undefined && failure === undefined ? t('notice.done', { host: words.hosts(task) }) : said;
      showNotice({ id, title: words.title(task), body }, () => navigate({ page: 'tasks', task: id }));
    },
    [t, notifications, words, reasonOf, navigate],
  );
  useTaskEndings(tell);
  return null;
}
