// What was asked of machines and did not happen, where it was asked.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { useDomainOperations } from '../../live/domain-operations.ts';
import { useDomain } from '../../live/hooks.ts';
import type { OperationFailure } from '../../live/operations-store.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './machines.module.css';

function Note({ failed }: { readonly failed: OperationFailure }) {
  const { t } = useTranslation('domains');
  const { request, dismiss } = useDomainOperations();
  const domain = useDomain(failed.domain);
  return (
    <FailureNote
      failure={failed.failure}
      action={t(`failed.${failed.action}`, { name: failed.name })}
      onClose={() => dismiss(failed.id)}
      cure={
        domain !== undefined && (
          <Button variant="default" size="compact-xs" onClick={() => request(failed.action, [domain])}>
            {t('again')}
          </Button>
        )
      }
    />
  );
}

/** Of these machines, or of all when none are named. */
export function MachineFailures({ domains }: { readonly domains?: readonly DomainKey[] }) {
  const { failures } = useDomainOperations();
  const shown = failures.filter((one) => domains === undefined || domains.includes(one.domain));
  if (shown.length === 0) return null;
  return (
    <div className={classes.failures}>
      {shown.map((failed) => (
        <Note key={failed.id} failed={failed} />
      ))}
    </div>
  );
}
