// The list of machines: of one host or of all. The first thing that is seen, so it loads nothing it does not show.
import { memo, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ok } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { isWithin } from '../../../shared/model/labels.ts';
import { useDomains, useHost, useHosts, useModelPhase, useRequest } from '../../live/hooks.ts';
import { useWatched } from '../../live/measured.ts';
import { type ListSearch, useListText } from '../../live/search/hooks.ts';
import { HiddenStopped, StoppedToggle, useShownDomains } from '../../live/stopped.tsx';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { later } from '../../ui/later.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { useListedMark } from '../../ui/use-listed-mark.ts';
import { BulkNotes } from './bulk-notes.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { MachineFailures } from './machine-failures.tsx';
import { MachineMenu } from './machine-menu.tsx';
import { MachineToolbar } from './machine-toolbar.tsx';
import { MachinesList } from './machines-list.tsx';
import { NoMachines } from './no-machines.tsx';
import { NoMatch } from './no-match.tsx';
import { type GridSelection, useGridSelection } from './use-grid-selection.ts';
import { type MachineRows, useMachineRows } from './use-machine-rows.ts';
import { type MachinesViewState, useMachinesView } from './use-machines-view.ts';
import { GroupMenu, SortMenu, ViewSwitch } from './view-menu.tsx';

// Not what is seen first.
const MachinesTiles = later(async () => (await import('./machines-tiles.tsx')).MachinesTiles);

export interface MachinesPageProps {
  /** Only this host's machines. */
  readonly connection?: ConnectionId;
  /** Only the machines of this group and of those inside it. */
  readonly group?: string;
  /** What is searched for when the page is about all machines. */
  readonly query?: string;
  /** The box in which searches are typed. */
  readonly search: (search: ListSearch) => ReactNode;
  readonly onConnect: () => void;
}

interface MachinesProps {
  readonly found: MachineRows;
  readonly view: MachinesViewState;
  readonly selection: GridSelection;
  readonly all: readonly DomainSummary[];
  /** Stopped ones are left out. */
  readonly hides: boolean;
}

/** Not drawn again for a letter in the search box before the rows for it are known. */
const Machines = memo(function Machines({ found, view, selection, all, hides }: MachinesProps) {
  const { t } = useTranslation('domains');
  const [menuAt, setMenuAt] = useState<Point>();
  const empty = <NoMatch all={all} hides={hides} text={found.text} />;
  const shown = { found, selection, onMenu: setMenuAt, empty };
  // All that it was about is gone.
  if (
    menuAt !== undefined &&
    selection.selected.size > 0 &&
    !found.rows.some(({ key }) => selection.selected.has(key))
  )
    setMenuAt(undefined);
  return (
    <>
      {view.kind === 'list' ? (
        <MachinesList {...shown} view={view} />
      ) : (
        <Suspense fallback={<Loading />}>
          <MachinesTiles {...shown} />
        </Suspense>
      )}
      <ContextMenu at={menuAt} label={t('menu')} onClose={() => setMenuAt(undefined)}>
        <MachineMenu domains={selection.chosen} />
      </ContextMenu>
    </>
  );
});

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
  const { connection, group, query = '', search, onConnect } = props;
  const { t } = useTranslation('domains');
  const { phase, failure } = useModelPhase();
  const hosts = useShownHosts(connection);
  const { all, shown: domains, hidden } = useShownDomains(useMachines(props));
  const title = useTitle(props);
  const view = useMachinesView();
  const [text, onText] = useListText(connection === undefined && group === undefined, query);
  const found = useMachineRows(domains, text, view);
  const selection = useGridSelection(found.rows);
  const refreshing = useRefresh(hosts);
  useWatched(refreshing.up.map((host) => host.id));
  useListedMark(domains.length > 0);

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
          {search({
            text,
            onText,
            problems: found.problems,
            found: found.rows.length,
            total: domains.length,
          })}
          <StoppedToggle />
          <GroupMenu view={view} />
          {view.kind === 'list' ? <ColumnsMenu view={view} /> : <SortMenu view={view} />}
          <ViewSwitch view={view} />
        </>
      }
    >
      {refreshing.failure && (
        <FailureNote failure={refreshing.failure} action={t('notRefreshed')} onClose={refreshing.clear} />
      )}
      <BulkNotes />
      <MachineFailures />
      <HiddenStopped hidden={hidden} />
      {all.length === 0 ? (
        <NoMachines hosts={hosts} inGroup={group !== undefined} onConnect={onConnect} />
      ) : (
        <Machines found={found} view={view} selection={selection} all={all} hides={hidden > 0} />
      )}
    </Page>
  );
}
