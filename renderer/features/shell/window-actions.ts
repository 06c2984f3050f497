// What can be done with the window itself, as actions: menus, palette and shortcuts are drawn from them.
import {
  type Icon,
  IconActivity,
  IconArrowLeft,
  IconArrowRight,
  IconCommand,
  IconDeviceDesktopAnalytics,
  IconInfoCircle,
  IconKeyboard,
  IconLayoutSidebar,
  IconListCheck,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconWindow,
  IconWorldSearch,
  IconX,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Density, type Settings, THEMES } from '../../../shared/model/settings.ts';
import { openInNewWindow } from '../../live/desktop.ts';
import { useChangeSettings, useSettings, useWish } from '../../live/hooks.ts';
import { hashOf } from '../../live/place.ts';
import type { Wish } from '../../live/wish.ts';
import type { Action } from '../../ui/action.ts';
import { rowInView } from '../../ui/list-in-view.ts';
import type { TabsView } from './use-tabs.ts';

/** Pages mark their own filter box and Refresh button; the window's actions only find them. */
function inPanel(selector: string): HTMLElement | null {
  const panel: ParentNode = document.querySelector('[role=tabpanel]:not([hidden])') ?? document;
  return panel.querySelector<HTMLElement>(selector);
}

/** ms for which a page that is on its way is waited for. */
const PAGE_COMES_MS = 3000;

function isComing(): boolean {
  return inPanel(':scope > [data-loading]') !== null;
}

function whenPageIsThere(then: () => void): void {
  const end = () => {
    clearTimeout(timer);
    watch.disconnect();
    then();
  };
  const timer = setTimeout(end, PAGE_COMES_MS);
  const watch = new MutationObserver(() => isComing() || end());
  watch.observe(document.body, { childList: true, subtree: true });
}

/** Without a box to find in, the window's own search is better than nothing. */
function find(orElse: () => void): void {
  const focus = () => {
    const box = inPanel('[data-find]');
    if (box === null) orElse();
    else box.focus();
  };
  if (isComing()) whenPageIsThere(focus);
  else focus();
}

/** From the sidebar's trees to the page and round again. */
function nextPane(): void {
  const trees = document.querySelectorAll<HTMLElement>('nav [role=treeitem][tabindex="0"]');
  const panes = [...trees, rowInView() ?? inPanel('button, a[href], input')].filter((one) => one !== null);
  const here = panes.findIndex((pane) =>
    pane.closest('[role=tree], main, [role=tabpanel]')?.contains(document.activeElement),
  );
  panes[(here + 1) % panes.length]?.focus();
}

interface Surroundings {
  readonly tabs: Pick<TabsView, 'open' | 'closeActive' | 'moveActive' | 'step'>;
  readonly toggleSidebar: () => void;
  readonly wish: (wish: Wish) => void;
}

interface More {
  readonly shortcut?: string;
  readonly icon?: Icon;
}

function windowAction(group: string, name: string, run: () => void, more: More = {}): Action {
  return { id: `window.${name}`, label: `app:command.${name}`, group, run, ...more };
}

function fileActions({ tabs, wish }: Surroundings): readonly Action[] {
  const group = 'file';
  return [
    windowAction(group, 'connect', () => wish({ kind: 'add-host' }), { shortcut: 'Ctrl+O', icon: IconPlus }),
    windowAction(group, 'new-window', () => openInNewWindow(hashOf({ page: 'machines' })), {
      shortcut: 'Ctrl+Shift+N',
      icon: IconWindow,
    }),
    windowAction(group, 'close-tab', tabs.closeActive, { shortcut: 'Ctrl+W', icon: IconX }),
    windowAction('settings', 'settings', () => tabs.open({ page: 'settings' }), {
      shortcut: 'Ctrl+,',
      icon: IconSettings,
    }),
  ];
}

function viewActions({ toggleSidebar, wish }: Surroundings): readonly Action[] {
  const palette = () => wish({ kind: 'palette' });
  return [
    windowAction('find', 'palette', palette, { shortcut: 'Ctrl+K', icon: IconCommand }),
    windowAction('find', 'find', () => find(palette), { shortcut: 'Ctrl+F', icon: IconSearch }),
    windowAction('find', 'search', () => document.querySelector<HTMLElement>('[data-search]')?.focus(), {
      shortcut: 'Ctrl+Shift+F',
      icon: IconWorldSearch,
    }),
    windowAction('find', 'refresh', () => inPanel('[data-refresh]')?.click(), {
      shortcut: 'F5',
      icon: IconRefresh,
    }),
    windowAction('sidebar', 'toggle-sidebar', toggleSidebar, { shortcut: 'Ctrl+B', icon: IconLayoutSidebar }),
  ];
}

function goActions({ tabs }: Surroundings): readonly Action[] {
  return [
    windowAction('history', 'back', () => history.back(), { shortcut: 'Alt+ArrowLeft', icon: IconArrowLeft }),
    windowAction('history', 'forward', () => history.forward(), {
      shortcut: 'Alt+ArrowRight',
      icon: IconArrowRight,
    }),
    windowAction('panes', 'next-pane', nextPane, { shortcut: 'F6' }),
    windowAction('tabs', 'next-tab', () => tabs.step(1), { shortcut: 'Ctrl+PageDown' }),
    windowAction('tabs', 'previous-tab', () => tabs.step(-1), { shortcut: 'Ctrl+PageUp' }),
    windowAction('tabs', 'move-tab-right', () => tabs.moveActive(1), { shortcut: 'Ctrl+Shift+PageDown' }),
    windowAction('tabs', 'move-tab-left', () => tabs.moveActive(-1), { shortcut: 'Ctrl+Shift+PageUp' }),
    windowAction('pages', 'go-machines', () => tabs.open({ page: 'machines' }), {
      shortcut: 'Ctrl+1',
      icon: IconDeviceDesktopAnalytics,
    }),
    windowAction('pages', 'go-tasks', () => tabs.open({ page: 'tasks' }), {
      shortcut: 'Ctrl+2',
      icon: IconListCheck,
    }),
    windowAction('pages', 'go-performance', () => tabs.open({ page: 'performance' }), {
      shortcut: 'Ctrl+3',
      icon: IconActivity,
    }),
  ];
}

function helpActions({ tabs, wish }: Surroundings): readonly Action[] {
  return [
    windowAction('help', 'shortcuts', () => wish({ kind: 'shortcuts' }), {
      shortcut: 'F1',
      icon: IconKeyboard,
    }),
    windowAction('help', 'about', () => tabs.open({ page: 'about' }), { icon: IconInfoCircle }),
  ];
}

const DENSITIES: readonly Density[] = ['compact', 'comfortable'];

type Change = ReturnType<typeof useChangeSettings>;

function lookActions(settings: Settings, change: Change): readonly Action[] {
  return [
    ...THEMES.map(
      (theme): Action => ({
        id: `window.theme-${theme}`,
        label: `app:theme.${theme}`,
        group: 'theme',
        checked: settings.theme === theme,
        run: () => void change({ theme }),
      }),
    ),
    ...DENSITIES.map(
      (density): Action => ({
        id: `window.density-${density}`,
        label: `app:density.${density}`,
        group: 'density',
        checked: settings.density === density,
        run: () => void change({ density }),
      }),
    ),
  ];
}

export interface WindowActions {
  readonly file: readonly Action[];
  readonly view: readonly Action[];
  readonly go: readonly Action[];
  readonly help: readonly Action[];
}

export interface WindowActionsOptions {
  readonly tabs: TabsView;
  readonly toggleSidebar: () => void;
}

export function useWindowActions({ tabs, toggleSidebar }: WindowActionsOptions): WindowActions {
  const [, wish] = useWish();
  const settings = useSettings();
  const change = useChangeSettings();
  // What the tabs hold changes with each letter of a search, and what can be done with them never does.
  const { open, closeActive, moveActive, step } = tabs;
  return useMemo(() => {
    const around = { tabs: { open, closeActive, moveActive, step }, toggleSidebar, wish };
    return {
      file: fileActions(around),
      view: [...viewActions(around), ...lookActions(settings, change)],
      go: goActions(around),
      help: helpActions(around),
    };
  }, [open, closeActive, moveActive, step, toggleSidebar, wish, settings, change]);
}
