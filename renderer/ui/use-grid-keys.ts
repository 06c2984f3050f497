// The keyboard of a grid: moving, selecting, opening, finding by the first letters.
import { type KeyboardEvent, useRef } from 'react';
import { howOf, type SelectHow } from './grid-selection.ts';

/** Letters typed within this time are one word. */
const TYPE_AHEAD_MS = 800;

export interface GridKeys {
  readonly count: number;
  readonly active: number;
  /** Rows that fit, for Page Up and Page Down. */
  readonly page: number;
  readonly selectable: boolean;
  textAt(index: number): string;
  move(index: number): void;
  select(index: number, how: SelectHow): void;
  selectAll(): void;
  clear(): void;
  open(index: number): void;
  context(index: number): void;
  /** Of tiles that stand side by side: left and right lead to the neighbours. */
  readonly sideways?: boolean;
  /** The item so many lines further down, or up; each is a line when absent. */
  below?(by: number): number;
  /** Closes or opens the group at or around a line; whether there was something to do. Absent where nothing is grouped. */
  fold?(index: number, folded: boolean): boolean;
}

function target(key: string, grid: GridKeys): number | undefined {
  const { active, count, page, sideways = false } = grid;
  const last = count - 1;
  const below = (by: number) => grid.below?.(by) ?? Math.min(last, Math.max(0, active + by));
  switch (key) {
    case 'ArrowDown':
      return below(1);
    case 'ArrowUp':
      return below(-1);
    case 'ArrowRight':
      return sideways ? Math.min(last, active + 1) : undefined;
    case 'ArrowLeft':
      return sideways ? Math.max(0, active - 1) : undefined;
    case 'PageDown':
      return below(page);
    case 'PageUp':
      return below(-page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** The next row that begins with `typed`; a repeated first letter goes on to the next one. */
export function findTyped(
  grid: Pick<GridKeys, 'count' | 'active' | 'textAt'>,
  typed: string,
): number | undefined {
  const text = typed.toLocaleLowerCase();
  const same = [...text].every((letter) => letter === text[0]);
  const wanted = same ? text.slice(0, 1) : text;
  const from = same ? grid.active + 1 : grid.active;
  for (let step = 0; step < grid.count; step += 1) {
    const index = (from + step) % grid.count;
    if (grid.textAt(index).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return undefined;
}

function folds(event: KeyboardEvent, grid: GridKeys): boolean {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return false;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return grid.fold?.(grid.active, event.key === 'ArrowLeft') === true;
}

function command(event: KeyboardEvent, grid: GridKeys): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter') grid.open(grid.active);
  else if (event.key === ' ' && grid.selectable) grid.select(grid.active, 'toggle');
  else if (event.key.toLowerCase() === 'a' && control && grid.selectable) grid.selectAll();
  else if (event.key === 'Escape' && grid.selectable) grid.clear();
  else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) grid.context(grid.active);
  else return false;
  return true;
}

/** The grid's `onKeyDown`. Keys pressed inside a control of a cell are that control's. */
export function useGridKeys(grid: GridKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ text: '', atMs: 0 });

  function typeAhead(event: KeyboardEvent): boolean {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    const fresh = event.timeStamp - typed.current.atMs > TYPE_AHEAD_MS;
    typed.current = { text: (fresh ? '' : typed.current.text) + event.key, atMs: event.timeStamp };
    const found = findTyped(grid, typed.current.text);
    if (found !== undefined) go(found, event);
    return true;
  }

  function go(index: number, event: KeyboardEvent): void {
    grid.move(index);
    // Control moves without selecting, so that Space can pick rows one by one.
    if (grid.selectable && !event.ctrlKey)
      grid.select(index, event.shiftKey && event.key.length > 1 ? howOf(event) : 'only');
  }

  return (event) => {
    if (grid.count === 0 || event.defaultPrevented) return;
    const inControl =
      event.target instanceof HTMLElement &&
      event.target.closest('button, a, input, [role=separator]') !== null;
    if (inControl) return;
    const index = event.altKey ? undefined : target(event.key, grid);
    if (folds(event, grid)) event.preventDefault();
    else if (index !== undefined) go(index, event);
    else if (!command(event, grid) && !typeAhead(event)) return;
    event.preventDefault();
  };
}
