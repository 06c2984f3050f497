// The commands of the window as objects: menu bar, shortcuts and the desktop's own menu are fed from them.
import { useEffect, useMemo } from 'react';
import type { DesktopCommand } from '../../../shared/desktop.ts';
import { desktop, openInNewWindow } from '../../live/desktop.ts';
import { useNavigate } from '../../live/hooks.ts';
import { matchesShortcut, takesAllKeys } from '../../ui/shortcut.ts';
import type { TabsView } from './use-tabs.ts';

/** What the native menu sends, and what only pages need: the native menu opens windows by itself. */
export type CommandId = DesktopCommand | 'new-window';

export interface Command {
  readonly shortcut?: string;
  run(): void;
}

export type Commands = Readonly<Record<CommandId, Command>>;

function activePanel(): ParentNode {
  return document.querySelector('[role=tabpanel]:not([hidden])') ?? document;
}

/** Pages mark their own filter box and Refresh button; the window's command only finds them. */
function inPanel(selector: string): HTMLElement | null {
  return activePanel().querySelector<HTMLElement>(selector);
}

export interface Surroundings {
  readonly tabs: TabsView;
  connect(): void;
  toggleSidebar(): void;
}

function commandsFor({ tabs, connect, toggleSidebar }: Surroundings, navigate: TabsView['open']): Commands {
  return {
    connect: { shortcut: 'Ctrl+O', run: connect },
    'new-window': { shortcut: 'Ctrl+Shift+N', run: () => openInNewWindow(window.location.hash) },
    'close-tab': { shortcut: 'Ctrl+W', run: tabs.closeActive },
    settings: { shortcut: 'Ctrl+,', run: () => navigate({ page: 'settings' }) },
    about: { run: () => navigate({ page: 'about' }) },
    refresh: { shortcut: 'F5', run: () => inPanel('[data-refresh]')?.click() },
    find: { shortcut: 'Ctrl+F', run: () => inPanel('[data-find]')?.focus() },
    back: { shortcut: 'Alt+ArrowLeft', run: () => history.back() },
    forward: { shortcut: 'Alt+ArrowRight', run: () => history.forward() },
    'go-machines': { shortcut: 'Ctrl+1', run: () => navigate({ page: 'machines' }) },
    'next-tab': { shortcut: 'Ctrl+PageDown', run: () => tabs.step(1) },
    'previous-tab': { shortcut: 'Ctrl+PageUp', run: () => tabs.step(-1) },
    'toggle-sidebar': { shortcut: 'Ctrl+B', run: toggleSidebar },
  };
}

export function useCommands(surroundings: Surroundings): Commands {
  const navigate = useNavigate();
  const { tabs, connect, toggleSidebar } = surroundings;
  const commands = useMemo(
    () => commandsFor({ tabs, connect, toggleSidebar }, navigate),
    [tabs, connect, toggleSidebar, navigate],
  );

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || takesAllKeys(event.target)) return;
      const hit = Object.values(commands).find(
        ({ shortcut }) => shortcut !== undefined && matchesShortcut(event, shortcut),
      );
      // Without a box to find in, the browser's own search is better than nothing.
      if (hit === undefined || (hit === commands.find && inPanel('[data-find]') === null)) return;
      event.preventDefault();
      hit.run();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);

  useEffect(() => desktop()?.onCommand((id) => commands[id].run()), [commands]);
  return commands;
}
