// CPU and memory of the host over the last minutes.
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { GAP, HISTORY_SAMPLES } from '../../../shared/model/statistics.ts';
import { useHostHistory, useSettings } from '../../live/hooks.ts';
import { LiveGraph } from '../../ui/charts/live-graph.tsx';
import { gapped } from '../../ui/charts/scale.ts';
import { useFormat } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import classes from './hosts.module.css';

export function HostGraphs({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  if (host.lacks.includes('statistics'))
    return (
      <Section title={t('graphs.title')}>
        <p className={classes.quiet}>{t('graphs.unsupported')}</p>
      </Section>
    );
  return <Measured host={host} />;
}

function Measured({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const format = useFormat();
  const windowMs = useSettings().statisticsIntervalMs * HISTORY_SAMPLES;
  const history = useHostHistory(host.id);
  const shared = { times: history?.times ?? [], windowMs };

  return (
    <Section
      title={t('graphs.title')}
      tools={<span>{t('graphs.span', { minutes: Math.round(windowMs / 60_000) })}</span>}
    >
      <div className={classes.graphs}>
        <LiveGraph
          {...shared}
          title={t('graphs.cpu')}
          series={[
            { label: t('graphs.cpu'), colour: 'blue', values: gapped(history?.series.cpuPercent ?? [], GAP) },
          ]}
          top={100}
          format={format.percent}
        />
        <LiveGraph
          {...shared}
          title={t('graphs.memory')}
          series={[
            {
              label: t('graphs.memory'),
              colour: 'teal',
              values: gapped(history?.series.memoryUsedKiB ?? [], GAP),
            },
          ]}
          top={Math.max(1, host.facts?.memoryKiB ?? 1)}
          format={format.kib}
        />
      </div>
    </Section>
  );
}
