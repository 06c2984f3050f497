// The volumes of a pool, with who uses each. Ten thousand stay quick.
import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PoolDetails, PoolSummary, VolumeSummary } from '../../../shared/model/storage.ts';
import { type Fetched, useHost } from '../../live/hooks.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';
import { CommandLine } from '../../ui/command.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { Sorting } from '../../ui/data-grid-types.ts';
import { useRowHeight } from '../../ui/density.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './storage.module.css';
import { useVolumeColumns } from './volume-columns.tsx';

interface VolumesSectionProps {
  readonly pool: PoolSummary;
  readonly active: boolean;
  readonly details: Fetched<PoolDetails>;
}

export function VolumesSection({ pool, active, details }: VolumesSectionProps) {
  const { t } = useTranslation('storage');
  const [filter, setFilter] = useState('');
  const volumes = details.value?.volumes;
  const tools = active && volumes !== undefined && volumes.length > 0 && (
    <>
      <span>{t('volumes.count', { count: volumes.length })}</span>
      <TextInput
        aria-label={t('volumes.filter')}
        placeholder={t('volumes.filter')}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
    </>
  );

  return (
    <Section title={t('volumes.title')} tools={tools}>
      {details.failure && (
        <FailureNote failure={details.failure} action={t('failed.volumes', { name: pool.name })} />
      )}
      {!active && <EmptyState title={t('volumes.inactive.title')}>{t('volumes.inactive.text')}</EmptyState>}
      {active && volumes === undefined && details.failure === undefined && <Loading />}
      {active && volumes !== undefined && <Volumes pool={pool} volumes={volumes} filter={filter} />}
    </Section>
  );
}

interface VolumesProps {
  readonly pool: PoolSummary;
  readonly volumes: readonly VolumeSummary[];
  readonly filter: string;
}

const HEAD_HEIGHT = 28;
const MOST_ROWS = 20;

const BY_NAME: readonly Sorting[] = [{ column: 'name', descending: false }];

function Volumes({ pool, volumes, filter }: VolumesProps) {
  const { t } = useTranslation('storage');
  const host = useHost(pool.connection);
  const columns = useVolumeColumns();
  const rowHeight = useRowHeight();
  const [sorting, setSorting] = useState<readonly Sorting[]>(BY_NAME);
  const shown = useMemo(() => matching(volumes, filter), [volumes, filter]);

  if (volumes.length === 0)
    return (
      <>
        <p className={classes.hint}>{t('volumes.empty')}</p>
        {host && (
          <CommandLine
            command={virshLine(
              host,
              'vol-create-as',
              virshName(pool),
              'disk.qcow2',
              '20G',
              '--format',
              'qcow2',
            )}
          />
        )}
      </>
    );
  return (
    <div
      className={classes.volumes}
      style={{ height: HEAD_HEIGHT + rowHeight * Math.max(1, Math.min(MOST_ROWS, shown.length)) + 4 }}
    >
      <DataGrid
        label={t('volumes.title')}
        columns={columns}
        rows={shown}
        search={filter}
        keyOf={keyOf}
        textOf={nameOf}
        sorting={sorting}
        onSort={setSorting}
        empty={<p className={classes.hint}>{t('volumes.noMatch')}</p>}
      />
    </div>
  );
}

function keyOf(volume: VolumeSummary): string {
  return volume.key;
}

function nameOf(volume: VolumeSummary): string {
  return volume.name;
}

/** Name or path holds the words typed, whatever their case. */
function matching(volumes: readonly VolumeSummary[], filter: string): readonly VolumeSummary[] {
  const wanted = filter.trim().toLocaleLowerCase();
  if (wanted === '') return volumes;
  return volumes.filter((volume) => `${volume.name}\n${volume.path}`.toLocaleLowerCase().includes(wanted));
}
