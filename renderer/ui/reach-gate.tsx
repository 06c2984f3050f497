// Shows a page's content when its host can be reached, and otherwise what is the matter and what to do.
import { Anchor, Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/failure.ts';
import { EmptyState } from './empty-state.tsx';
import { FailureNote } from './failure-note.tsx';
import { Loading } from './loading.tsx';
import classes from './reach-gate.module.css';

export interface ReachGateProps {
  /** `stale`: the content is from before the connection was lost; it stays, and says so. */
  readonly reach: 'ready' | 'stale' | 'connecting' | 'away' | 'unknown' | 'waiting';
  readonly host: string;
  readonly failure?: Failure;
  readonly onConnect: () => void;
  readonly moreHref: string;
  readonly children: ReactNode;
}

export function ReachGate(props: ReachGateProps) {
  const { t } = useTranslation('reach');
  const { reach, host, children } = props;
  switch (reach) {
    case 'ready':
    case 'stale':
      // One tree for both: what a page holds, a terminal's text among it, outlives the loss of its host.
      return (
        <>
          {reach === 'stale' && (
            <p role="status" className={classes.stale}>
              {t('stale', { host })}
            </p>
          )}
          <div className={reach === 'stale' ? classes.dimmed : classes.plain}>{children}</div>
        </>
      );
    case 'connecting':
      return <Loading label={t('connecting', { host })} />;
    case 'waiting':
      return <Loading />;
    case 'away':
      return <Away {...props} />;
    case 'unknown':
      return <EmptyState title={t('unknown')}>{t('unknownText')}</EmptyState>;
  }
}

function Away({ host, failure, onConnect, moreHref }: ReachGateProps) {
  const { t } = useTranslation('reach');
  return (
    <EmptyState
      icon={<IconPlugConnectedX size={32} stroke={1.5} />}
      title={t('title', { host })}
      action={<Button onClick={onConnect}>{t('connect')}</Button>}
    >
      {failure === undefined ? t('text') : <FailureNote failure={failure} action={t('failed', { host })} />}
      {failure !== undefined && (
        <Anchor href={moreHref} size="md">
          {t('more')}
        </Anchor>
      )}
    </EmptyState>
  );
}
