// How busy a machine is over time. A curve is a table that repeats; with its sums, the counters of any moment are known
// at once, however long ago the last reading was, and they never fall.
import { chance } from './chance.ts';

export type LoadKind = 'idle' | 'diurnal' | 'bursty' | 'steady' | 'leak';

const STEP_MS = 2_000;
/** 20 minutes: a day of the demo. */
const STEPS = 600;
/** Machines of one kind share so many tables. */
const VARIANTS = 16;

type Level = (step: number, variant: number) => number;

const noise = (step: number, variant: number, span: number) => (chance('noise', step, variant) - 0.5) * span;

const LEVELS: Readonly<Record<LoadKind, Level>> = {
  idle: (step, variant) =>
    0.015 + (chance('cron', step >> 4, variant) > 0.93 ? 0.12 : 0) + noise(step, variant, 0.01),
  diurnal: (step, variant) =>
    0.36 - 0.3 * Math.cos(((step + variant * 9) / STEPS) * 2 * Math.PI) + noise(step, variant, 0.08),
  bursty: (step, variant) =>
    (chance('burst', step >> 3, variant) > 0.62 ? 0.84 : 0.06) + noise(step, variant, 0.1),
  steady: (step, variant) => 0.22 + noise(step, variant, 0.06),
  leak: (step, variant) => 0.12 + 0.3 * (step / STEPS) ** 3 + noise(step, variant, 0.04),
};

export class LoadCurve {
  readonly #levels: Float64Array;
  /** Milliseconds of full load before each step. */
  readonly #sums: Float64Array;

  constructor(kind: LoadKind, variant: number) {
    const level = LEVELS[kind];
    this.#levels = Float64Array.from({ length: STEPS }, (_, step) => clamp(level(step, variant)));
    this.#sums = new Float64Array(STEPS + 1);
    for (let step = 0; step < STEPS; step += 1) {
      this.#sums[step + 1] = (this.#sums[step] ?? 0) + (this.#levels[step] ?? 0) * STEP_MS;
    }
  }

  /** From 0 to 1. */
  level(atMs: number): number {
    return this.#levels[Math.floor(atMs / STEP_MS) % STEPS] ?? 0;
  }

  /** The milliseconds of full load that `atMs` milliseconds make. */
  sum(atMs: number): number {
    const steps = Math.floor(atMs / STEP_MS);
    const [rounds, step] = [Math.floor(steps / STEPS), steps % STEPS];
    const begun = (atMs - steps * STEP_MS) * (this.#levels[step] ?? 0);
    return rounds * (this.#sums[STEPS] ?? 0) + (this.#sums[step] ?? 0) + begun;
  }
}

const clamp = (level: number) => Math.min(1, Math.max(0.003, level));

const curves = new Map<string, LoadCurve>();

/** The curve of a machine; those of one kind with the same seed share it. */
export function loadCurve(kind: LoadKind, seed: number): LoadCurve {
  const variant = seed % VARIANTS;
  const key = `${kind} ${variant}`;
  const known = curves.get(key) ?? new LoadCurve(kind, variant);
  curves.set(key, known);
  return known;
}

/** How much of its memory a machine uses, from 0 to 1. One that leaks fills up in half an hour, until its service is restarted. */
export function memoryShare(kind: LoadKind, seed: number, atMs: number): number {
  const base = 0.28 + (seed % 100) / 400;
  if (kind === 'leak') return 0.3 + 0.62 * ((atMs % 1_800_000) / 1_800_000);
  const breath = 0.5 - 0.5 * Math.cos((atMs / 420_000 + (seed % 7)) * 2 * Math.PI);
  return Math.min(0.92, base + breath * (kind === 'idle' ? 0.03 : 0.18));
}
