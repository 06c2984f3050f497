// The menus of the window: a menu bar, or the platform's own; and all shortcuts that act in it.
import { type ReactNode, useMemo } from 'react';
import { useMachineActions } from '../../actions/machine.ts';
import { desktop } from '../../live/desktop.ts';
import { useSelectedDomains } from '../../live/hooks.ts';
import { useActionKeys } from '../../ui/use-action-keys.ts';
import { MenuBar } from './menu-bar.tsx';
import { useMenus } from './menus.ts';
import classes from './shell.module.css';
import { useLayerPresses } from './use-layer-presses.ts';
import { useNativeMenu } from './use-native-menu.ts';
import { useStrayKeys } from './use-stray-keys.ts';
import type { WindowActions } from './window-actions.ts';

export interface TopProps {
  readonly actions: WindowActions;
  /** Stands at the end of the bar. */
  readonly children: ReactNode;
}

export function Top({ actions, children }: TopProps) {
  const menus = useMenus(actions);
  const { file, view, go, help } = actions;
  useActionKeys(
    useMemo(() => [...file, ...view, ...go, ...help], [file, view, go, help]),
    { whileTyping: true },
  );
  useActionKeys(useMachineActions(useSelectedDomains()), { whileTyping: false });
  useStrayKeys();
  useLayerPresses();
  useNativeMenu(menus);
  // The desktop app has a native menu bar.
  if (desktop() !== undefined) return null;
  return (
    <header className={classes.top}>
      <MenuBar menus={menus} />
      {children}
    </header>
  );
}
