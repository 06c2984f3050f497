// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { LiveGraph } from '../../../../renderer/ui/charts/live-graph.tsx';
import { draw } from '../../../support/render.tsx';

const START = Date.UTC(2026, 0, 1, 12);

let tick: () => void = () => {};

/** Four samples, 2 s apart: 10, 20, 30, 40; each tick brings the next and drops the oldest. */
function Graph() {
  const [gone, setGone] = useState(0);
  tick = () => act(() => setGone((before) => before + 1));
  const samples = [1, 2, 3, 4].map((one) => one + gone);
  return (
    <LiveGraph
      title="Load"
      times={samples.map((one) => START + one * 2000)}
      series={[{ label: 'CPU', colour: 'blue', values: samples.map((one) => one * 10) }]}
      top={100}
      windowMs={8000}
      breakMs={6000}
      format={(value) => `${value} %`}
    />
  );
}

const graph = () => screen.getByRole('img', { name: /^Load:/ });
const said = () => screen.getByRole('status').textContent;
const shown = () => graph().getAttribute('aria-label');

describe('a graph', () => {
  test('is walked along with arrows, and says when and what that was', async () => {
    const { user } = await draw(<Graph />);
    act(() => graph().focus());
    expect([shown(), said()]).toEqual(['Load: CPU 40 %', '']);
    await user.keyboard('{ArrowLeft}');
    expect([shown(), said()]).toEqual(['Load: CPU 30 %', '2 s ago: CPU 30 %']);
    await user.keyboard('{Home}');
    expect(said()).toBe('6 s ago: CPU 10 %');
    await user.keyboard('{ArrowLeft}{ArrowRight}');
    expect(said()).toBe('4 s ago: CPU 20 %');
    await user.keyboard('{End}');
    expect(said()).toBe('0 s ago: CPU 40 %');
  });

  test('stays at its sample while newer ones come, and does not talk of each', async () => {
    const { user } = await draw(<Graph />);
    act(() => graph().focus());
    await user.keyboard('{ArrowLeft}');
    tick();
    expect([shown(), said()]).toEqual(['Load: CPU 30 %', '2 s ago: CPU 30 %']);
    expect(screen.getByText('4 s ago')).toBeTruthy();
    await user.keyboard('{ArrowRight}');
    expect(said()).toBe('2 s ago: CPU 40 %');
    // What goes out of sight leaves it at the edge.
    for (const _ of '12345') tick();
    expect(shown()).toBe('Load: CPU 70 %');
    act(() => graph().blur());
    expect([shown(), said()]).toEqual(['Load: CPU 100 %', '']);
  });
});
