// Cells that are measured: a number, and the last two minutes of it as a line.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { type DomainMetric, GAP } from '../../../shared/model/statistics.ts';
import { isRunning } from '../../live/domain-rules.ts';
import { useDomainHistory, useDomainSample } from '../../live/measured.ts';
import { useFormat } from '../../ui/format.ts';
import { Sparkline, type SparklineProps } from '../../ui/sparkline.tsx';
import { NONE } from './machine-cells.tsx';
import classes from './machines.module.css';

const LINE_WIDTH = 26;

interface TrendProps extends Pick<SparklineProps, 'tone' | 'max'> {
  readonly of: DomainMetric;
  /** Added to it. */
  readonly and?: DomainMetric | undefined;
}

function plus(one: readonly number[], other: readonly number[] | undefined): readonly number[] {
  if (other === undefined) return one;
  return one.map((value, index) => (value < 0 ? GAP : value + Math.max(0, other[index] ?? 0)));
}

function Trend({ domain, of, and, ...look }: TrendProps & { readonly domain: DomainKey }) {
  const history = useDomainHistory(domain);
  const values = history === undefined ? [] : plus(history.series[of], and && history.series[and]);
  return <Sparkline values={values} width={LINE_WIDTH} {...look} />;
}

interface CellProps {
  readonly domain: DomainSummary;
}

type MeasuredProps = CellProps & TrendProps & { readonly text: (value: number) => string };

function Measured({ domain, text, ...trend }: MeasuredProps) {
  const sample = useDomainSample(domain.key);
  const { of, and } = trend;
  const first = sample?.[of] ?? GAP;
  const value = first === GAP || and === undefined ? first : first + Math.max(0, sample?.[and] ?? 0);
  return (
    <span className={classes.trend}>
      <Trend domain={domain.key} {...trend} />
      <span className={classes.number}>{value === GAP ? '—' : text(value)}</span>
    </span>
  );
}

export function CpuCell({ domain }: CellProps) {
  const format = useFormat();
  if (!isRunning(domain)) return NONE;
  return <Measured domain={domain} of="cpuPercent" max={100} tone="running" text={format.percent} />;
}

export function MemoryUseCell({ domain }: CellProps) {
  const format = useFormat();
  if (!isRunning(domain)) return NONE;
  return <Measured domain={domain} of="memoryKiB" max={domain.maxMemoryKiB} tone="saved" text={format.kib} />;
}

/** Bytes a second of one metric, or of two together. */
export function RateCell({ domain, ...trend }: CellProps & TrendProps) {
  const format = useFormat();
  if (!isRunning(domain)) return NONE;
  return <Measured domain={domain} {...trend} text={format.rate} />;
}
