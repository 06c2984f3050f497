// noVNC knows absolute positions only: without a tablet the guest's pointer drifts away from the person's.
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useFetched, useHost, useRequest } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './screen.module.css';

export function PointerNote(props: { readonly machine: DomainSummary }) {
  return (
    <div className={classes.noteFrame}>
      <Note {...props} />
    </div>
  );
}

function Note({ machine }: { readonly machine: DomainSummary }) {
  const { t } = useTranslation('screen');
  const host = useHost(machine.connection);
  const list = useFetched(
    (api) => api.consoles.list({ domain: machine.key }),
    [machine.key, machine.revision],
  );
  const add = useRequest((api) => api.domains.addTablet({ domain: machine.key }));
  const [dismissed, setDismissed] = useState(false);
  const [added, setAdded] = useState<{ readonly live: boolean }>();

  async function addTablet(): Promise<void> {
    const result = await add.run(undefined);
    if (result.ok) setAdded(result.value);
  }

  if (dismissed) return null;
  if (add.failure !== undefined) {
    return <FailureNote failure={add.failure} action={t('pointer.failed')} onClose={add.clear} />;
  }
  if (added !== undefined) {
    return (
      <div className={classes.note} role="status">
        <span>{t(added.live ? 'pointer.addedNow' : 'pointer.addedLater')}</span>
        <CloseButton size="sm" aria-label={t('pointer.dismiss')} onClick={() => setDismissed(true)} />
      </div>
    );
  }
  if (list.value?.pointer !== 'relative') return null;
  return (
    <div className={classes.note} role="status">
      <span>{t('pointer.relative')}</span>
      {host?.readOnly === false && (
        <Button variant="default" loading={add.pending} onClick={() => void addTablet()}>
          {t('pointer.add')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('pointer.dismiss')} onClick={() => setDismissed(true)} />
    </div>
  );
}
