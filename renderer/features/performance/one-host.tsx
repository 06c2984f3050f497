// One host: its graphs, what it promised, its physical CPUs and the memory of its NUMA nodes.
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { GAP, type HostParts, type Range } from '../../../shared/model/statistics.ts';
import { HostGraphs } from '../../graphs/graphs.tsx';
import { CapacityBar } from '../../ui/capacity-bar.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useFormat } from '../../ui/format.ts';
import { overcommitOf, type Promised } from './host-load.ts';
import classes from './performance.module.css';
import { usePolled } from './use-polled.ts';

interface OneHostProps {
  readonly host: HostSummary;
  readonly promised: ReadonlyMap<ConnectionId, Promised>;
  readonly range: Range;
  readonly paused: boolean;
}

export function OneHost({ host, promised, range, paused }: OneHostProps) {
  return (
    <div className={classes.host}>
      <HostGraphs
        connection={host.id}
        memoryKiB={host.facts?.memoryKiB ?? 0}
        range={range}
        frozen={paused}
        dense
      />
      <Commitment host={host} promised={promised} />
      <PhysicalCpus host={host} paused={paused} />
    </div>
  );
}

function Commitment({ host, promised }: Pick<OneHostProps, 'host' | 'promised'>) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  const { running, vcpus, memoryKiB, vcpuShare, memoryShare } = overcommitOf(host, promised);
  const { facts } = host;
  const share = (value: number | undefined) =>
    value === undefined ? '' : ` (${format.percent(value * 100)})`;
  return (
    <dl className={classes.commitment} aria-label={t('host.promised')}>
      <div>
        <dt>{t('host.running')}</dt>
        <dd>{format.number(running)}</dd>
      </div>
      <div data-over={(vcpuShare ?? 0) > 1 || undefined}>
        <dt>{t('host.vcpusPromised')}</dt>
        <dd>
          {t('host.usedOf', { used: format.number(vcpus), total: format.number(facts?.cpus ?? 0) })}
          {share(vcpuShare)}
        </dd>
      </div>
      <div data-over={(memoryShare ?? 0) > 1 || undefined}>
        <dt>{t('host.memoryPromised')}</dt>
        <dd>
          {t('host.usedOf', { used: format.kib(memoryKiB), total: format.kib(facts?.memoryKiB ?? 0) })}
          {share(memoryShare)}
        </dd>
      </div>
    </dl>
  );
}

/** Each CPU is a question of its own to the host, so they are asked only while they are shown. */
function PhysicalCpus({ host, paused }: { readonly host: HostSummary; readonly paused: boolean }) {
  const { t } = useTranslation('performance');
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label={t('cpus.title')}>
      <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={14} aria-hidden />
        {t('cpus.title')}
      </UnstyledButton>
      {open && <EachCpu host={host} paused={paused} />}
    </section>
  );
}

function EachCpu({ host, paused }: { readonly host: HostSummary; readonly paused: boolean }) {
  const { t } = useTranslation('performance');
  const { value, failure } = usePolled(host.id, paused, (api, signal) =>
    api.statistics.hostParts({ connection: host.id }, { signal }),
  );
  if (failure !== undefined)
    return <FailureNote failure={failure} action={t('cpus.failed', { name: host.name })} />;
  if (value === undefined) return <p className={classes.quiet}>{t('cpus.reading')}</p>;
  if (value.cpus.length === 0) return <p className={classes.quiet}>{t('cpus.none')}</p>;
  return (
    <>
      <Bars cpus={value.cpus} />
      {value.cells.length > 1 && <Cells cells={value.cells} />}
    </>
  );
}

function Bars({ cpus }: Pick<HostParts, 'cpus'>) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  return (
    <ul className={classes.cpus} aria-label={t('cpus.title')}>
      {cpus.map((percent, index) => {
        const text = percent === GAP ? '—' : format.percent(percent);
        const key = `cpu ${index}`;
        return (
          <li key={key} title={t('cpus.one', { index, text })} aria-label={t('cpus.one', { index, text })}>
            <span className={classes.column} aria-hidden>
              <span style={{ height: `${Math.max(0, percent)}%` }} />
            </span>
            <span aria-hidden>{index}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Cells({ cells }: Pick<HostParts, 'cells'>) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  return (
    <ul className={classes.cells} aria-label={t('cpus.cells')}>
      {cells.map(({ totalKiB, usedKiB }, index) => {
        const isTold = totalKiB !== GAP && usedKiB !== GAP;
        const label = isTold
          ? t('host.usedOf', { used: format.kib(usedKiB), total: format.kib(totalKiB) })
          : '—';
        const key = `cell ${index}`;
        return (
          <li key={key}>
            {t('cpus.cell', { index })}
            <CapacityBar used={Math.max(0, usedKiB)} total={Math.max(0, totalKiB)} label={label} />
          </li>
        );
      })}
    </ul>
  );
}
