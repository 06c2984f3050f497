// Bulk actions where they were asked: how far each is, what went wrong, and what to do about it.
import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { useApi, useNavigate } from '../../live/hooks.ts';
import { useBulkTasks, usePutAway } from '../../live/task-hooks.ts';
import { useRemedies } from '../../live/task-remedies.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './machines.module.css';

/** What ended before this window was opened is in the log of tasks. */
const OPENED_MS = Date.now();

function isShown({ state, endedAtMs = 0 }: Task): boolean {
  return state === 'running' || (state === 'failed' && endedAtMs >= OPENED_MS);
}

function Remedies({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const { force, again } = useRemedies(task);
  return (
    <>
      {force !== undefined && (
        <Button size="compact-xs" color="red" variant="outline" onClick={force.run}>
          {t(`force.${force.action}`, { count: force.count })}
        </Button>
      )}
      {again !== undefined && (
        <Button size="compact-xs" variant="default" onClick={again}>
          {t('again')}
        </Button>
      )}
    </>
  );
}

function BulkNote({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const api = useApi();
  const navigate = useNavigate();
  const putAway = usePutAway();
  const words = useTaskWords();
  const running = task.state === 'running';
  return (
    <div className={classes.bulk} role="status" data-bad={!running || undefined}>
      <StateIcon look={running ? 'busy' : 'failed'} />
      <span className={classes.bulkText}>
        {t('sentence', { title: words.title(task), counts: words.counts(task) })}
      </span>
      <Remedies task={task} />
      {running && task.cancellable && (
        <Button size="compact-xs" variant="default" onClick={() => void api.tasks.cancel({ task: task.id })}>
          {t('cancel')}
        </Button>
      )}
      {task.cancelling === true && <span className={classes.bulkState}>{t('cancelling')}</span>}
      <Button size="compact-xs" variant="subtle" onClick={() => navigate({ page: 'tasks', task: task.id })}>
        {t('details')}
      </Button>
      {!running && <CloseButton size="sm" aria-label={t('close')} onClick={() => putAway(task.id)} />}
    </div>
  );
}

/** Those under way, and those that ended in this window's time with something to say. */
export function BulkNotes() {
  const shown = useBulkTasks().filter(isShown);
  if (shown.length === 0) return null;
  return (
    <div className={classes.bulks}>
      {shown.map((task) => (
        <BulkNote key={task.id} task={task} />
      ))}
    </div>
  );
}
