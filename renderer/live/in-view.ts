// What a page has in view, as it tells the engine: machines of rows that are drawn, hosts, or all machines of hosts.
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import { type InView, MOST_IN_VIEW } from '../../shared/model/statistics.ts';

/** Counts who needs what. */
class Counts<Key> {
  readonly #counts = new Map<Key, number>();

  has(key: Key): boolean {
    return this.#counts.has(key);
  }

  keys(): Iterable<Key> {
    return this.#counts.keys();
  }

  /** Until the returned function is called. */
  add(key: Key): () => void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left === 0) this.#counts.delete(key);
      else this.#counts.set(key, left);
    };
  }
}

export class Needs {
  readonly domains = new Counts<DomainKey>();
  /** Their own sample is shown. */
  readonly hosts = new Counts<ConnectionId>();
  /** Where those machines are that the page is about; asked for only when all of them are needed. */
  readonly about = new Counts<ConnectionId>();
  /** Present while something needs all machines, as for sorting by a rate. */
  readonly all = new Counts<'all'>();

  /** What to ask of each host that anything is needed of. */
  wanted(): ReadonlyMap<ConnectionId, InView> {
    const wanted = new Map<ConnectionId, DomainKey[]>();
    for (const connection of this.hosts.keys()) wanted.set(connection, []);
    for (const key of this.domains.keys()) {
      const connection = connectionOf(key);
      const keys = wanted.get(connection) ?? [];
      keys.push(key);
      wanted.set(connection, keys);
    }
    const whole = this.all.has('all') ? [...this.about.keys()] : [];
    return new Map<ConnectionId, InView>([
      ...[...wanted].map(([connection, keys]): [ConnectionId, InView] => [
        connection,
        keys.length > MOST_IN_VIEW ? 'all' : keys,
      ]),
      ...whole.map((connection): [ConnectionId, InView] => [connection, 'all']),
    ]);
  }
}

export function isSameView(one: InView, other: InView): boolean {
  if (one === 'all' || other === 'all') return one === other;
  if (one.length !== other.length) return false;
  const keys = new Set(one);
  return other.every((key) => keys.has(key));
}
