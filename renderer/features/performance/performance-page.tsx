// How busy machines and hosts are, of one host or of all: a table to sort, graphs, and a look into one machine.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useFrozen } from '../../graphs/past.ts';
import { RangeChoice, useRange } from '../../graphs/range-choice.tsx';
import { useDomains, useHosts, useNavigate } from '../../live/hooks.ts';
import { useWatched } from '../../live/measured.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { Sorting } from '../../ui/data-grid-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { csvOf, useColumns } from './columns.tsx';
import { promisedOf } from './host-load.ts';
import { HostsTable } from './hosts-table.tsx';
import { MachineDetail } from './machine-detail.tsx';
import { OneHost } from './one-host.tsx';
import classes from './performance.module.css';
import { type PerformanceRow, useRows } from './rows.ts';

const keyOf = ({ key }: PerformanceRow) => key;
const nameOf = ({ domain }: PerformanceRow) => domain.name;
const BUSIEST: readonly Sorting[] = [{ column: 'cpu', descending: true }];

/** Those that can be measured now. */
function useMeasuredHosts(connection: ConnectionId | undefined): readonly HostSummary[] {
  const hosts = useHosts();
  return useMemo(
    () =>
      hosts.filter(
        ({ id, state, lacks }) =>
          state === 'connected' &&
          !lacks.includes('statistics') &&
          (connection === undefined || id === connection),
      ),
    [hosts, connection],
  );
}

export function PerformancePage({ connection }: { readonly connection?: ConnectionId }) {
  const { t } = useTranslation('performance');
  const hosts = useMeasuredHosts(connection);
  useWatched(hosts.map(({ id }) => id));
  const [paused, setPaused] = useState(false);
  const [range, setRange] = useRange();
  const now = useRows(connection, hosts);
  const rows = useFrozen(now, paused);
  const [only] = hosts;
  const of = connection !== undefined && only !== undefined ? only.name : undefined;

  function save(): void {
    const csv = new Blob([csvOf(rows, Date.now())], { type: 'text/csv' });
    saveFile(of === undefined ? 'performance' : `performance ${of}`, 'csv', csv);
  }

  return (
    <Page
      fill
      title={of === undefined ? t('title') : t('titleOf', { host: of })}
      toolbar={
        <>
          <RangeChoice range={range} onRange={setRange} />
          <Button
            size="compact-sm"
            variant={paused ? 'filled' : 'default'}
            leftSection={
              paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
            }
            onClick={() => setPaused(!paused)}
          >
            {paused ? t('resume') : t('pause')}
          </Button>
          <Tooltip label={t('save')}>
            <ActionIcon aria-label={t('save')} onClick={save} disabled={rows.length === 0}>
              <IconDownload size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      {only === undefined ? (
        <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
      ) : (
        <Busy connection={connection} hosts={hosts} rows={rows} range={range} paused={paused} />
      )}
    </Page>
  );
}

interface BusyProps {
  readonly connection: ConnectionId | undefined;
  readonly hosts: readonly HostSummary[];
  readonly rows: readonly PerformanceRow[];
  readonly range: ReturnType<typeof useRange>[0];
  readonly paused: boolean;
}

function Busy({ connection, hosts, rows, range, paused }: BusyProps) {
  const domains = useDomains(connection);
  const promised = useFrozen(
    useMemo(() => promisedOf(domains), [domains]),
    paused,
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const shown = selected.size === 1 ? rows.find(({ key }) => selected.has(key)) : undefined;
  const [only] = hosts;
  const several = connection === undefined && hosts.length > 1;
  return (
    <div className={classes.page}>
      {!several && only !== undefined ? (
        <OneHost host={only} promised={promised} range={range} paused={paused} />
      ) : (
        <HostsTable hosts={hosts} promised={promised} paused={paused} />
      )}
      <div className={classes.body} data-detail={shown !== undefined || undefined}>
        <Machines rows={rows} several={several} selected={selected} onSelect={setSelected} />
        {shown !== undefined && (
          <MachineDetail
            key={shown.key}
            domain={shown.domain}
            range={range}
            paused={paused}
            onClose={() => setSelected(new Set())}
          />
        )}
      </div>
    </div>
  );
}

interface MachinesProps {
  readonly rows: readonly PerformanceRow[];
  readonly several: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
}

function Machines({ rows, several, selected, onSelect }: MachinesProps) {
  const { t } = useTranslation('performance');
  const navigate = useNavigate();
  const columns = useColumns(several);
  const [sorting, setSorting] = useState(BUSIEST);
  const open = useCallback(
    ({ key }: PerformanceRow) => navigate({ page: 'machine', domain: key }),
    [navigate],
  );
  return (
    <div className={classes.machines}>
      <DataGrid
        label={t('machines')}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        textOf={nameOf}
        sorting={sorting}
        onSort={setSorting}
        selected={selected}
        onSelect={onSelect}
        onOpen={open}
        empty={<p className={classes.quiet}>{t('noMachines')}</p>}
      />
    </div>
  );
}
