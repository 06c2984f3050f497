// What stands in the list while none of its machines is to be shown: because nothing matches, or because what does is left out.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { NO_DOMAINS } from '../../live/live.ts';
import { useMachineSearch } from '../../live/search/hooks.ts';
import { isStopped, ShowStopped } from '../../live/stopped.tsx';
import classes from './machines.module.css';

/** Characters of a search that are said again. */
const MOST_SAID = 80;

interface NoMatchProps {
  /** Those that the page is about, whether or not stopped ones are shown. */
  readonly all: readonly DomainSummary[];
  /** Stopped ones are left out. */
  readonly hides: boolean;
  readonly text: string;
}

export function NoMatch({ all, hides, text }: NoMatchProps) {
  const { t } = useTranslation('domains');
  const stopped = useMemo(() => (hides ? all.filter(isStopped) : NO_DOMAINS), [all, hides]);
  const { rows } = useMachineSearch(stopped, text);
  const count = rows.length;
  const filter = text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
  if (count === 0) return <p className={classes.noMatch}>{t('noMatch', { filter })}</p>;
  return (
    <div className={classes.noMatch}>
      <p>{text.trim() === '' ? t('stoppedHidden', { count }) : t('stoppedMatch', { count, filter })}</p>
      <ShowStopped />
    </div>
  );
}
