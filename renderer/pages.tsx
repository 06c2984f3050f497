// Every place and the page that stands for it. All but the list of machines are loaded when first shown.
import { type ComponentProps, type ReactNode, useEffect, useMemo } from 'react';
import { connectionOf, type DomainKey } from '../shared/model/keys.ts';
import { MachinesPage } from './features/domains/machines-page.tsx';
import { PageSearch } from './features/search/page-search.tsx';
import { useAnyDomain, useDomain, useNavigate, useSelect, useSettings } from './live/hooks.ts';
import { NO_DOMAINS } from './live/live.ts';
import type { MachineTab, Place } from './live/place.ts';
import { later, readAhead } from './ui/later.tsx';
import { DIALOGS } from './wished.tsx';

const HostPage = later(async () => (await import('./features/hosts/host-page.tsx')).HostPage);
const NetworksPage = later(async () => (await import('./features/networks/networks-page.tsx')).NetworksPage);
const NetworkPage = later(async () => (await import('./features/networks/network-page.tsx')).NetworkPage);
const PoolsPage = later(async () => (await import('./features/storage/pools-page.tsx')).PoolsPage);
const PoolPage = later(async () => (await import('./features/storage/pool-page.tsx')).PoolPage);
const BridgesPage = later(async () => (await import('./features/bridges/bridges-page.tsx')).BridgesPage);
const PerformancePage = later(
  async () => (await import('./features/performance/performance-page.tsx')).PerformancePage,
);
const SettingsPage = later(async () => (await import('./features/settings/settings-page.tsx')).SettingsPage);
const TasksPage = later(async () => (await import('./features/tasks/tasks-page.tsx')).TasksPage);
const AboutPage = later(async () => (await import('./features/about/about-page.tsx')).AboutPage);
const MachinePage = later(
  async () => (await import('./features/domains/machine/machine-page.tsx')).MachinePage,
);

const ScreenTab = later(async () => (await import('./features/screen/screen-tab.tsx')).ScreenTab);
const SerialTab = later(async () => (await import('./features/serial/serial-tab.tsx')).SerialTab);
const PolkitTerminal = later(
  async () => (await import('./features/terminal/polkit-terminal.tsx')).PolkitTerminal,
);
const HostShellPage = later(async () => (await import('./features/terminal/shell-pages.tsx')).HostShellPage);
const VirshShellPage = later(
  async () => (await import('./features/terminal/shell-pages.tsx')).VirshShellPage,
);
const GuestShellPage = later(
  async () => (await import('./features/terminal/shell-pages.tsx')).GuestShellPage,
);

/** What is small and opened often. */
const OFTEN = [...DIALOGS, PerformancePage, TasksPage, HostPage, SettingsPage];

function MachinesAt(props: Omit<ComponentProps<typeof MachinesPage>, 'search'>) {
  const listed = useAnyDomain();
  // Where one goes next from the list, and what takes longest to be ready there: noVNC probes the decoders of the browser.
  // While the first list is awaited it would only be in its way.
  useEffect(() => {
    if (!listed) return;
    return readAhead([MachinePage, ScreenTab, ...OFTEN]);
  }, [listed]);
  return <MachinesPage {...props} search={(search) => <PageSearch {...search} />} />;
}

interface MachineAtProps {
  readonly domain: DomainKey;
  /** Absent: where the person wants machines to open. */
  readonly tab: MachineTab | undefined;
}

function MachineAt({ domain, tab }: MachineAtProps) {
  const navigate = useNavigate();
  const { machineStart } = useSettings();
  useEffect(() => {
    // noVNC takes longer to load than a screen takes to open.
    return readAhead([ScreenTab, SerialTab]);
  }, []);
  const machine = useDomain(domain);
  useSelect(useMemo(() => (machine === undefined ? NO_DOMAINS : [machine]), [machine]));
  return (
    <MachinePage
      domain={domain}
      tab={tab ?? machineStart}
      screen={ScreenTab}
      serial={SerialTab}
      onTab={(next) => navigate({ page: 'machine', domain, tab: next })}
    />
  );
}

export interface PageWishes {
  /** Adds a host. */
  readonly onConnect: () => void;
}

export function pageAt(place: Place, { onConnect }: PageWishes): ReactNode {
  switch (place.page) {
    case 'machines':
      return (
        <MachinesAt
          onConnect={onConnect}
          {...(place.connection === undefined ? {} : { connection: place.connection })}
        />
      );
    case 'group':
      return <MachinesAt onConnect={onConnect} group={place.group} />;
    case 'search':
      return <MachinesAt onConnect={onConnect} query={place.query} />;
    case 'host':
      return <HostPage connection={place.connection} />;
    case 'machine':
      return <MachineAt domain={place.domain} tab={place.tab} />;
    case 'networks':
      return <NetworksPage connection={place.connection} />;
    case 'network':
      return <NetworkPage network={place.network} />;
    case 'pools':
      return <PoolsPage connection={place.connection} />;
    case 'pool':
      return <PoolPage pool={place.pool} />;
    case 'bridges':
      return <BridgesPage connection={place.connection} />;
    case 'bridge':
      return <BridgesPage connection={connectionOf(place.bridge)} selected={place.bridge} />;
    case 'tasks':
      return <TasksPage {...(place.task === undefined ? {} : { shown: place.task })} />;
    case 'performance':
      return (
        <PerformancePage {...(place.connection === undefined ? {} : { connection: place.connection })} />
      );
    case 'settings':
      return <SettingsPage />;
    case 'about':
      return <AboutPage />;
    case 'terminal':
      return <PolkitTerminal connection={place.connection} />;
    case 'host-shell':
      return <HostShellPage connection={place.connection} />;
    case 'virsh-shell':
      return <VirshShellPage connection={place.connection} />;
    case 'guest-shell':
      return (
        <GuestShellPage
          domain={place.domain}
          address={place.address}
          {...(place.user === undefined ? {} : { user: place.user })}
        />
      );
  }
}
