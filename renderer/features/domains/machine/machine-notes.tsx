// What must be said above the tabs: failures of actions, force after a silence, a job in the way, pending changes.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/failure.ts';
import type { DomainDetails, DomainSummary } from '../../../../shared/model/domain.ts';
import { useDomainOperations } from '../../../live/domain-operations.ts';
import { forceFor, isOverdue, obstacleTo } from '../../../live/domain-rules.ts';
import { useHost, useNow } from '../../../live/hooks.ts';
import { type Asked, isSlow } from '../../../live/operations-store.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { useFormat } from '../../../ui/format.ts';
import { useJobName } from '../../../ui/job-name.ts';
import classes from './machine.module.css';

interface MachineNotesProps {
  readonly domain: DomainSummary;
  readonly details: DomainDetails | undefined;
  readonly refreshFailure: Failure | undefined;
  readonly onShowDifference: () => void;
}

export function MachineNotes({ domain, details, refreshFailure, onShowDifference }: MachineNotesProps) {
  const { t } = useTranslation('machine');
  const jobName = useJobName();
  const asked = useDomainOperations().pending.get(domain.key);
  return (
    <div className={classes.notes}>
      {refreshFailure && <FailureNote failure={refreshFailure} action={t('refreshFailed')} />}
      {domain.transition !== undefined && <ForceOffer domain={domain} />}
      {asked !== undefined && <Waiting domain={domain} asked={asked} />}
      {details?.job !== undefined && <Note>{t('job', { job: jobName(details.job) })}</Note>}
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

/** A host that does not answer, or a save that takes minutes, can be given up. */
function Waiting({ domain, asked }: { readonly domain: DomainSummary; readonly asked: Asked }) {
  const { t } = useTranslation(['machine', 'domains']);
  const format = useFormat();
  const operations = useDomainOperations();
  const now = useNow(1000);
  if (!isSlow(asked, now)) return null;
  const what = t(`asked.${asked.action}`, { ns: 'domains' });
  return (
    <Note
      action={
        <Button variant="default" onClick={() => operations.cancel(domain.key)}>
          {t('cancel', { ns: 'domains' })}
        </Button>
      }
    >
      {t('waiting', { what, duration: format.duration(now - asked.sinceMs) })}
    </Note>
  );
}

/** A guest may ignore the power button; after a while the way out is offered where the wait is shown. */
function ForceOffer({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  const host = useHost(domain.connection);
  const operations = useDomainOperations();
  const now = useNow(1000);
  const force = forceFor(domain);
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
