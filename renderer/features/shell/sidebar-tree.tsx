// The sidebar's tree of hosts and what they hold. Rows out of view are not drawn.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, usePlace } from '../../live/hooks.ts';
import { tabIdOf } from '../../live/place.ts';
import type { Point } from '../../ui/context-menu.tsx';
import classes from './sidebar.module.css';
import { SidebarItem } from './sidebar-item.tsx';
import type { SidebarRow } from './sidebar-rows.ts';
import { useHostDrag } from './use-host-drag.ts';
import { useSidebarTree, useTreeKeys } from './use-sidebar.ts';

const ROW_HEIGHT = 24;

type Viewport = RefObject<HTMLDivElement | null>;

function elementAt(viewport: Viewport, index: number): HTMLElement | undefined {
  return viewport.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? undefined;
}

function useRowWindow(viewport: Viewport, count: number, active: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    // The row that holds the focus stays in the document, or the keyboard would be lost while scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || count === 0 ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });
}

/** The row that keys start from: the one used last, else the one of the place that is shown. */
function useActiveRow(viewport: Viewport, rows: readonly SidebarRow[], here: string) {
  const [id, setId] = useState<string>();
  const wantsFocus = useRef(false);
  const index = Math.max(
    0,
    rows.findIndex((row) => row.id === (id ?? here)),
  );
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    elementAt(viewport, index)?.focus({ preventScroll: true });
  });
  return {
    index,
    setId,
    focus: (next: string | undefined) => {
      wantsFocus.current = true;
      setId(next);
    },
  };
}

interface SidebarTreeProps {
  readonly onContext: (row: SidebarRow, at: Point) => void;
}

export function SidebarTree({ onContext }: SidebarTreeProps) {
  const { t } = useTranslation('app');
  const { rows, toggle } = useSidebarTree();
  const here = tabIdOf(usePlace());
  const navigate = useNavigate();
  const viewport = useRef<HTMLDivElement>(null);
  const active = useActiveRow(viewport, rows, here);
  const virtual = useRowWindow(viewport, rows.length, active.index);
  const dragOf = useHostDrag(rows);

  const onKeyDown = useTreeKeys({
    rows,
    active: active.index,
    labelOf: (row) => row.name ?? t(`page.${row.kind}`),
    move: (index) => {
      active.focus(rows[index]?.id);
      virtual.scrollToIndex(index);
    },
    toggle,
    open: (row) => navigate(row.place),
    context: (index) => {
      const row = rows[index];
      const box = elementAt(viewport, index)?.getBoundingClientRect();
      if (row !== undefined) onContext(row, { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
    },
  });

  function open(row: SidebarRow): void {
    active.setId(row.id);
    navigate(row.place);
  }

  return (
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
              tabbable={item.index === active.index}
              current={row.id === here}
              onOpen={() => open(row)}
              onToggle={() => toggle(row)}
              onFocus={() => active.setId(row.id)}
              onContext={(at) => onContext(row, at)}
              drag={dragOf(row)}
            />
          );
        })}
      </div>
    </div>
  );
}
