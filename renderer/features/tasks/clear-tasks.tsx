// Empties the log of tasks, after a question; those under way stay.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../live/hooks.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';

export function ClearTasks({ ended }: { readonly ended: number }) {
  const { t } = useTranslation('tasks');
  const [asking, setAsking] = useState(false);
  const clear = useRequest((api) => api.tasks.forget({ tasks: 'ended' }));
  async function clearAll() {
    if ((await clear.run(undefined)).ok) setAsking(false);
  }
  return (
    <>
      <Button size="compact-sm" variant="default" disabled={ended === 0} onClick={() => setAsking(true)}>
        {t('clear.open')}
      </Button>
      <Confirm
        opened={asking}
        title={t('clear.title', { count: ended })}
        confirmLabel={t('clear.yes')}
        cancelLabel={t('clear.no')}
        danger
        onConfirm={() => void clearAll()}
        onClose={() => setAsking(false)}
      >
        {t('clear.text')}
        {clear.failure !== undefined && <FailureNote failure={clear.failure} />}
      </Confirm>
    </>
  );
}
