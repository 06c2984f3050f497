// What was known of hosts that a new engine is still opening: it stays on the page, as of a host that is lost, until they
// have told anew. Otherwise an engine that died would close what a person is in the middle of.
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Tables } from './tables.ts';

interface Row {
  readonly connection: ConnectionId;
}

function wasOpen(host: HostSummary | undefined): host is HostSummary {
  return host?.state === 'connected' || host?.state === 'lost';
}

/** The host as it was, with what is said of it now. */
function asLost(known: HostSummary, told: HostSummary): HostSummary {
  const { name, lacks, facts } = known;
  return { ...told, name, lacks, ...(facts === undefined ? {} : { facts }), state: 'lost' };
}

export class Remembered {
  /** The hosts of which there is memory, as they are shown. */
  #hosts: ReadonlyMap<ConnectionId, HostSummary> = new Map();
  /** Rows from before; one that is told anew is another value. */
  #rows = new WeakSet<Row>();

  get hosts(): ReadonlySet<ConnectionId> {
    return new Set(this.#hosts.keys());
  }

  /** `told` by a new engine, with what `before` had of hosts that it has not opened yet. */
  after(before: Tables, told: Tables): Tables {
    this.#hosts = new Map();
    this.#remember(before.hosts, told.hosts);
    if (this.#hosts.size === 0) return told;
    this.#rows = new WeakSet();
    const withMemory = <K, V extends Row>(old: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>) => {
      const kept = [...old].filter(([, row]) => this.#hosts.has(row.connection));
      for (const [, row] of kept) this.#rows.add(row);
      return new Map([...kept, ...now]);
    };
    return {
      hosts: new Map([...told.hosts, ...this.#hosts]),
      domains: withMemory(before.domains, told.domains),
      networks: withMemory(before.networks, told.networks),
      pools: withMemory(before.pools, told.pools),
      bridges: withMemory(before.bridges, told.bridges),
    };
  }

  /** `tables` after a change; what was kept of hosts that are open now, or will not be, is forgotten. */
  settle(tables: Tables): Tables {
    const before = this.#hosts;
    if (before.size === 0) return tables;
    this.#hosts = new Map([...before].filter(([id, shown]) => tables.hosts.get(id) === shown));
    this.#remember(before, tables.hosts);
    const hosts = new Map([...tables.hosts, ...this.#hosts]);
    if (this.#hosts.size === before.size) return { ...tables, hosts };
    const told = <K, V extends Row>(rows: ReadonlyMap<K, V>) =>
      new Map([...rows].filter(([, row]) => this.#hosts.has(row.connection) || !this.#rows.has(row)));
    return {
      hosts,
      domains: told(tables.domains),
      networks: told(tables.networks),
      pools: told(tables.pools),
      bridges: told(tables.bridges),
    };
  }

  /** Adds the hosts that were open before and are said to be opened now. */
  #remember(
    before: ReadonlyMap<ConnectionId, HostSummary>,
    told: ReadonlyMap<ConnectionId, HostSummary>,
  ): void {
    const found = [...told.values()].flatMap((host) => {
      const known = before.get(host.id);
      return host.state === 'connecting' && wasOpen(known) ? [[host.id, asLost(known, host)] as const] : [];
    });
    this.#hosts = new Map([...this.#hosts, ...found]);
  }
}
