// Hosts and what they hold, as a tree. Rows out of view are not drawn.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useNavigate, usePlace } from '../../live/hooks.ts';
import { tabIdOf } from '../../live/place.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostProblems } from './host-problems.tsx';
import { RemoveHost } from './remove-host.tsx';
import classes from './sidebar.module.css';
import { SidebarItem } from './sidebar-item.tsx';
import type { SidebarRow } from './sidebar-rows.ts';
import { useSidebarTree, useTreeKeys } from './use-sidebar.ts';

const ROW_HEIGHT = 24;

export interface SidebarProps {
  /** Items of a machine's context menu; the machines' feature knows them. */
  readonly machineMenu: (domain: DomainSummary) => ReactNode;
}

export function Sidebar({ machineMenu }: SidebarProps) {
  const { t } = useTranslation('app');
  const { rows, toggle } = useSidebarTree();
  const here = tabIdOf(usePlace());
  const navigate = useNavigate();
  const viewport = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string>();
  const [menu, setMenu] = useState<{ readonly row: SidebarRow; readonly at: Point }>();
  const [removing, setRemoving] = useState<HostSummary>();
  const wantsFocus = useRef(false);
  const found = rows.findIndex((row) => row.id === (activeId ?? here));
  const active = Math.max(0, found);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || rows.length === 0 ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });

  function elementAt(index: number): HTMLElement | undefined {
    return viewport.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? undefined;
  }

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    elementAt(active)?.focus({ preventScroll: true });
  });

  const onKeyDown = useTreeKeys({
    rows,
    active,
    labelOf: (row) => row.name ?? t(`page.${row.kind}`),
    move: (index) => {
      wantsFocus.current = true;
      setActiveId(rows[index]?.id);
      virtual.scrollToIndex(index);
    },
    toggle,
    open: (row) => navigate(row.place),
    context: (index) => {
      const row = rows[index];
      const box = elementAt(index)?.getBoundingClientRect();
      if (row !== undefined) setMenu({ row, at: { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 } });
    },
  });

  return (
    <nav className={classes.sidebar} aria-label={t('sidebar.label')}>
      <h2 className={classes.heading}>{t('sidebar.hosts')}</h2>
      <div
        ref={viewport}
        role="tree"
        aria-label={t('sidebar.tree')}
        className={classes.tree}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <SidebarItem
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                tabbable={item.index === active}
                current={row.id === here}
                onOpen={() => {
                  setActiveId(row.id);
                  navigate(row.place);
                }}
                onToggle={() => toggle(row)}
                onFocus={() => setActiveId(row.id)}
                onContext={(at) => setMenu({ row, at })}
              />
            );
          })}
        </div>
      </div>
      <HostProblems />
      <ContextMenu
        at={menu?.at}
        label={menu?.row.name ?? t('sidebar.menu')}
        onClose={() => setMenu(undefined)}
      >
        {menu?.row.domain !== undefined && machineMenu(menu.row.domain)}
        {menu !== undefined && menu.row.domain === undefined && (
          <HostMenu row={menu.row} onRemove={() => setRemoving(menu.row.host)} />
        )}
      </ContextMenu>
      {removing !== undefined && <RemoveHost host={removing} onClose={() => setRemoving(undefined)} />}
    </nav>
  );
}
