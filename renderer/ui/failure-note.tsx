// A failure where the action was: one sentence, the other side's words behind "details", and what to do.
import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/failure.ts';
import classes from './failure-note.module.css';
import { wordsOf } from './failure-words.ts';
import { useJobName } from './job-name.ts';

export interface FailureNoteProps {
  readonly failure: Failure;
  /** What did not happen, as a sentence without its end: "Could not start web-01". */
  readonly action?: string;
  /** A button or a command that helps. */
  readonly cure?: ReactNode;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}

/** The sentence alone, for places that have no room for a note. */
export function useFailureSentence(): (failure: Failure, action?: string) => string {
  const { t } = useTranslation('ui');
  const jobName = useJobName();
  return useCallback(
    (failure, action) => {
      const { key, values } = wordsOf(failure);
      const job = failure.kind === 'busy' && failure.job !== undefined ? { job: jobName(failure.job) } : {};
      const meaning = t(key, { ...values, ...job });
      return action === undefined ? meaning : t('failure.sentence', { action, meaning });
    },
    [t, jobName],
  );
}

export function FailureNote({ failure, action, cure, onRetry, onClose }: FailureNoteProps) {
  const { t } = useTranslation('ui');
  const sentence = useFailureSentence();
  const [open, setOpen] = useState(false);
  const { details } = wordsOf(failure);
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle className={classes.icon} size={16} aria-hidden />
      <div className={classes.body}>
        <div className={classes.line}>
          <span>{sentence(failure, action)}</span>
          {details !== undefined && (
            <button
              type="button"
              className={classes.toggle}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <IconChevronRight className={classes.chevron} size={12} aria-hidden />
              {t('details')}
            </button>
          )}
        </div>
        {open && <pre className={classes.details}>{details}</pre>}
        {(cure !== undefined || onRetry !== undefined) && (
          <div className={classes.cure}>
            {cure}
            {onRetry !== undefined && (
              <Button variant="default" onClick={onRetry}>
                {t('tryAgain')}
              </Button>
            )}
          </div>
        )}
      </div>
      {onClose !== undefined && <CloseButton size="sm" aria-label={t('dismiss')} onClick={onClose} />}
    </div>
  );
}
