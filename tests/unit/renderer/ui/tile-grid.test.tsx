// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../../renderer/ui/grid-lines.ts';
import { TileGrid } from '../../../../renderer/ui/tile-grid.tsx';
import { itemBelow, tileLayout } from '../../../../renderer/ui/tile-lines.ts';
import { draw } from '../../../support/render.tsx';

const same = (row: string) => row;
const group = (id: string, ...rows: readonly string[]) => ({ id, text: id, label: id, rows });
const GROUPS = [group('one', 'a', 'b', 'c'), group('two', 'd'), group('three', 'e', 'f')];
const SIZES = { columns: 2, headHeight: 28, tileHeight: 200 };

describe('where tiles stand', () => {
  const items = linesOf([], same, { groups: GROUPS, folded: new Set(['two']) });
  const layout = tileLayout(items, SIZES);

  test('side by side under their heads, and nowhere where those are folded', () => {
    expect(layout.lines.map(({ first, count, top, head }) => [first, count, top, head])).toEqual([
      [0, 1, 0, true],
      [1, 2, 28, false],
      [3, 1, 228, false],
      [4, 1, 428, true],
      [5, 1, 456, true],
      [6, 2, 484, false],
    ]);
    expect(layout.height).toBe(684);
  });

  test.each([
    [0, 0],
    [27, 0],
    [28, 1],
    [227, 1],
    [460, 4],
    [9000, 5],
  ])('at %i px is line %i', (px, line) => expect(layout.lineAt(px)).toBe(line));

  test.each<[string, number, number, number, number]>([
    ['down stays in the column', 1, 1, 0, 3],
    ['or ends at the last of a shorter line', 2, 1, 1, 3],
    ['goes to a head', 3, 1, 1, 4],
    ['from a head on in the column from before', 5, 1, 1, 7],
    ['up from a head to the last of a shorter line', 4, -1, 1, 3],
    ['no further than the first', 1, -9, 0, 0],
    ['no further than the last line', 6, 9, 1, 7],
  ])('%s', (_what, item, by, column, to) => expect(itemBelow(layout, item, by, column)).toBe(to));

  test('without any, there is no line', () => {
    const nothing = tileLayout(linesOf([], same, undefined), SIZES);
    expect([nothing.lines.length, nothing.height, nothing.lineAt(100)]).toEqual([0, 0, 0]);
  });
});

function Tiles({ grouped = false }: { readonly grouped?: boolean }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [rows, setRows] = useState<readonly string[]>(['a', 'b', 'c', 'd', 'e', 'f']);
  change = (next) => act(() => setRows(next));
  const onFold = (id: string, fold: boolean) => setFolded(new Set(fold ? [id] : []));
  return (
    <TileGrid
      label="Letters"
      rows={rows}
      grouping={grouped ? { groups: GROUPS, folded, onFold } : undefined}
      keyOf={same}
      tile={(letter) => <span>{letter}</span>}
      tileWidth={200}
      tileHeight={200}
      selected={selected}
      onSelect={setSelected}
    />
  );
}

let change: (rows: readonly string[]) => void = () => {};

const tile = (name: string) => screen.getByRole('gridcell', { name });
const focused = () => document.activeElement?.textContent;

describe('tiles', () => {
  test('are walked along, up and down, over heads too, which fold by keys', async () => {
    const { user } = await draw(<Tiles grouped />);
    expect(screen.getByRole('treegrid', { name: 'Letters' })).toBeTruthy();
    await user.click(tile('b'));
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('two');
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('gridcell', { name: 'd' })).toBeNull();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(focused()).toBe('f');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(focused()).toBe('three');
    await user.keyboard(' ');
    const chosen = screen.getAllByRole('gridcell', { selected: true }).map((one) => one.textContent);
    expect(chosen).toEqual(['e', 'f']);
  });

  test('keep the focus when others come before them, and give it to the next when they go', async () => {
    const { user } = await draw(<Tiles />);
    await user.click(tile('e'));
    change(['0', 'a', 'b', 'c', 'd', 'e', 'f']);
    expect(focused()).toBe('e');
    change(['0', 'a', 'b', 'c', 'd', 'f']);
    expect(focused()).toBe('f');
    // Whoever left is not called back.
    act(() => (document.activeElement as HTMLElement).blur());
    change(['a', 'f']);
    expect(document.activeElement).toBe(document.body);
  });
});
