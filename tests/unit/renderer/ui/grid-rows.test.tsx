// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { useMemo, useState } from 'react';
import { expect, test } from 'vitest';
import { DataGrid } from '../../../../renderer/ui/data-grid.tsx';
import { draw } from '../../../support/render.tsx';

/** Rows in view; those around it come after the frame. */
const SCREENFUL = 24;
const AROUND = 4;
const LONG = 1000;

const columns = [{ id: 'name', header: 'Name', width: 100, rowHeader: true, cell: String }];
const numbers = Array.from({ length: LONG }, (_, number) => number);
let show: (step: number) => void = () => undefined;

/** As if a search had left every so many of a long list, or none. */
function Filtered() {
  const [step, setStep] = useState(1);
  show = setStep;
  const rows = useMemo(() => numbers.filter((number) => step > 0 && number % step === 0), [step]);
  return <DataGrid label="Numbers" columns={columns} rows={rows} keyOf={String} empty="Nothing" />;
}

function shown(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>('[role=row][data-key]')].map(
    ({ dataset }) => dataset.key ?? '',
  );
}

test('a search that finds nothing, and the letter taken back, make, move and remove no rows', async () => {
  await draw(<Filtered />);
  const seen = new MutationObserver(() => undefined);
  seen.observe(screen.getAllByRole('rowgroup').at(-1)!, { childList: true, subtree: true });
  for (const step of [3, 1, 300, 2, 0, 1]) {
    act(() => show(step));
    const found = step === 0 ? 0 : Math.ceil(LONG / step);
    expect(shown()).toHaveLength(Math.min(found, SCREENFUL));
    if (step > 0) expect(shown()).toContain(`${step * 3}`);
    await waitFor(() => expect(shown()).toHaveLength(Math.min(found, SCREENFUL + AROUND)));
    expect(seen.takeRecords().filter(({ target }) => target instanceof Element)).toEqual([]);
  }
});

test('a list with the keyboard in it keeps no unseen rows', async () => {
  const { user } = await draw(<Filtered />);
  await user.click(screen.getByRole('row', { name: '3' }));
  act(() => show(300));
  expect(shown()).toHaveLength(4);
  expect(document.querySelectorAll('[data-unseen]')).toHaveLength(0);
});

test('without the keyboard in it, what waits is no row to anybody', async () => {
  await draw(<Filtered />);
  act(() => show(300));
  expect(document.querySelectorAll('[data-unseen]').length).toBeGreaterThan(0);
  expect(screen.getAllByRole('row')).toHaveLength(1 + 4);
});
