// What is compared: ms for each step, and how many machines were seen.
export const STEPS = ['connect', 'list', 'xml', 'statistics', 'all'] as const;

export type Step = (typeof STEPS)[number];

export type Work = { readonly [Name in Step | 'domains']?: number };

/** The middle of `values`; the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

/** The median of each step over several runs. */
export function medians(runs: readonly Work[]): Work {
  const names = [...STEPS, 'domains'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const middle = median(runs.map((run) => run[name]).filter((value) => value !== undefined));
      return middle === undefined ? [] : [[name, middle]];
    }),
  );
}
