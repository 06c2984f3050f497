// The window: menu bar, sidebar, tabs, status bar. What stands inside a tab is composed by app.tsx.
import { Activity, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { desktop } from '../../live/desktop.ts';
import { useEndWish, useHost, useWish } from '../../live/hooks.ts';
import type { Place } from '../../live/place.ts';
import type { Action } from '../../ui/action.ts';
import { Loading } from '../../ui/loading.tsx';
import { Split } from '../../ui/split.tsx';
import { Banners } from './banners.tsx';
import { DemoNote } from './demo-note.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { PaletteButton } from './palette-button.tsx';
import { RemoveHost } from './remove-host.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { panelElementId, TabBar, tabElementId } from './tab-bar.tsx';
import type { Tab } from './tab-store.ts';
import { Top } from './top.tsx';
import { useTabTitle } from './use-tab-title.ts';
import { useTabs } from './use-tabs.ts';
import { useWindowActions } from './window-actions.ts';

export interface ShellProps {
  readonly renderPlace: (place: Place) => ReactNode;
  /** Items of a machine's context menu. */
  readonly machineMenu: (domains: readonly DomainSummary[]) => ReactNode;
  /** Above the hosts in the sidebar. */
  readonly groups?: ReactNode;
  /** What stands beside the menus: the search box. */
  readonly search?: ReactNode;
  /** The sidebar's saved searches. */
  readonly searches?: ReactNode;
  /** What opens over the window, and is about its own actions: the palette. */
  readonly overlay?: (actions: readonly Action[]) => ReactNode;
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

/** Programs that run in a terminal: nobody wants them ended because he looks at something else. */
const RUNNING: ReadonlySet<Place['page']> = new Set(['host-shell', 'virsh-shell', 'guest-shell', 'terminal']);

/**
 * A hidden tab keeps what it shows, and stops watching: its effects end until it is shown again, and a screen is no longer
 * sent. What runs in a terminal goes on.
 */
function Panel({ tab, active, children }: PanelProps) {
  return (
    <div
      role="tabpanel"
      id={panelElementId(tab)}
      aria-labelledby={tabElementId(tab)}
      hidden={!active}
      className={classes.panel}
    >
      <Activity mode={active || RUNNING.has(tab.place.page) ? 'visible' : 'hidden'}>
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

function HostToRemove() {
  const [wish] = useWish();
  const end = useEndWish();
  const host = useHost(wish?.kind === 'remove-host' ? wish.connection : undefined);
  return host === undefined ? null : <RemoveHost host={host} onClose={end} />;
}

export function Shell({ renderPlace, machineMenu, groups, search, searches, overlay }: ShellProps) {
  const { t } = useTranslation('app');
  const tabs = useTabs();
  const sidebar = useSidebarVisible();
  const [, wish] = useWish();
  const actions = useWindowActions({ tabs, toggleSidebar: sidebar.toggle });
  const all = useMemo(() => Object.values(actions).flat(), [actions]);
  const onAdd = useCallback(() => wish({ kind: 'add-host' }), [wish]);
  const active = tabs.tabs.find((tab) => tab.id === tabs.active);
  const end = (
    <div className={classes.end}>
      {search}
      <PaletteButton />
    </div>
  );
  return (
    <div className={classes.window}>
      <Top actions={actions}>{end}</Top>
      <Banners />
      <DemoNote onAdd={onAdd} />
      <Split
        name="guesthouse.sidebar-width"
        label={t('sidebar.resize')}
        initial={232}
        least={140}
        most={520}
        collapsed={sidebar.collapsed}
        onCollapse={sidebar.setCollapsed}
        first={
          <Sidebar
            machineMenu={(domain) => machineMenu([domain])}
            searches={searches}
            groups={groups}
            onAdd={onAdd}
          />
        }
      >
        <main className={classes.main}>
          <TabBar view={tabs} end={desktop() === undefined ? undefined : end} />
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
      <HostToRemove />
      {overlay?.(all)}
      {active !== undefined && <WindowTitle place={active.place} />}
    </div>
  );
}
