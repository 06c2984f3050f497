// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { DataGrid } from '../../../../renderer/ui/data-grid.tsx';
import type { GridColumn, Sorting } from '../../../../renderer/ui/data-grid-types.ts';
import { draw } from '../../../support/render.tsx';

interface Fruit {
  readonly name: string;
  readonly weight: number;
}

const fruits: readonly Fruit[] = [
  { name: 'apple', weight: 150 },
  { name: 'banana', weight: 120 },
  { name: 'blackberry', weight: 2 },
  { name: 'cherry', weight: 8 },
];

const columns: readonly GridColumn<Fruit>[] = [
  { id: 'name', header: 'Name', width: 100, rowHeader: true, cell: (fruit) => fruit.name },
  {
    id: 'weight',
    header: 'Weight',
    width: 100,
    align: 'end',
    cell: (fruit) => fruit.weight,
    compare: (a, b) => a.weight - b.weight,
  },
];

const nameOf = (fruit: Fruit) => fruit.name;

interface HarnessProps {
  readonly rows?: readonly Fruit[];
  readonly onOpen?: (fruit: Fruit) => void;
  readonly onContext?: (fruit: Fruit) => void;
}

function Harness({ rows = fruits, onOpen = () => {}, onContext = () => {} }: HarnessProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [sorting, setSorting] = useState<readonly Sorting[]>([{ column: 'name', descending: false }]);
  return (
    <DataGrid
      label="Fruit"
      columns={columns}
      rows={rows}
      keyOf={nameOf}
      sorting={sorting}
      onSort={setSorting}
      selected={selected}
      onSelect={setSelected}
      onOpen={onOpen}
      onContext={onContext}
      empty={<p>no fruit</p>}
    />
  );
}

function rowNames(): readonly string[] {
  return screen.getAllByRole('rowheader').map((cell) => cell.textContent ?? '');
}

function selectedNames(): readonly string[] {
  return screen
    .getAllByRole('row', { selected: true })
    .map((row) => within(row).getByRole('rowheader').textContent ?? '');
}

function row(name: string): HTMLElement {
  return screen.getByRole('row', { name: new RegExp(`^${name}|Select ${name}`) });
}

describe('a grid', () => {
  test('says how many rows and columns it has, drawn or not', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `fruit-${index}`, weight: index }));
    await draw(<Harness rows={many} />);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001');
    expect(screen.getAllByRole('row').length).toBeLessThan(100);
  });

  test('sorts by a click on a column, the other way by a second', async () => {
    const { user } = await draw(<Harness />);
    await user.click(screen.getByRole('button', { name: 'Weight' }));
    expect(rowNames()).toEqual(['blackberry', 'cherry', 'banana', 'apple']);
    expect(screen.getByRole('columnheader', { name: 'Weight' }).getAttribute('aria-sort')).toBe('ascending');
    await user.click(screen.getByRole('button', { name: 'Weight' }));
    expect(rowNames()).toEqual(['apple', 'banana', 'cherry', 'blackberry']);
  });

  test('selects one by a click, a range with Shift, single ones with Control', async () => {
    const { user } = await draw(<Harness />);
    await user.click(row('apple'));
    expect(selectedNames()).toEqual(['apple']);
    await user.keyboard('{Shift>}');
    await user.click(row('blackberry'));
    await user.keyboard('{/Shift}');
    expect(selectedNames()).toEqual(['apple', 'banana', 'blackberry']);
    await user.keyboard('{Control>}');
    await user.click(row('banana'));
    await user.keyboard('{/Control}');
    expect(selectedNames()).toEqual(['apple', 'blackberry']);
  });

  test('selects with the boxes: one, all, none', async () => {
    const { user } = await draw(<Harness />);
    await user.click(screen.getByRole('checkbox', { name: 'Select cherry' }));
    expect(selectedNames()).toEqual(['cherry']);
    expect(document.activeElement).toBe(row('cherry'));
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    expect(selectedNames()).toHaveLength(fruits.length);
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  test('is one stop of the Tab key, and arrows move inside', async () => {
    const { user } = await draw(<Harness />);
    await user.click(row('apple'));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(row('blackberry'));
    expect(selectedNames()).toEqual(['blackberry']);
    expect(screen.getAllByRole('row').filter((one) => one.tabIndex === 0)).toEqual([row('blackberry')]);
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(row('cherry'));
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(row('apple'));
  });

  test('extends with Shift and the arrows, toggles with Space, takes all with Control+A', async () => {
    const { user } = await draw(<Harness />);
    await user.click(row('apple'));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(selectedNames()).toEqual(['apple', 'banana']);
    await user.keyboard('{Control>}{ArrowDown}{ArrowDown}{/Control} ');
    expect(selectedNames()).toEqual(['apple', 'banana', 'cherry']);
    await user.keyboard('{Control>}a{/Control}');
    expect(selectedNames()).toHaveLength(4);
    await user.keyboard('{Escape}');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  test('finds a row by its first letters', async () => {
    const { user } = await draw(<Harness />);
    await user.click(row('apple'));
    await user.keyboard('bl');
    expect(document.activeElement).toBe(row('blackberry'));
  });

  test('opens with Enter and with a double click', async () => {
    const onOpen = vi.fn();
    const { user } = await draw(<Harness onOpen={onOpen} />);
    await user.click(row('banana'));
    await user.keyboard('{Enter}');
    await user.dblClick(row('cherry'));
    expect(onOpen.mock.calls.map(([fruit]) => fruit.name)).toEqual(['banana', 'cherry']);
  });

  test.each(['{ContextMenu}', '{Shift>}{F10}{/Shift}'])('has its menu on %s', async (keys) => {
    const onContext = vi.fn();
    const { user } = await draw(<Harness onContext={onContext} />);
    await user.click(row('banana'));
    await user.keyboard(keys);
    expect(onContext.mock.calls[0]![0]).toEqual(fruits[1]);
  });

  test('a right click outside of the selection moves it there', async () => {
    const { user } = await draw(<Harness />);
    await user.click(row('apple'));
    await user.pointer({ keys: '[MouseRight]', target: row('cherry') });
    expect(selectedNames()).toEqual(['cherry']);
  });

  test('says what to say when it is empty', async () => {
    await draw(<Harness rows={[]} />);
    expect(screen.getByText('no fruit')).toBeTruthy();
  });
});
