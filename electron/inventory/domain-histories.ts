// The long histories of machines of all hosts, as many as memory is set aside for. Each has one until that is full; then
// those that somebody looks at take the place of those that nobody looked at for longest.
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import {
  DOMAIN_METRICS,
  type DomainMetric,
  type DomainSample,
  type History,
  seriesOf,
} from '../../shared/model/statistics.ts';
import { DOMAIN_TIERS, LongHistory } from './long-history.ts';

/** 14 kB each: 14 MB at most, however many machines there are. */
export const MOST_HISTORIES = 1000;
const DAY_MS = 24 * 3_600_000;

export class DomainHistories {
  /** Those looked at longest ago come first. */
  readonly #kept = new Map<DomainKey, LongHistory<DomainMetric>>();
  readonly #most: number;

  constructor(most = MOST_HISTORIES) {
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Samples of machines that somebody looks at. */
  addSeen(atMs: number, samples: readonly DomainSample[]): void {
    for (const sample of samples) {
      const history = this.#kept.get(sample.key) ?? this.#make();
      this.#kept.delete(sample.key);
      this.#kept.set(sample.key, history);
      history.add(atMs, sample);
      if (this.#kept.size > this.#most) this.#forgetFirst();
    }
  }

  /** Samples of the background: machines without a history get one where there is room. */
  addUnseen(atMs: number, samples: readonly DomainSample[]): void {
    this.#forgetSilent(atMs);
    for (const sample of samples) {
      const known = this.#kept.get(sample.key);
      if (known !== undefined) known.add(atMs, sample);
      else if (this.#kept.size < this.#most) {
        const made = this.#make();
        made.add(atMs, sample);
        this.#kept.set(sample.key, made);
      }
    }
  }

  read(key: DomainKey, nowMs: number, spanMs: number): History<DomainMetric> {
    return (
      this.#kept.get(key)?.read(nowMs, spanMs) ?? { times: [], series: seriesOf(DOMAIN_METRICS, () => []) }
    );
  }

  /** Those of one host's machines, looked at longest ago first. */
  *ofHost(connection: ConnectionId): Generator<readonly [DomainKey, LongHistory<DomainMetric>]> {
    for (const entry of this.#kept) if (connectionOf(entry[0]) === connection) yield entry;
  }

  /** Adds what was saved of a machine, where there is room. */
  restore(key: DomainKey, saved: Uint8Array, nowMs: number): void {
    const known = this.#kept.get(key);
    if (known === undefined && this.#kept.size >= this.#most) return;
    const history = known ?? this.#make();
    history.restore(saved, nowMs);
    if (nowMs - history.lastMs <= DAY_MS) this.#kept.set(key, history);
  }

  /** A host that is held no longer. */
  forgetHost(connection: ConnectionId): void {
    for (const [key] of [...this.ofHost(connection)]) this.#kept.delete(key);
  }

  #make(): LongHistory<DomainMetric> {
    return new LongHistory(DOMAIN_METRICS, DOMAIN_TIERS);
  }

  #forgetFirst(): void {
    const [first] = this.#kept.keys();
    if (first !== undefined) this.#kept.delete(first);
  }

  /** A machine that was off for a day, or is on no host of ours any more. */
  #forgetSilent(nowMs: number): void {
    for (const [key, { lastMs }] of this.#kept) if (nowMs - lastMs > DAY_MS) this.#kept.delete(key);
  }
}
