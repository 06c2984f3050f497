// Where the axis of a live graph ends, so that its labels are round numbers.

/** The smallest of 1, 2, 5, 10, 20, 50… that is at least `peak` and `floor`; `floor` is one of them. */
export function decimalTop(peak: number, floor: number): number {
  let top = floor;
  // 1 → 2 → 5 → 10; the first digit tells which step comes next.
  while (top < peak) top *= String(top).startsWith('2') ? 2.5 : 2;
  return top;
}

/** The values without a neighbour: no line leads to them, so they are drawn as points. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  return Array.from(values, (_, index) => index).filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}

/** The largest measured value, 0 without any. */
export function peakOf(series: readonly (readonly (number | null)[])[]): number {
  let peak = 0;
  for (const values of series) {
    for (const value of values) if (value !== null && value > peak) peak = value;
  }
  return peak;
}

/** The last entry when it was measured: a gap at the end is no present value. */
export function latestOf(values: readonly (number | null)[]): number | undefined {
  return values.at(-1) ?? undefined;
}

export interface DrawnPoint {
  readonly atMs: number;
  /** Which sample it is; absent for a break in the line. */
  readonly index?: number;
}

/** The points of a line: one for each sample, and a break where more than `most` ms passed without any. */
export function pointsOf(times: readonly number[], most: number): readonly DrawnPoint[] {
  return times.flatMap((atMs, index): readonly DrawnPoint[] => {
    const before = times[index - 1];
    const point = { atMs, index };
    return before !== undefined && atMs - before > most ? [{ atMs: (before + atMs) / 2 }, point] : [point];
  });
}

/** Measurements as a graph takes them: `gap`, which stands where nothing was measured, becomes `null`. */
export function gapped(values: readonly number[], gap: number): readonly (number | null)[] {
  return values.map((value) => (value === gap ? null : value));
}
