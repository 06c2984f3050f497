// CPU, memory, disk and network of a machine or of a host over a range, with the values under the pointer.
import { useTranslation } from 'react-i18next';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import { GAP, type History, type Range, type TrafficMetric } from '../../shared/model/statistics.ts';
import { LiveGraph } from '../ui/charts/live-graph.tsx';
import { decimalTop, gapped, peakOf } from '../ui/charts/scale.ts';
import type { GraphColour, GraphSeries } from '../ui/charts/series.ts';
import { useFormat } from '../ui/format.ts';
import classes from './graphs.module.css';
import { type Past, useDomainPast, useHostPast } from './past.ts';

// The least that the axis of a rate shows: less than this is nothing.
const RATE_FLOOR = 10_000;

interface Shown {
  readonly range: Range;
  readonly frozen?: boolean;
  /** Lower, and more beside each other: where graphs are not what the page is about. */
  readonly dense?: boolean;
}

const DENSE_HEIGHT = 60;

export function DomainGraphs({
  domain,
  maxMemoryKiB,
  range,
  frozen = false,
  dense = false,
}: Shown & { readonly domain: DomainKey; readonly maxMemoryKiB: number }) {
  const past = useDomainPast(domain, range, frozen);
  return <Graphs past={past} dense={dense} cpu="cpuPercent" memory="memoryKiB" memoryTop={maxMemoryKiB} />;
}

export function HostGraphs({
  connection,
  memoryKiB,
  range,
  frozen = false,
  dense = false,
}: Shown & { readonly connection: ConnectionId; readonly memoryKiB: number }) {
  const past = useHostPast(connection, range, frozen);
  return <Graphs past={past} dense={dense} cpu="cpuPercent" memory="memoryUsedKiB" memoryTop={memoryKiB} />;
}

interface GraphsProps<Metric extends string> {
  readonly past: Past<Metric | TrafficMetric>;
  readonly cpu: Metric;
  readonly memory: Metric;
  readonly memoryTop: number;
  readonly dense: boolean;
}

function lineOf<Metric extends string>(
  series: History<Metric>['series'] | undefined,
  metric: Metric,
  label: string,
  colour: GraphColour,
): GraphSeries {
  return { label, colour, values: gapped(series?.[metric] ?? [], GAP) };
}

function topOf(series: readonly GraphSeries[]): number {
  return decimalTop(peakOf(series.map((one) => one.values)), RATE_FLOOR);
}

function Graphs<Metric extends string>({ past, cpu, memory, memoryTop, dense }: GraphsProps<Metric>) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  const { series, ...times } = past;
  const shared = dense ? { ...times, height: DENSE_HEIGHT } : times;
  const disk = [
    lineOf(series, 'diskReadBytesPerS', t('graph.read'), 'blue'),
    lineOf(series, 'diskWriteBytesPerS', t('graph.written'), 'orange'),
  ];
  const network = [
    lineOf(series, 'netRxBytesPerS', t('graph.received'), 'blue'),
    lineOf(series, 'netTxBytesPerS', t('graph.sent'), 'orange'),
  ];
  return (
    <div className={classes.whole}>
      <div className={classes.graphs} data-dense={dense || undefined}>
        <LiveGraph
          {...shared}
          title={t('graph.cpu')}
          series={[lineOf(series, cpu, t('graph.cpu'), 'blue')]}
          top={100}
          format={format.percent}
        />
        <LiveGraph
          {...shared}
          title={t('graph.memory')}
          series={[lineOf(series, memory, t('graph.used'), 'teal')]}
          top={Math.max(1, memoryTop)}
          format={format.kib}
        />
        <LiveGraph {...shared} title={t('graph.disk')} series={disk} top={topOf(disk)} format={format.rate} />
        <LiveGraph
          {...shared}
          title={t('graph.network')}
          series={network}
          top={topOf(network)}
          format={format.rate}
        />
      </div>
    </div>
  );
}
