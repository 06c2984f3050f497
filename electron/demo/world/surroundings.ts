import type { DemoClock } from './clock.ts';
import type { DemoEvent } from './demo-event.ts';

/** What every part of the host needs. */
export interface Surroundings {
  readonly clock: DemoClock;
  readonly seed: number;
  /** When the host was switched on, of its clock. */
  readonly startMs: number;
  /** What lifecycle calls take, in parts of the usual: 0 where nobody waits for the effect. */
  readonly pace: number;
  readonly hostname: string;
  tell(event: DemoEvent): void;
  /** The bridge of a network; absent where it has none, or is none. */
  bridgeOf(network: string): string | undefined;
}
