// The row of open tabs. Arrow keys go along it, middle click or the cross closes, a right click offers more, and dragging
// puts a tab elsewhere.
import { VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItems } from '../../ui/action-items.tsx';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { StateIcon } from '../../ui/state.tsx';
import classes from './shell.module.css';
import { tabActions } from './tab-actions.ts';
import { TabList } from './tab-list.tsx';
import type { Tab } from './tab-store.ts';
import { type TabDrag, useTabDrag } from './use-tab-drag.ts';
import { useTabTitle } from './use-tab-title.ts';
import { isClosable, type TabsView } from './use-tabs.ts';

interface TabProps {
  readonly tab: Tab;
  readonly active: boolean;
  readonly view: TabsView;
  readonly drag: TabDrag;
  readonly onContext: (tab: Tab, at: Point) => void;
}

export function tabElementId(tab: Tab): string {
  return `tab-${encodeURIComponent(tab.id)}`;
}

export function panelElementId(tab: Tab): string {
  return `panel-${encodeURIComponent(tab.id)}`;
}

function TabHandle({ tab, active, view, drag, onContext }: TabProps) {
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
      data-dragged={drag.dragged?.id === tab.id || undefined}
      data-apart={(drag.dragged?.id === tab.id && drag.dragged.apart) || undefined}
      onPointerDown={(event) => drag.onPointerDown(event, tab)}
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

/** A tab that is moved by keys is seen to move; this says where it went. */
function Moved({ view }: { readonly view: TabsView }) {
  const tab = view.tabs.find(({ id }) => id === view.moved?.id);
  return (
    <VisuallyHidden role="status">
      {tab !== undefined && view.moved !== undefined && (
        <MovedWords tab={tab} position={view.moved.position} count={view.tabs.length} />
      )}
    </VisuallyHidden>
  );
}

function MovedWords(props: { readonly tab: Tab; readonly position: number; readonly count: number }) {
  const { t } = useTranslation('app');
  const { title } = useTabTitle(props.tab.place);
  return t('tab.moved', { title, position: props.position, count: props.count });
}

/** The row may be too short for all tabs, and becomes so with the window: the active one is always seen. */
function useInView(row: RefObject<HTMLElement | null>, active: string): void {
  useEffect(() => {
    if (active === '' || row.current === null) return;
    const show = () =>
      row.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show();
    const observer = new ResizeObserver(show);
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [row, active]);
}

export interface TabBarProps {
  readonly view: TabsView;
  /** Stands at the end of the row. */
  readonly end?: ReactNode;
}

export function TabBar({ view, end }: TabBarProps) {
  const { t } = useTranslation('app');
  const [menu, setMenu] = useState<{ readonly tab: Tab; readonly at: Point }>();
  const drag = useTabDrag(view);
  const row = useRef<HTMLDivElement>(null);
  const { active } = view;
  useInView(row, active);

  function onWheel({ deltaX, deltaY }: WheelEvent) {
    if (deltaX === 0) row.current?.scrollBy({ left: deltaY });
  }

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
      <div
        role="tablist"
        aria-label={t('tab.all')}
        ref={row}
        className={classes.tabs}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        {...drag.row}
      >
        {view.tabs.map((tab) => (
          <TabHandle
            key={tab.id}
            tab={tab}
            active={tab.id === view.active}
            view={view}
            drag={drag}
            onContext={(of, at) => setMenu({ tab: of, at })}
          />
        ))}
      </div>
      <Moved view={view} />
      <TabList view={view} />
      {end}
      <ContextMenu at={menu?.at} label={t('tab.menu')} onClose={() => setMenu(undefined)}>
        {menu !== undefined && <ActionItems actions={tabActions(menu.tab, view)} />}
      </ContextMenu>
    </div>
  );
}
