// Two minutes at a glance. Negative values are gaps and are drawn as gaps.
import classes from './sparkline.module.css';

export interface SparklineProps {
  /** Oldest first; below 0 nothing was measured. */
  readonly values: readonly number[];
  /** The value of the upper edge; the largest value when absent. */
  readonly max?: number;
  /** How many values fill the width: the newest is always at the right edge. */
  readonly capacity?: number;
  readonly width?: number;
  readonly height?: number;
  readonly tone?: 'running' | 'saved' | 'paused' | 'busy';
}

/** One SVG path: a new segment begins after each gap. */
export function sparklinePath(
  values: readonly number[],
  capacity: number,
  max: number,
  size: { readonly width: number; readonly height: number },
): string {
  const step = size.width / Math.max(1, capacity - 1);
  const offset = capacity - values.length;
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value < 0) {
      drawing = false;
      return;
    }
    const x = ((offset + index) * step).toFixed(1);
    const y = (size.height - 1 - (Math.min(value, max) / max) * (size.height - 2)).toFixed(1);
    path += `${drawing ? 'L' : 'M'}${x} ${y}`;
    drawing = true;
  });
  return path;
}

/** A line without axes; it is decoration beside the number, so it has no name of its own. */
export function Sparkline({
  values,
  max,
  capacity = 60,
  width = 64,
  height = 16,
  tone = 'running',
}: SparklineProps) {
  const shown = values.slice(-capacity);
  const top = max ?? Math.max(1, ...shown);
  return (
    <svg
      className={classes.line}
      data-tone={tone}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className={classes.floor} />
      <path d={sparklinePath(shown, capacity, top, { width, height })} />
    </svg>
  );
}
