// How busy a machine looks on its own screen. A load is known for any second without those before it.
import { chance } from '../../world/chance.ts';

/** Changes of the load take so many seconds: slow tides, and what runs now and then. */
const WAVES = [
  { seconds: 41, share: 0.45 },
  { seconds: 13, share: 0.3 },
  { seconds: 3, share: 0.25 },
] as const;

/** From 0 to 1; what it was before the machine ran is 0. */
export function cpuLoad(seed: number, second: number): number {
  if (second < 0) return 0;
  const level = WAVES.reduce((sum, { seconds, share }) => sum + share * noise(seed, seconds, second), 0);
  // Mostly calm, with peaks.
  return 0.04 + 0.92 * level * level;
}

/** From 0 to 1: it fills after the start, then stays about where it is. */
export function memoryLoad(seed: number, second: number): number {
  if (second < 0) return 0;
  const filled = Math.min(1, 0.35 + second / 90);
  return filled * (0.34 + 0.3 * chance(seed, 'memory') + 0.12 * noise(seed, 67, second));
}

/** Moves smoothly from one chance value to the next every so many seconds. */
function noise(seed: number, seconds: number, second: number): number {
  const step = Math.floor(second / seconds);
  const part = second / seconds - step;
  const smooth = part * part * (3 - 2 * part);
  const [from, to] = [chance(seed, seconds, step), chance(seed, seconds, step + 1)];
  return from + (to - from) * smooth;
}
