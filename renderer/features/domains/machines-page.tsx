// The list of machines: of one host or of all. The first thing that is seen, so it loads nothing it does not show.
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ok } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import { isWithin } from '../../../shared/model/labels.ts';
import { stateKeyOf } from '../../live/domain-rules.ts';
import {
  useDomains,
  useHost,
  useHosts,
  useModelPhase,
  useNavigate,
  useRequest,
  useSampleOf,
  useSelect,
  useWatched,
} from '../../live/hooks.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { matchesFilter } from './filter.ts';
import { machineColumns } from './machine-columns.tsx';
import { MachineFailures } from './machine-failures.tsx';
import { MachineMenu } from './machine-menu.tsx';
import { MachineToolbar } from './machine-toolbar.tsx';
import classes from './machines.module.css';
import { NoMachines } from './no-machines.tsx';
import { type GridSettings, useGridSettings } from './use-grid-settings.ts';
import { useHostOf } from './use-offers.ts';

export interface MachinesPageProps {
  /** Only this host's machines. */
  readonly connection?: ConnectionId;
  /** Only the machines of this group and of those inside it. */
  readonly group?: string;
  /** What is searched for when the page is shown. */
  readonly query?: string;
  readonly onConnect: () => void;
}

function keyOf(domain: DomainSummary): DomainKey {
  return domain.key;
}

function nameOf(domain: DomainSummary): string {
  return domain.name;
}

const RATES: ReadonlySet<string> = new Set(['cpu', 'memoryUse']);

function useColumns({ columns, sorting }: GridSettings) {
  const { t } = useTranslation('domains');
  const sampleOf = useSampleOf(RATES.has(sorting.column));
  const hostOf = useHostOf();
  return useMemo(
    () =>
      machineColumns(columns, {
        t,
        sampleOf,
        hostName: (domain) => hostOf(domain.connection)?.name ?? '',
      }),
    [columns, t, sampleOf, hostOf],
  );
}

function useFiltered(domains: readonly DomainSummary[], filter: string): readonly DomainSummary[] {
  const { t } = useTranslation('domains');
  const wanted = useDeferredValue(filter);
  return useMemo(
    () =>
      wanted.trim() === ''
        ? domains
        : domains.filter((domain) => matchesFilter(domain, t(stateKeyOf(domain)), wanted)),
    [domains, wanted, t],
  );
}

/** The selection of the grid; it is what the Machine menu and its shortcuts act on while the page is shown. */
function useGridSelection(domains: readonly DomainSummary[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => domains.filter((domain) => selected.has(domain.key)), [domains, selected]);
  const publish = useSelect();
  useEffect(() => {
    publish(chosen.map(keyOf));
    return () => publish([]);
  }, [publish, chosen]);
  return { selected, setSelected, chosen };
}

interface GridProps {
  readonly domains: readonly DomainSummary[];
  readonly filter: string;
  readonly settings: GridSettings;
  readonly selection: ReturnType<typeof useGridSelection>;
}

function MachinesGrid({ domains, filter, settings, selection }: GridProps) {
  const { t } = useTranslation('domains');
  const navigate = useNavigate();
  const columns = useColumns(settings);
  const [menuAt, setMenuAt] = useState<Point>();
  const rows = useFiltered(domains, filter);
  const hostOf = useHostOf();
  const open = useCallback(
    (domain: DomainSummary) => navigate({ page: 'machine', domain: domain.key }),
    [navigate],
  );
  return (
    <>
      <DataGrid
        label={t('title')}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        textOf={nameOf}
        sorting={settings.sorting}
        onSort={settings.sort}
        selected={selection.selected}
        onSelect={selection.setSelected}
        onOpen={open}
        isStale={(domain) => hostOf(domain.connection)?.state !== 'connected'}
        onContext={(_, at) => setMenuAt(at)}
        empty={<p className={classes.noMatch}>{t('noMatch', { filter })}</p>}
      />
      <ContextMenu at={menuAt} label={t('menu')} onClose={() => setMenuAt(undefined)}>
        <MachineMenu domains={selection.chosen} />
      </ContextMenu>
    </>
  );
}

function useShownHosts(connection: ConnectionId | undefined): readonly HostSummary[] {
  const hosts = useHosts();
  return useMemo(
    () => (connection === undefined ? hosts : hosts.filter((host) => host.id === connection)),
    [hosts, connection],
  );
}

/** Reads again what has no event, on all connected hosts at once; fails with the first that failed. */
function useRefresh(hosts: readonly HostSummary[]) {
  const up = hosts.filter((host) => host.state === 'connected');
  const request = useRequest(async (api, connections: readonly ConnectionId[]) => {
    const results = await Promise.all(
      connections.map((connection) => api.connections.refresh({ connection })),
    );
    return results.find((result) => !result.ok) ?? ok(undefined);
  });
  return { ...request, up, refresh: () => void request.run(up.map((host) => host.id)) };
}

/** The machines that the page is about, before anything is searched for. */
function useMachines({ connection, group }: MachinesPageProps): readonly DomainSummary[] {
  const domains = useDomains(connection);
  return useMemo(
    () =>
      group === undefined
        ? domains
        : domains.filter((one) => one.group !== undefined && isWithin(one.group.path, group)),
    [domains, group],
  );
}

function useTitle({ connection, group }: MachinesPageProps): string {
  const { t } = useTranslation('domains');
  const host = useHost(connection);
  if (group !== undefined) return group;
  return host === undefined ? t('title') : t('titleOf', { host: host.name });
}

export function MachinesPage(props: MachinesPageProps) {
  const { connection, query = '', onConnect } = props;
  const { t } = useTranslation('domains');
  const { phase, failure } = useModelPhase();
  const hosts = useShownHosts(connection);
  const domains = useMachines(props);
  const title = useTitle(props);
  const settings = useGridSettings();
  const [filter, setFilter] = useState(query);
  useEffect(() => setFilter(query), [query]);
  const selection = useGridSelection(domains);
  const refreshing = useRefresh(hosts);
  useWatched(refreshing.up.map((host) => host.id));

  if (phase === 'loading') return <Loading />;
  if (phase === 'failed' && failure !== undefined)
    return <FailureNote failure={failure} action={t('notLoaded')} />;
  return (
    <Page
      fill
      title={title}
      onRefresh={refreshing.refresh}
      refreshing={refreshing.pending}
      aside={<MachineToolbar domains={selection.chosen} />}
      toolbar={
        <>
          <TextInput
            data-find
            type="search"
            className={classes.filter}
            leftSection={<IconSearch size={14} aria-hidden />}
            placeholder={t('filter')}
            aria-label={t('filter')}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <ColumnsMenu settings={settings} />
        </>
      }
    >
      {refreshing.failure && (
        <FailureNote failure={refreshing.failure} action={t('notRefreshed')} onClose={refreshing.clear} />
      )}
      <MachineFailures />
      {domains.length === 0 ? (
        <NoMachines hosts={hosts} onConnect={onConnect} />
      ) : (
        <MachinesGrid domains={domains} filter={filter} settings={settings} selection={selection} />
      )}
    </Page>
  );
}
