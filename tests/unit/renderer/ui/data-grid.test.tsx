// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { useMemo, useState } from 'react';
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

/** Names in the order of their places: in the document they take theirs a moment later. */
function namesOf(cells: readonly HTMLElement[]): readonly string[] {
  const placeOf = (cell: HTMLElement) =>
    Number(cell.closest('[role=row]')?.getAttribute('aria-rowindex') ?? Number.NaN);
  return [...cells].sort((a, b) => placeOf(a) - placeOf(b)).map((cell) => cell.textContent ?? '');
}

function rowNames(): readonly string[] {
  return namesOf(screen.getAllByRole('rowheader'));
}

function selectedNames(): readonly string[] {
  const rows = screen.getAllByRole('row', { selected: true });
  return namesOf(rows.map((row) => within(row).getByRole('rowheader')));
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

  test('leaves out what is slow of the rows while they fly by, and draws it when they are still', async () => {
    const many = Array.from({ length: 1000 }, (_, weight) => ({ name: `fruit-${weight}`, weight }));
    const slow: readonly GridColumn<Fruit>[] = [...columns, { ...columns[1]!, id: 'slow', later: true }];
    await draw(<DataGrid label="Fruit" columns={slow} rows={many} keyOf={nameOf} />);
    const flying = () => screen.getAllByRole('row').filter((one) => one.hasAttribute('data-flying'));
    expect(flying()).toEqual([]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const box = screen.getByRole('grid');
    for (let step = 1; step <= 6; step += 1) {
      box.scrollTop = step * 150;
      fireEvent.scroll(box);
      await act(async () => vi.advanceTimersByTime(60));
    }
    // Most have been there for longer than a row needs that is scrolled to slowly.
    expect(flying().length).toBeGreaterThan(10);
    await act(async () => vi.advanceTimersByTime(250));
    vi.useRealTimers();
    expect(flying()).toEqual([]);
  });

  test('makes, moves and removes no elements in the frame in which it shows as many other rows', async () => {
    const many = Array.from({ length: 1000 }, (_, weight) => ({ name: `fruit-${weight}`, weight }));
    let show: (step: number) => void = () => undefined;
    function Filtered() {
      const [step, setStep] = useState(1);
      show = setStep;
      const rows = useMemo(() => many.filter(({ weight }) => weight % step === 0), [step]);
      return <DataGrid label="Fruit" columns={columns} rows={rows} keyOf={nameOf} />;
    }
    await draw(<Filtered />);
    const seen = new MutationObserver(() => undefined);
    seen.observe(screen.getByRole('grid'), { childList: true, subtree: true });
    for (const step of [3, 1, 5, 2]) {
      act(() => show(step));
      expect(rowNames()).toContain(`fruit-${step * 4}`);
      expect(seen.takeRecords().filter(({ target }) => target instanceof Element)).toEqual([]);
    }
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

/** A grid whose columns can be moved and made wider, with its rows in two groups. */
function Movable({ onWidth, onMove }: { onWidth: (id: string, width: number) => void; onMove?: () => void }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [sorting, setSorting] = useState<readonly Sorting[]>([]);
  const groups = [
    { id: 'heavy', text: 'Heavy', label: 'Heavy', rows: fruits.slice(0, 2) },
    { id: 'light', text: 'Light', label: 'Light', rows: fruits.slice(2) },
  ];
  return (
    <DataGrid
      label="Fruit"
      columns={columns}
      rows={fruits}
      ordered
      grouping={{ groups, folded, onFold: (id, fold) => setFolded(new Set(fold ? [id] : [])) }}
      keyOf={nameOf}
      sorting={sorting}
      onSort={setSorting}
      onWidth={onWidth}
      onMoveColumn={onMove ?? (() => {})}
      selected={selected}
      onSelect={setSelected}
    />
  );
}

describe('a grid with groups', () => {
  const head = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

  test('folds one with Left and opens it with Right', async () => {
    const { user } = await draw(<Movable onWidth={() => {}} />);
    await user.click(row('apple'));
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(head('Heavy'));
    await user.keyboard('{ArrowLeft}');
    expect(head('Heavy').getAttribute('aria-expanded')).toBe('false');
    expect(rowNames()).toEqual(['blackberry', 'cherry']);
    await user.keyboard('{ArrowRight}');
    expect(rowNames()).toHaveLength(4);
  });

  test('selects all of one with its box or with Space, folded or not', async () => {
    const { user } = await draw(<Movable onWidth={() => {}} />);
    await user.click(screen.getByRole('checkbox', { name: 'Select all of Light' }));
    expect(selectedNames()).toEqual(['blackberry', 'cherry']);
    await user.click(row('apple'));
    await user.keyboard('{ArrowUp}{ArrowLeft} {ArrowRight}');
    expect(selectedNames()).toEqual(['apple', 'banana']);
  });
});

describe('the focus of a grid', () => {
  const more: Fruit = { name: 'cranberry', weight: 1 };

  test('stays on its row, or goes to the one that takes the place of it', async () => {
    let change: (rows: readonly Fruit[]) => void = () => {};
    function Changing() {
      const [rows, setRows] = useState(fruits);
      change = (next) => act(() => setRows(next));
      return <Harness rows={rows} />;
    }
    const { user } = await draw(<Changing />);
    await user.click(row('blackberry'));
    change([...fruits, more]);
    expect(document.activeElement).toBe(row('blackberry'));
    change(fruits.filter(({ name }) => name !== 'blackberry'));
    expect(document.activeElement).toBe(row('cherry'));
    change(fruits.slice(0, 1));
    expect(document.activeElement).toBe(row('apple'));
  });
});

describe('the head of a grid', () => {
  test('is one stop of the Tab key, and arrows go along it', async () => {
    const { user } = await draw(<Movable onWidth={() => {}} />);
    await user.tab();
    await user.tab();
    expect(document.activeElement?.textContent).toBe('Weight');
  });

  test('moves the edge of a column with arrows', async () => {
    const onWidth = vi.fn();
    const { user } = await draw(<Movable onWidth={onWidth} />);
    const edge = screen.getByRole('separator', { name: 'Width of Weight' });
    expect(edge.getAttribute('aria-valuenow')).toBe('100');
    edge.focus();
    await user.keyboard('{ArrowRight}{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}{Home}');
    expect(onWidth.mock.calls).toEqual([
      ['weight', 108],
      ['weight', 92],
      ['weight', 99],
      ['weight', 36],
    ]);
  });

  test('adds a column to those that sort with Shift, and numbers them', async () => {
    const many = [...columns.map((one) => ({ ...one, sortable: true }))];
    function Both() {
      const [sorting, setSorting] = useState<readonly Sorting[]>([]);
      return (
        <DataGrid
          label="Fruit"
          columns={many}
          rows={fruits}
          ordered
          keyOf={nameOf}
          sorting={sorting}
          onSort={setSorting}
        />
      );
    }
    const { user } = await draw(<Both />);
    await user.click(screen.getByRole('button', { name: /Weight/ }));
    screen.getByRole('button', { name: /Name/ }).focus();
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByRole('button', { name: /Name/ }).getAttribute('aria-description')).toContain('2');
    expect(screen.getByRole('button', { name: /Weight/ }).getAttribute('aria-description')).toContain('1');
    expect(screen.getByRole('columnheader', { name: 'Weight' }).getAttribute('aria-sort')).toBe('ascending');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toContain('Weight');
  });
});

describe('a grid that is searched', () => {
  const many: readonly Fruit[] = Array.from({ length: 500 }, (_, at) => ({
    name: `fruit ${String(at).padStart(3, '0')}`,
    weight: at,
  }));

  function Searched() {
    const [search, setSearch] = useState('');
    const rows = many.filter(({ name }) => name.includes(search));
    return (
      <>
        <input
          aria-label="Search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <DataGrid label="Fruit" columns={columns} rows={rows} search={search} keyOf={nameOf} />
      </>
    );
  }

  async function scrolledTo(px: number) {
    const { user } = await draw(<Searched />);
    const grid = screen.getByRole('grid');
    grid.scrollTop = px;
    fireEvent.scroll(grid);
    return { user, grid, box: screen.getByRole('textbox') };
  }

  test('shows what is found from the first, and comes back to where one was', async () => {
    const { user, grid, box } = await scrolledTo(4800);
    await user.type(box, '7');
    expect(grid.scrollTop).toBe(0);
    expect(rowNames()[0]).toBe('fruit 007');
    grid.scrollTop = 240;
    fireEvent.scroll(grid);
    await user.type(box, '7');
    expect(grid.scrollTop).toBe(0);
    await user.clear(box);
    expect(grid.scrollTop).toBe(4800);
    expect(rowNames()).toContain('fruit 205');
  });

  test('comes back to the row that was chosen among what was found', async () => {
    const { user, grid, box } = await scrolledTo(0);
    await user.type(box, '40');
    await user.click(row('fruit 400'));
    await user.clear(box);
    expect(rowNames()).toContain('fruit 400');
    expect(grid.scrollTop).toBeGreaterThan(8000);
  });
});
