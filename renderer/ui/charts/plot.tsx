// The drawing of a live graph with uPlot. Gaps stay gaps; the newest sample stands at the right edge.
import 'uplot/dist/uPlot.min.css';
import { Box, useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import { type DrawnPoint, lonePoints, pointsOf } from './scale.ts';
import type { GraphSeries } from './series.ts';

interface PlotProps {
  readonly times: readonly number[];
  readonly series: readonly GraphSeries[];
  readonly top: number;
  readonly windowMs: number;
  readonly breakMs: number;
  readonly height: number;
  readonly format: (value: number) => string;
  /** The index of the sample that the keyboard went to: the cursor stands there. */
  readonly cursor: number | undefined;
  /** The index of the sample under the pointer. */
  readonly onHover: (index: number | undefined) => void;
}

const AXIS_WIDTH = 68;

function drawnPoints({ times, breakMs }: PlotProps): readonly DrawnPoint[] {
  return pointsOf(times, breakMs);
}

/** uPlot counts in seconds and draws `null` as a gap. */
function alignedData(points: readonly DrawnPoint[], series: readonly GraphSeries[]): uPlot.AlignedData {
  const values = (one: GraphSeries) =>
    points.map(({ index }) => (index === undefined ? null : (one.values[index] ?? null)));
  return [points.map((point) => point.atMs / 1000), ...series.map(values)];
}

export function Plot(props: PlotProps) {
  const { series, height } = props;
  const { ref: measured, width: boxWidth } = useElementSize<HTMLDivElement>();
  // uPlot rounds where the cursor stands: beside a width of 344.6 px the newest sample's would be outside, and hidden.
  const width = Math.floor(boxWidth);
  const box = useRef<HTMLDivElement>(null);
  const boxRef = useMergedRef(measured, box);
  const plot = useRef<uPlot>(undefined);
  // uPlot keeps its options for life; what changes with each tick is read through here.
  const latest = useRef(props);
  latest.current = props;
  const look = useLook(series.map((one) => one.colour).join(' '));

  useEffect(() => {
    const target = box.current;
    if (target === null || width === 0 || !canDraw()) return;
    const made = new uPlot(
      options(latest, look, width),
      alignedData(drawnPoints(latest.current), latest.current.series),
      target,
    );
    plot.current = made;
    return () => {
      plot.current = undefined;
      made.destroy();
    };
  }, [width, look]);

  useEffect(() => plot.current?.setData(alignedData(drawnPoints(props), series)));
  useCursor(plot, props);

  return <Box ref={boxRef} h={height} style={{ overflow: 'hidden' }} />;
}

/** px beside the drawing: nowhere. */
const AWAY = { left: -10, top: -10 };

/** Puts the cursor where the keyboard went, again with each tick, since what is drawn moves on; and away when it left. */
function useCursor(plot: { readonly current: uPlot | undefined }, props: PlotProps): void {
  const stood = useRef(false);
  useEffect(() => {
    const made = plot.current;
    const stands = props.cursor !== undefined;
    if (made === undefined || (!stands && !stood.current)) return;
    stood.current = stands;
    const point = drawnPoints(props).find(({ index }) => stands && index === props.cursor);
    const left = point === undefined ? undefined : made.valToPos(point.atMs / 1000, 'x');
    // Nobody is told: it is they who told us.
    made.setCursor(left === undefined ? AWAY : { left, top: 0 }, false);
  });
}

function sampleAt(point: number | null | undefined, props: PlotProps): number | undefined {
  return typeof point === 'number' ? drawnPoints(props)[point]?.index : undefined;
}

/** Some places have no canvas (tests, a GPU process that died): the values in words remain. */
function canDraw(): boolean {
  return document.createElement('canvas').getContext('2d') !== null;
}

interface Look {
  readonly strokes: readonly string[];
  readonly fills: readonly string[];
  readonly grid: string;
  readonly text: string;
  readonly font: string;
}

function useLook(colours: string): Look {
  const theme = useMantineTheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return useMemo(() => {
    const strokes = colours.split(' ').map((colour) => theme.colors[colour]?.[dark ? 5 : 7] ?? theme.black);
    return {
      strokes,
      fills: strokes.map((stroke) => `${stroke}${dark ? '33' : '26'}`),
      grid: dark ? 'rgba(255,255,255,0.10)' : 'rgba(0,0,0,0.09)',
      text: (dark ? theme.colors.dark?.[1] : theme.colors.gray?.[7]) ?? theme.black,
      font: `11px ${theme.fontFamily}`,
    };
  }, [theme, dark, colours]);
}

/** The cursor stands at the sample whose values are told, not between two of them or far beside the last. */
function atSample(plot: uPlot, left: number, top: number): [number, number] {
  const at = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  return [at === undefined ? left : plot.valToPos(at, 'x'), top];
}

function options(latest: { readonly current: PlotProps }, look: Look, width: number): uPlot.Options {
  return {
    width,
    height: latest.current.height,
    padding: [6, 2, 6, 0],
    legend: { show: false },
    cursor: { y: false, move: atSample, drag: { x: false, y: false, setScale: false }, points: { size: 6 } },
    scales: {
      x: { time: true, range: (_plot, _min, max) => [max - latest.current.windowMs / 1000, max] },
      y: { range: () => [0, latest.current.top] },
    },
    axes: [
      {
        show: true,
        size: 0,
        ticks: { show: false },
        values: () => [],
        grid: { stroke: look.grid, width: 1 },
      },
      {
        size: AXIS_WIDTH,
        stroke: look.text,
        font: look.font,
        gap: 4,
        grid: { stroke: look.grid, width: 1 },
        ticks: { show: false },
        splits: () => [0, latest.current.top / 2, latest.current.top],
        values: (_plot, splits) => splits.map((value) => latest.current.format(value)),
      },
    ],
    series: [
      {},
      ...look.strokes.map((stroke, index) => ({
        stroke,
        fill: look.fills[index] ?? 'transparent',
        width: 1.5,
        spanGaps: false,
        points: {
          show: true,
          size: 4,
          fill: stroke,
          filter: (plot: uPlot, line: number) => lonePoints(plot.data[line] ?? []),
        },
      })),
    ],
    hooks: {
      setCursor: [(plot) => latest.current.onHover(sampleAt(plot.cursor.idx, latest.current))],
    },
  };
}
