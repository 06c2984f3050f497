// What can be done about the result of a task: force guests that did not listen, and ask again for those that failed.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { useRemedies } from '../../live/task-remedies.ts';

export function Remedies({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const { force, again } = useRemedies(task);
  return (
    <>
      {force !== undefined && (
        <Button size="compact-sm" color="red" variant="outline" onClick={force.run}>
          {t(`force.${force.action}`, { count: force.count })}
        </Button>
      )}
      {again !== undefined && (
        <Button size="compact-sm" variant="default" onClick={again}>
          {t('again')}
        </Button>
      )}
    </>
  );
}
