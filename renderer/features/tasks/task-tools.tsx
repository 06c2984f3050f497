// What can be done with one task: take it back while that changes anything, or take it out of the log.
import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { useApi } from '../../live/hooks.ts';
import classes from './tasks.module.css';

export function CancelTask({ task: { id, cancellable } }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const api = useApi();
  if (!cancellable) return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => void api.tasks.cancel({ task: id })}>
      {t('cancel')}
    </Button>
  );
}

export function RemoveTask({ task, onRemoved }: { readonly task: Task; readonly onRemoved: () => void }) {
  const { t } = useTranslation('tasks');
  const api = useApi();
  if (task.state === 'running') return null;
  async function remove() {
    if ((await api.tasks.forget({ tasks: [task.id] })).ok) onRemoved();
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('remove')}
      title={t('remove')}
      onClick={() => void remove()}
    >
      <IconTrash size={15} aria-hidden />
    </ActionIcon>
  );
}

/** Why a task that runs cannot be taken back, as a key of the catalogue. */
function reasonOf({ kind, counts, cancelling }: Task): 'stopping' | 'ending' | 'guest' | 'start' | 'other' {
  if (cancelling === true) return counts === undefined ? 'stopping' : 'ending';
  if (kind === 'shutdown' || kind === 'reboot') return 'guest';
  return kind === 'start' ? 'start' : 'other';
}

export function NoCancelNote({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  if (task.state !== 'running' || task.cancellable) return null;
  return <p className={classes.note}>{t(`noCancel.${reasonOf(task)}`)}</p>;
}
