// The row of open tabs. Arrow keys go along it, middle click or the cross closes, a right click offers more.
import { Menu } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openInNewWindow } from '../../live/desktop.ts';
import { hashOf } from '../../live/place.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { StateIcon } from '../../ui/state.tsx';
import classes from './shell.module.css';
import type { Tab } from './tab-store.ts';
import { useTabTitle } from './use-tab-title.ts';
import { isClosable, type TabsView } from './use-tabs.ts';

interface TabProps {
  readonly tab: Tab;
  readonly active: boolean;
  readonly view: TabsView;
  readonly onContext: (tab: Tab, at: Point) => void;
}

export function tabElementId(tab: Tab): string {
  return `tab-${encodeURIComponent(tab.id)}`;
}

export function panelElementId(tab: Tab): string {
  return `panel-${encodeURIComponent(tab.id)}`;
}

function TabHandle({ tab, active, view, onContext }: TabProps) {
  const { t } = useTranslation('app');
  const { title, look } = useTabTitle(tab.place);

  function onAuxClick(event: MouseEvent) {
    if (event.button === 1 && isClosable(tab)) view.close(tab.id);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: middle and right click only add to what the tab inside does
    <div
      role="presentation"
      className={classes.tab}
      data-active={active || undefined}
      onAuxClick={onAuxClick}
      onContextMenu={(event) => {
        event.preventDefault();
        onContext(tab, { x: event.clientX, y: event.clientY });
      }}
    >
      <button
        type="button"
        role="tab"
        id={tabElementId(tab)}
        aria-selected={active}
        aria-controls={panelElementId(tab)}
        aria-keyshortcuts={isClosable(tab) ? 'Delete' : undefined}
        tabIndex={active ? 0 : -1}
        className={classes.tabName}
        title={title}
        onClick={() => view.open(tab.place)}
      >
        {look !== undefined && <StateIcon look={look} />}
        <span>{title}</span>
      </button>
      {isClosable(tab) && (
        // A list of tabs may hold nothing but tabs: the keyboard has Delete and Control+W instead.
        <span
          aria-hidden
          className={classes.tabClose}
          title={t('tab.closeOf', { title })}
          onClick={() => view.close(tab.id)}
        >
          <IconX size={12} />
        </span>
      )}
    </div>
  );
}

export interface TabBarProps {
  readonly view: TabsView;
  /** Stands at the end of the row. */
  readonly end?: ReactNode;
}

export function TabBar({ view, end }: TabBarProps) {
  const { t } = useTranslation('app');
  const [menu, setMenu] = useState<{ readonly tab: Tab; readonly at: Point }>();

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowRight') view.step(1);
    else if (event.key === 'ArrowLeft') view.step(-1);
    else if (event.key === 'Delete') view.closeActive();
    else return;
    event.preventDefault();
    // The tab that is active now gets the focus once it is drawn.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  }

  return (
    <div className={classes.tabRow}>
      <div role="tablist" aria-label={t('tab.all')} className={classes.tabs} onKeyDown={onKeyDown}>
        {view.tabs.map((tab) => (
          <TabHandle
            key={tab.id}
            tab={tab}
            active={tab.id === view.active}
            view={view}
            onContext={(of, at) => setMenu({ tab: of, at })}
          />
        ))}
      </div>
      {end}
      <ContextMenu at={menu?.at} label={t('tab.menu')} onClose={() => setMenu(undefined)}>
        <Menu.Item onClick={() => menu && openInNewWindow(hashOf(menu.tab.place))}>
          {t('tab.newWindow')}
        </Menu.Item>
        {menu !== undefined && isClosable(menu.tab) && (
          <Menu.Item onClick={() => view.close(menu.tab.id)}>{t('tab.close')}</Menu.Item>
        )}
      </ContextMenu>
    </div>
  );
}
