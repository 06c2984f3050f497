// CPU, memory, disk and network of one machine over the last minutes.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import {
  type DomainMetric,
  GAP,
  HISTORY_SAMPLES,
  type History,
} from '../../../../shared/model/statistics.ts';
import { isActive } from '../../../live/domain-rules.ts';
import { useDomainHistory, useHost, useSettings } from '../../../live/hooks.ts';
import { LiveGraph } from '../../../ui/charts/live-graph.tsx';
import { decimalTop, gapped, peakOf } from '../../../ui/charts/scale.ts';
import type { GraphColour, GraphSeries } from '../../../ui/charts/series.ts';
import { useFormat } from '../../../ui/format.ts';
import { Section } from '../../../ui/section.tsx';
import classes from './machine.module.css';

// The least that the axis of a rate shows: less than this is nothing.
const RATE_FLOOR = 10_000;

export function MachineGraphs({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  const lacking = useHost(domain.connection)?.lacks.includes('statistics') === true;
  if (lacking) return <Quiet>{t('graphs.unsupported')}</Quiet>;
  if (!isActive(domain)) return <Quiet>{t('graphs.off')}</Quiet>;
  return <Running domain={domain} />;
}

function Quiet({ children }: { readonly children: string }) {
  const { t } = useTranslation('machine');
  return (
    <Section title={t('graphs.title')}>
      <p className={classes.quiet}>{children}</p>
    </Section>
  );
}

function Running({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  const windowMs = useSettings().statisticsIntervalMs * HISTORY_SAMPLES;
  const history = useDomainHistory(domain.key);

  return (
    <Section
      title={t('graphs.title')}
      tools={<span>{t('graphs.span', { minutes: Math.round(windowMs / 60_000) })}</span>}
    >
      <Graphs domain={domain} history={history} windowMs={windowMs} />
    </Section>
  );
}

interface GraphsProps {
  readonly domain: DomainSummary;
  /** Absent before the first measurement: the graphs are there, empty, so that nothing jumps. */
  readonly history: History<DomainMetric> | undefined;
  readonly windowMs: number;
}

function Graphs({ domain, history, windowMs }: GraphsProps) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const shared = { times: history?.times ?? [], windowMs };
  const line = (metric: DomainMetric, label: string, colour: GraphColour): GraphSeries => ({
    label,
    colour,
    values: gapped(history?.series[metric] ?? [], GAP),
  });
  const disk = [
    line('diskReadBytesPerS', t('graphs.read'), 'blue'),
    line('diskWriteBytesPerS', t('graphs.write'), 'orange'),
  ];
  const network = [
    line('netRxBytesPerS', t('graphs.received'), 'blue'),
    line('netTxBytesPerS', t('graphs.sent'), 'orange'),
  ];
  return (
    <div className={classes.graphs}>
      <LiveGraph
        {...shared}
        title={t('graphs.cpu')}
        series={[line('cpuPercent', t('graphs.cpu'), 'blue')]}
        top={100}
        format={format.percent}
      />
      <LiveGraph
        {...shared}
        title={t('graphs.memory')}
        series={[line('memoryKiB', t('graphs.used'), 'teal')]}
        top={Math.max(1, domain.maxMemoryKiB)}
        format={format.kib}
      />
      <LiveGraph {...shared} title={t('graphs.disk')} series={disk} top={topOf(disk)} format={format.rate} />
      <LiveGraph
        {...shared}
        title={t('graphs.network')}
        series={network}
        top={topOf(network)}
        format={format.rate}
      />
    </div>
  );
}

function topOf(series: readonly GraphSeries[]): number {
  return decimalTop(peakOf(series.map((one) => one.values)), RATE_FLOOR);
}
