// The columns of the table of machines, as it is seen and as it is saved.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DomainMetric, GAP } from '../../../shared/model/statistics.ts';
import { compareNames } from '../../live/ordered.ts';
import { type CsvValue, toCsv } from '../../ui/csv.ts';
import type { GridColumn } from '../../ui/data-grid-types.ts';
import { type Formats, useFormat } from '../../ui/format.ts';
import classes from './performance.module.css';
import { hostPercentOf, measureOf, memoryPercentOf, type PerformanceRow } from './rows.ts';

interface Measure {
  readonly id: string;
  readonly value: (row: PerformanceRow) => number;
  readonly text: (format: Formats) => (value: number) => string;
  readonly width: number;
  /** Draws how full it is behind the number. */
  readonly share?: boolean;
}

const metric =
  (name: DomainMetric) =>
  (row: PerformanceRow): number =>
    measureOf(row, name);

const MEASURES = [
  { id: 'cpu', value: metric('cpuPercent'), text: (format) => format.percent, width: 82, share: true },
  { id: 'hostCpu', value: hostPercentOf, text: (format) => format.percent, width: 76 },
  { id: 'memory', value: metric('memoryKiB'), text: (format) => format.kib, width: 118 },
  { id: 'memoryShare', value: memoryPercentOf, text: (format) => format.percent, width: 96, share: true },
  { id: 'diskRead', value: metric('diskReadBytesPerS'), text: (format) => format.rate, width: 90 },
  { id: 'diskWrite', value: metric('diskWriteBytesPerS'), text: (format) => format.rate, width: 90 },
  { id: 'netRx', value: metric('netRxBytesPerS'), text: (format) => format.rate, width: 90 },
  { id: 'netTx', value: metric('netTxBytesPerS'), text: (format) => format.rate, width: 90 },
] as const satisfies readonly Measure[];

function Value({ value, text, share }: { value: number; text: (value: number) => string; share: boolean }) {
  if (value === GAP) return <span className={classes.none}>—</span>;
  if (!share) return <>{text(value)}</>;
  return (
    <span className={classes.share}>
      <span className={classes.fill} style={{ width: `${Math.min(100, value)}%` }} />
      <span className={classes.number}>{text(value)}</span>
    </span>
  );
}

export function useColumns(several: boolean): readonly GridColumn<PerformanceRow>[] {
  const { t } = useTranslation('performance');
  const format = useFormat();
  return useMemo(() => {
    const name: GridColumn<PerformanceRow> = {
      id: 'name',
      header: t('column.name'),
      width: 104,
      grow: 2,
      rowHeader: true,
      cell: ({ domain }) => <bdi title={domain.name.slice(0, 400)}>{domain.name.slice(0, 300)}</bdi>,
      compare: (a, b) => compareNames(a.domain.name, b.domain.name),
    };
    const host: GridColumn<PerformanceRow> = {
      id: 'host',
      header: t('column.host'),
      width: 120,
      grow: 1,
      cell: (row) => <bdi title={row.host?.name}>{row.host?.name ?? ''}</bdi>,
      compare: (a, b) => compareNames(a.host?.name ?? '', b.host?.name ?? ''),
    };
    const vcpus: GridColumn<PerformanceRow> = {
      id: 'vcpus',
      header: t('column.vcpus'),
      width: 64,
      align: 'end',
      cell: ({ domain }) => domain.vcpus,
      compare: (a, b) => a.domain.vcpus - b.domain.vcpus,
      largestFirst: true,
    };
    const measures = MEASURES.map((measure: Measure & { id: (typeof MEASURES)[number]['id'] }) => ({
      id: measure.id,
      header: t(`column.${measure.id}`),
      width: measure.width,
      align: 'end' as const,
      largestFirst: true,
      cell: (row: PerformanceRow) => (
        <Value value={measure.value(row)} text={measure.text(format)} share={measure.share === true} />
      ),
      compare: (a: PerformanceRow, b: PerformanceRow) => measure.value(a) - measure.value(b),
    }));
    return [name, ...(several ? [host] : []), vcpus, ...measures];
  }, [t, format, several]);
}

/** The numbers unrounded and in plain units, since a program reads them next. */
const SAVED: Readonly<Record<string, (row: PerformanceRow) => CsvValue>> = {
  name: ({ domain }) => domain.name,
  uuid: ({ domain }) => domain.uuid,
  host: ({ host }) => host?.name ?? '',
  state: ({ domain }) => domain.state,
  vcpus: ({ domain }) => domain.vcpus,
  cpu_percent: metric('cpuPercent'),
  host_cpu_percent: hostPercentOf,
  memory_used_kib: metric('memoryKiB'),
  memory_kib: ({ domain }) => domain.memoryKiB,
  disk_read_bytes_per_s: metric('diskReadBytesPerS'),
  disk_write_bytes_per_s: metric('diskWriteBytesPerS'),
  net_rx_bytes_per_s: metric('netRxBytesPerS'),
  net_tx_bytes_per_s: metric('netTxBytesPerS'),
};

export function csvOf(rows: readonly PerformanceRow[], atMs: number): string {
  const at = new Date(atMs).toISOString();
  const fields = Object.entries(SAVED);
  const value = (row: PerformanceRow, read: (row: PerformanceRow) => CsvValue) => {
    const given = read(row);
    return given === GAP ? Number.NaN : given;
  };
  return toCsv(
    ['time', ...fields.map(([name]) => name)],
    rows.map((row) => [at, ...fields.map(([, read]) => value(row, read))]),
  );
}
