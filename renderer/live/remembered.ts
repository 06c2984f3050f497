// What was known of hosts that a new engine is still opening: it stays on the page, as of a host that is lost, until they
// have told anew. Otherwise an engine that died would close what a person is in the middle of.
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Tables } from './tables.ts';

interface Row {
  readonly connection: ConnectionId;
}

function wasOpen(host: HostSummary | undefined): boolean {
  return host?.state === 'connected' || host?.state === 'lost';
}

export class Remembered {
  #hosts: ReadonlySet<ConnectionId> = new Set();
  /** Rows from before; one that is told anew is another value. */
  #rows = new WeakSet<Row>();

  /** The hosts of which there is memory now. */
  get hosts(): ReadonlySet<ConnectionId> {
    return this.#hosts;
  }

  /** `told` by a new engine, with what `before` had of hosts that it has not opened yet. */
  after(before: Tables, told: Tables): Tables {
    const hosts = this.#opening(before, told);
    this.#hosts = hosts;
    if (hosts.size === 0) return told;
    this.#rows = new WeakSet();
    const withMemory = <K, V extends Row>(old: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>) => {
      const kept = [...old].filter(([, row]) => hosts.has(row.connection));
      for (const [, row] of kept) this.#rows.add(row);
      return new Map([...kept, ...now]);
    };
    return {
      hosts: told.hosts,
      domains: withMemory(before.domains, told.domains),
      networks: withMemory(before.networks, told.networks),
      pools: withMemory(before.pools, told.pools),
      bridges: withMemory(before.bridges, told.bridges),
    };
  }

  /** Forgets what was kept of hosts that are open now, or will not be. */
  settle(tables: Tables): Tables {
    if (this.#hosts.size === 0) return tables;
    const waiting = [...this.#hosts].filter((id) => tables.hosts.get(id)?.state === 'connecting');
    if (waiting.length === this.#hosts.size) return tables;
    this.#hosts = new Set(waiting);
    const told = <K, V extends Row>(rows: ReadonlyMap<K, V>) =>
      new Map([...rows].filter(([, row]) => this.#hosts.has(row.connection) || !this.#rows.has(row)));
    return {
      hosts: tables.hosts,
      domains: told(tables.domains),
      networks: told(tables.networks),
      pools: told(tables.pools),
      bridges: told(tables.bridges),
    };
  }

  /** Hosts of which something is known, by an engine that may have died in its turn, and that are being opened. */
  #opening(before: Tables, told: Tables): ReadonlySet<ConnectionId> {
    const isKnown = (id: ConnectionId) => this.#hosts.has(id) || wasOpen(before.hosts.get(id));
    const all = [...told.hosts.values()];
    return new Set(all.filter(({ id, state }) => state === 'connecting' && isKnown(id)).map(({ id }) => id));
  }
}
