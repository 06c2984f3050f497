// The window: menu bar, sidebar, tabs, status bar. What stands inside a tab is composed by app.tsx.
import { Activity, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { desktop } from '../../live/desktop.ts';
import type { Place } from '../../live/place.ts';
import { Loading } from '../../ui/loading.tsx';
import { Split } from '../../ui/split.tsx';
import { Banners } from './banners.tsx';
import { type Commands, useCommands } from './commands.ts';
import { DemoNote } from './demo-note.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { MenuBar } from './menu-bar.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { panelElementId, TabBar, tabElementId } from './tab-bar.tsx';
import type { Tab } from './tab-store.ts';
import { useTabTitle } from './use-tab-title.ts';
import { useTabs } from './use-tabs.ts';

export interface ShellProps {
  readonly renderPlace: (place: Place) => ReactNode;
  /** Items of the machine menu: for these machines, or for the selected ones. */
  readonly machineMenu: (domains?: readonly DomainSummary[]) => ReactNode;
  readonly onConnect: () => void;
  readonly onEdit: (connection: ConnectionId) => void;
}

function WindowTitle({ place }: { readonly place: Place }) {
  const { title } = useTabTitle(place);
  useEffect(() => {
    document.title = `${title} — Guesthouse`;
  }, [title]);
  return null;
}

interface PanelProps {
  readonly tab: Tab;
  readonly active: boolean;
  readonly children: ReactNode;
}

/** A hidden tab keeps what it shows, and stops watching: its effects end until it is shown again. */
function Panel({ tab, active, children }: PanelProps) {
  return (
    <div
      role="tabpanel"
      id={panelElementId(tab)}
      aria-labelledby={tabElementId(tab)}
      hidden={!active}
      className={classes.panel}
    >
      <Activity mode={active ? 'visible' : 'hidden'}>
        <ErrorBoundary>
          <Suspense fallback={<Loading />}>{children}</Suspense>
        </ErrorBoundary>
      </Activity>
    </div>
  );
}

function useSidebarVisible() {
  const [collapsed, setCollapsed] = useState(false);
  const toggle = useCallback(() => setCollapsed((before) => !before), []);
  return { collapsed, setCollapsed, toggle };
}

function Top({ commands, machineMenu }: { readonly commands: Commands; readonly machineMenu: ReactNode }) {
  // The desktop app has a native menu bar.
  if (desktop() !== undefined) return null;
  return (
    <header className={classes.top}>
      <MenuBar commands={commands} machineMenu={machineMenu} />
    </header>
  );
}

export function Shell({ renderPlace, machineMenu, onConnect, onEdit }: ShellProps) {
  const { t } = useTranslation('app');
  const tabs = useTabs();
  const sidebar = useSidebarVisible();
  const commands = useCommands({ tabs, connect: onConnect, toggleSidebar: sidebar.toggle });
  const active = tabs.tabs.find((tab) => tab.id === tabs.active);
  return (
    <div className={classes.window}>
      <Top commands={commands} machineMenu={machineMenu()} />
      <Banners />
      <DemoNote onAdd={onConnect} />
      <Split
        name="guesthouse.sidebar-width"
        label={t('sidebar.resize')}
        initial={232}
        least={140}
        most={520}
        collapsed={sidebar.collapsed}
        onCollapse={sidebar.setCollapsed}
        first={<Sidebar machineMenu={(domain) => machineMenu([domain])} onAdd={onConnect} onEdit={onEdit} />}
      >
        <main className={classes.main}>
          <TabBar view={tabs} />
          <div className={classes.panels}>
            {tabs.tabs
              .filter((tab) => tab.seen)
              .map((tab) => (
                <Panel key={tab.id} tab={tab} active={tab.id === tabs.active}>
                  {renderPlace(tab.place)}
                </Panel>
              ))}
          </div>
        </main>
      </Split>
      <StatusBar />
      {active !== undefined && <WindowTitle place={active.place} />}
    </div>
  );
}
