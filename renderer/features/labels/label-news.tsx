// What came of a change of labels, in a corner of the window, with the way back.
import { Button, CloseButton, Paper } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelFailure } from '../../../shared/model/labels.ts';
import { useChangeLabels, useLabelNews } from '../../live/label-changes.ts';
import type { LabelNews as News } from '../../live/label-news.ts';
import { useFailureSentence } from '../../ui/failure-note.tsx';
import classes from './labels.module.css';

/** ms until what went well is put away by itself. */
const STAYS_MS = 15_000;
const MOST_NAMES = 20;

export function LabelNews() {
  const [news, dismiss] = useLabelNews();
  const well = news?.outcome !== undefined && news.outcome.failed === 0;
  useEffect(() => {
    if (!well || news === undefined) return;
    const timer = setTimeout(dismiss, STAYS_MS);
    return () => clearTimeout(timer);
  }, [well, news, dismiss]);
  return <div role="status">{news !== undefined && <Told news={news} onClose={dismiss} />}</div>;
}

function useSentence({ what, name, outcome, failure }: News): string {
  const { t } = useTranslation('labels');
  const sentence = useFailureSentence();
  if (failure !== undefined) return sentence(failure, t('notChanged'));
  if (outcome === undefined) return t('underWay');
  const { changed: count, failed, undo } = outcome;
  if (count === 0 && undo === undefined)
    return failed > 0 ? t('failed', { count: failed }) : t('nothingChanged');
  return t(`done.${what}`, { name, count });
}

function Told({ news, onClose }: { readonly news: News; readonly onClose: () => void }) {
  const { t } = useTranslation('labels');
  const { t: tUi } = useTranslation('ui');
  const change = useChangeLabels();
  const words = useSentence(news);
  const { outcome } = news;
  const undo = outcome?.undo;
  return (
    <Paper className={classes.news} shadow="md" withBorder>
      <div className={classes.newsLine}>
        <span className={classes.newsWords}>{words}</span>
        {undo !== undefined && (
          <Button
            variant="default"
            onClick={() => void change('undone', '', (api) => api.labels.undo({ change: undo }))}
          >
            {t('undo')}
          </Button>
        )}
        <CloseButton size="sm" aria-label={tUi('dismiss')} onClick={onClose} />
      </div>
      {outcome !== undefined && outcome.failed > 0 && (
        <>
          {(outcome.changed > 0 || undo !== undefined) && (
            <p className={classes.note}>{t('failed', { count: outcome.failed })}</p>
          )}
          <Failures failures={outcome.failures} />
        </>
      )}
    </Paper>
  );
}

function Failures({ failures }: { readonly failures: readonly LabelFailure[] }) {
  const sentence = useFailureSentence();
  return (
    <ul className={classes.failures}>
      {failures.slice(0, MOST_NAMES).map(({ domain, name, failure }) => (
        <li key={domain}>
          <bdi>{name}</bdi>: {sentence(failure)}
        </li>
      ))}
    </ul>
  );
}
