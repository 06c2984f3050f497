// Every place and the page that stands for it. All but the list of machines are loaded when first shown.
import { type ComponentProps, type ComponentType, lazy, type ReactNode, useEffect, useState } from 'react';
import { connectionOf, type DomainKey } from '../shared/model/keys.ts';
import { MachinesPage } from './features/domains/machines-page.tsx';
import { PageSearch } from './features/search/page-search.tsx';
import { useAnyDomain, useNavigate, useSelect, useSettings } from './live/hooks.ts';
import type { MachineTab, Place } from './live/place.ts';

/**
 * `lazy` for modules that export by name, drawn at once when the module is there already: a lazy component shows its
 * fallback even then, and React keeps a fallback for 300 ms.
 */
function page<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Later = lazy(fetch);
  function Page(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Shown {...props} />;
  }
  // What does not come now is asked for again, and told, when it is shown.
  return Object.assign(Page, { preload: () => void fetch().catch(() => undefined) });
}

/** A page that is never idle opens machines and screens too. */
const PRELOAD_WITHIN_MS = 200;

/** Runs `task` when the page has nothing else to do, unless the returned function is called before. */
function whenIdle(task: () => void): () => void {
  const idle = requestIdleCallback(task, { timeout: PRELOAD_WITHIN_MS });
  return () => cancelIdleCallback(idle);
}

const HostPage = page(async () => (await import('./features/hosts/host-page.tsx')).HostPage);
const NetworksPage = page(async () => (await import('./features/networks/networks-page.tsx')).NetworksPage);
const NetworkPage = page(async () => (await import('./features/networks/network-page.tsx')).NetworkPage);
const PoolsPage = page(async () => (await import('./features/storage/pools-page.tsx')).PoolsPage);
const PoolPage = page(async () => (await import('./features/storage/pool-page.tsx')).PoolPage);
const BridgesPage = page(async () => (await import('./features/bridges/bridges-page.tsx')).BridgesPage);
const PerformancePage = page(
  async () => (await import('./features/performance/performance-page.tsx')).PerformancePage,
);
const SettingsPage = page(async () => (await import('./features/settings/settings-page.tsx')).SettingsPage);
const TasksPage = page(async () => (await import('./features/tasks/tasks-page.tsx')).TasksPage);
const AboutPage = page(async () => (await import('./features/about/about-page.tsx')).AboutPage);
const MachinePage = page(
  async () => (await import('./features/domains/machine/machine-page.tsx')).MachinePage,
);

const ScreenTab = page(async () => (await import('./features/screen/screen-tab.tsx')).ScreenTab);
const SerialTab = page(async () => (await import('./features/serial/serial-tab.tsx')).SerialTab);
const PolkitTerminal = page(
  async () => (await import('./features/terminal/polkit-terminal.tsx')).PolkitTerminal,
);
const HostShellPage = page(async () => (await import('./features/terminal/shell-pages.tsx')).HostShellPage);
const VirshShellPage = page(async () => (await import('./features/terminal/shell-pages.tsx')).VirshShellPage);
const GuestShellPage = page(async () => (await import('./features/terminal/shell-pages.tsx')).GuestShellPage);

function MachinesAt(props: Omit<ComponentProps<typeof MachinesPage>, 'search'>) {
  const listed = useAnyDomain();
  // Where one goes next from the list, and what takes longest to be ready there: noVNC probes the decoders of the browser.
  // While the first list is awaited it would only be in its way.
  useEffect(() => {
    if (!listed) return;
    return whenIdle(() => {
      MachinePage.preload();
      ScreenTab.preload();
    });
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
    return whenIdle(() => {
      ScreenTab.preload();
      SerialTab.preload();
    });
  }, []);
  const select = useSelect();
  // While its page is shown, the Machine menu and the shortcuts are about this machine.
  useEffect(() => {
    select([domain]);
    return () => select([]);
  }, [select, domain]);
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
