// The edge of a column, which is dragged or moved with arrows; a double click, or Enter, makes it fit its content.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import { boundedWidth, LEAST_WIDTH, MOST_WIDTH } from './grid-widths.ts';

const STEP = 8;
const FINE_STEP = 1;

export interface EdgeEvents {
  /** While it is moved: shown, not kept. */
  onPreview(column: string, width: number | undefined): void;
  onWidth(column: string, width: number): void;
  onFit(column: string): void;
}

interface GridEdgeProps extends EdgeEvents {
  readonly column: string;
  readonly name: string;
  readonly width: number;
  readonly reachable: boolean;
}

interface Pull {
  readonly fromX: number;
  readonly fromWidth: number;
}

function widthAfter(event: KeyboardEvent, width: number): number | undefined {
  const step = event.shiftKey ? FINE_STEP : STEP;
  switch (event.key) {
    case 'ArrowLeft':
      return boundedWidth(width - step);
    case 'ArrowRight':
      return boundedWidth(width + step);
    case 'Home':
      return LEAST_WIDTH;
    default:
      return undefined;
  }
}

export function GridEdge({ column, name, width, reachable, onPreview, onWidth, onFit }: GridEdgeProps) {
  const { t } = useTranslation('ui');
  const pull = useRef<Pull>(undefined);

  const pulledTo = (event: PointerEvent): number | undefined =>
    pull.current && boundedWidth(pull.current.fromWidth + event.clientX - pull.current.fromX);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pull.current = { fromX: event.clientX, fromWidth: width };
  }

  function onPointerMove(event: PointerEvent): void {
    const to = pulledTo(event);
    if (to !== undefined) onPreview(column, to);
  }

  function onPointerEnd(event: PointerEvent): void {
    const to = pulledTo(event);
    const moved = pull.current?.fromX !== event.clientX;
    pull.current = undefined;
    onPreview(column, undefined);
    if (to !== undefined && moved && event.type === 'pointerup') onWidth(column, to);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = widthAfter(event, width);
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === undefined) onFit(column);
    else onWidth(column, to);
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('grid.width', { name })}
      aria-valuenow={Math.round(width)}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      tabIndex={reachable ? 0 : -1}
      className={classes.edge}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={() => onFit(column)}
      onKeyDown={onKeyDown}
    />
  );
}
