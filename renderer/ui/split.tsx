// Two panes, the first as wide as the person made it. The bar between them is a separator that keys move too.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import classes from './split.module.css';

export interface SplitProps {
  /** Under this name the width is remembered on this computer. */
  readonly name: string;
  readonly label: string;
  readonly first: ReactNode;
  readonly children: ReactNode;
  readonly collapsed: boolean;
  readonly onCollapse: (collapsed: boolean) => void;
  /** px */
  readonly initial: number;
  readonly least: number;
  readonly most: number;
}

const STEP = 16;

function remembered(name: string, initial: number): number {
  try {
    const width = Number(localStorage.getItem(name) ?? Number.NaN);
    return Number.isFinite(width) ? width : initial;
  } catch {
    return initial;
  }
}

function remember(name: string, width: number): void {
  try {
    localStorage.setItem(name, String(width));
  } catch {
    // Without storage the width is the usual one next time, nothing else.
  }
}

export function Split({
  name,
  label,
  first,
  children,
  collapsed,
  onCollapse,
  initial,
  least,
  most,
}: SplitProps) {
  const [width, setWidth] = useState(() => Math.min(most, Math.max(least, remembered(name, initial))));

  function resize(wanted: number): void {
    // Dragged well below the least width it closes, as in other desktop programs.
    if (wanted < least / 2) {
      onCollapse(true);
      return;
    }
    const next = Math.round(Math.min(most, Math.max(least, wanted)));
    onCollapse(false);
    setWidth(next);
    remember(name, next);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    resize(event.clientX - left);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowLeft') resize(width - STEP);
    else if (event.key === 'ArrowRight') resize(collapsed ? width : width + STEP);
    else if (event.key === 'Home') resize(least);
    else if (event.key === 'End') resize(most);
    else if (event.key === 'Enter') onCollapse(!collapsed);
    else return;
    event.preventDefault();
  }

  return (
    <div className={classes.split}>
      {!collapsed && (
        <div className={classes.first} style={{ width }}>
          {first}
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged or focused */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={collapsed ? 0 : width}
        aria-valuemin={0}
        aria-valuemax={most}
        tabIndex={0}
        className={classes.bar}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => resize(initial)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.second}>{children}</div>
    </div>
  );
}
