// What must be said above the tabs: failures of actions, force after a silence, a job in the way, pending changes.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/failure.ts';
import type { DomainDetails, DomainSummary } from '../../../../shared/model/domain.ts';
import { useDomainOperations } from '../../../live/domain-operations.ts';
import { isOverdue, obstacleTo } from '../../../live/domain-rules.ts';
import { useHost, useNow } from '../../../live/hooks.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import classes from './machine.module.css';

interface MachineNotesProps {
  readonly domain: DomainSummary;
  readonly details: DomainDetails | undefined;
  readonly refreshFailure: Failure | undefined;
  readonly onShowDifference: () => void;
}

export function MachineNotes({ domain, details, refreshFailure, onShowDifference }: MachineNotesProps) {
  const { t } = useTranslation('machine');
  return (
    <div className={classes.notes}>
      {refreshFailure && <FailureNote failure={refreshFailure} action={t('refreshFailed')} />}
      {domain.transition !== undefined && <ForceOffer domain={domain} />}
      {details?.job !== undefined && <Note>{t('job', { job: details.job })}</Note>}
      {details?.pendingChanges === true && (
        <Note
          action={
            <Button variant="default" onClick={onShowDifference}>
              {t('pending.show')}
            </Button>
          }
        >
          {t('pending.text')}
        </Note>
      )}
    </div>
  );
}

function Note({ children, action }: { readonly children: string; readonly action?: ReactNode }) {
  return (
    <div className={classes.note} role="status">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** A guest may ignore the power button; after a while the way out is offered where the wait is shown. */
function ForceOffer({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  const host = useHost(domain.connection);
  const operations = useDomainOperations();
  const now = useNow(1000);
  const force = domain.transition?.what === 'rebooting' ? 'reset' : 'force-off';
  if (!isOverdue(domain, now)) return null;
  return (
    <Note
      action={
        obstacleTo(force, domain, host) === undefined && (
          <Button color="red" variant="outline" onClick={() => operations.request(force, [domain])}>
            {t(force === 'reset' ? 'transition.reset' : 'transition.forceOff')}
          </Button>
        )
      }
    >
      {t('transition.noReaction')}
    </Note>
  );
}
