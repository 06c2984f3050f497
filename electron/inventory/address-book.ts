// Who has which address, and when it is read again: libvirt has no event for it.
import { VirDomainInterfaceAddressesSource as Source } from '../libvirt/protocol/constants.gen.ts';
import { domainInterfaceAddresses } from '../libvirt/protocol/domain.gen.ts';
import { addressesOfInterfaces, addressesOfLeases, leasedTo, withoutLease } from './addresses.ts';
import { type Ask, attempt, isLacking, isRefused } from './ask.ts';
import { type DomainEntry, isActive } from './domain-entry.ts';
import type { DomainTable } from './domain-table.ts';
import { readLeases } from './network-reader.ts';
import type { NetworkEntry, NetworkTable } from './network-table.ts';

/** ms after its start at which a machine without an address is looked at again. */
const LOOKS_MS = [2000, 4000, 7000, 12_000, 20_000, 40_000, 80_000];

/** Of a host that was full of machines before we came; the rest is read when it is shown. */
const MOST_FOLLOWED = 20;

export class AddressBook {
  readonly #domains: DomainTable;
  readonly #networks: NetworkTable;
  /** By UUID: what ARP and the guest itself said last. */
  readonly #seen = new Map<string, readonly string[]>();
  readonly #told = new Map<string, readonly string[]>();
  readonly #looks = new Map<string, NodeJS.Timeout>();
  /** The driver cannot look at ARP. */
  #withoutArp = false;

  constructor(domains: DomainTable, networks: NetworkTable) {
    this.#domains = domains;
    this.#networks = networks;
  }

  /** Reads ARP for running machines without a lease: one to see whether the driver can, then the rest at once. */
  async lookAtArp(ask: Ask): Promise<void> {
    const [first, ...rest] = withoutLease(this.#domains.all(), this.#leases());
    if (first !== undefined) await this.#readArp(ask, first);
    await Promise.all(rest.map((entry) => this.#readArp(ask, entry)));
    this.spread();
  }

  /** Reads what is known about one machine again. */
  async readOne(ask: Ask, uuid: string): Promise<void> {
    const entry = this.#domains.get(uuid);
    if (entry === undefined || !isActive(entry)) return;
    const names = new Set(entry.facts.interfaces.map(({ network }) => network));
    await this.#readLeases(
      ask,
      this.#networks.all().filter(({ ref }) => names.has(ref.name)),
    );
    if (leasedTo(entry, this.#leases()).length === 0) await this.#readArp(ask, entry);
    // The leases read are those of others, too.
    this.spreadAndFollow(ask);
  }

  /** Asks the guest's agent, over a connection on which it may keep us waiting. */
  async askGuest(work: Ask, uuid: string): Promise<void> {
    const entry = this.#domains.get(uuid);
    if (entry === undefined || !isActive(entry)) return;
    const question = { dom: entry.ref, source: Source.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT, flags: 0 };
    const answer = await attempt(work(domainInterfaceAddresses, question));
    if (isRefused(answer)) return;
    this.#told.set(uuid, addressesOfInterfaces(answer.ifaces));
    this.spread();
  }

  /** Looks at a machine that has just started now and then, until it has an address. */
  follow(ask: Ask, uuid: string, looks: readonly number[] = LOOKS_MS): void {
    this.forget(uuid);
    const [next, ...later] = looks;
    if (next === undefined) return;
    const timer = setTimeout(() => {
      this.#looks.delete(uuid);
      this.readOne(ask, uuid).then(
        () => {
          const entry = this.#domains.get(uuid);
          if (entry !== undefined && isActive(entry) && entry.addresses.length === 0) {
            this.follow(ask, uuid, later);
          }
        },
        // The connection ended; the next load reads everything.
        () => undefined,
      );
    }, next);
    this.#looks.set(uuid, timer.unref());
  }

  /** After a load: the machines without an address that started last may still be booting. */
  followLatest(ask: Ask, looks?: readonly number[]): void {
    const silent = [...this.#domains.all()].filter(
      (entry) => isActive(entry) && entry.addresses.length === 0 && entry.facts.interfaces.length > 0,
    );
    const latest = silent.sort((a, b) => b.ref.id - a.ref.id).slice(0, MOST_FOLLOWED);
    for (const { ref } of latest) this.follow(ask, ref.uuid, looks);
  }

  /** Forgets what was known of a machine that is off. */
  forget(uuid: string): void {
    clearTimeout(this.#looks.get(uuid));
    this.#looks.delete(uuid);
    this.#seen.delete(uuid);
    this.#told.delete(uuid);
  }

  /** Writes what is known into the machines. */
  spread(): void {
    const leases = this.#leases();
    for (const entry of this.#domains.all()) {
      if (isActive(entry)) this.#domains.setAddresses(entry.ref.uuid, this.#known(entry, leases));
    }
  }

  /** The same after leases were read again; who has lost his last address by that is looked at soon. */
  spreadAndFollow(ask: Ask): void {
    const before = [...this.#domains.all()].filter(({ addresses }) => addresses.length > 0);
    this.spread();
    for (const { ref } of before) {
      const entry = this.#domains.get(ref.uuid);
      if (entry !== undefined && isActive(entry) && entry.addresses.length === 0) this.follow(ask, ref.uuid);
    }
  }

  /** Forgets everything: while the connection is away, machines start again and change their addresses unseen. */
  dispose(): void {
    for (const timer of this.#looks.values()) clearTimeout(timer);
    this.#looks.clear();
    this.#seen.clear();
    this.#told.clear();
    this.#withoutArp = false;
  }

  #known(entry: DomainEntry, leases: ReturnType<typeof addressesOfLeases>): readonly string[] {
    const sure = [...leasedTo(entry, leases), ...(this.#told.get(entry.ref.uuid) ?? [])];
    return sure.length > 0 ? [...new Set(sure)] : (this.#seen.get(entry.ref.uuid) ?? []);
  }

  #leases(): ReturnType<typeof addressesOfLeases> {
    const all = this.#networks.all().flatMap(({ leases }) => leases);
    return addressesOfLeases(all, Date.now());
  }

  async #readLeases(ask: Ask, networks: readonly NetworkEntry[]): Promise<void> {
    await Promise.all(
      networks
        .filter(({ active }) => active)
        .map(async ({ ref }) => this.#networks.setLeases(ref.uuid, await readLeases(ask, ref))),
    );
  }

  async #readArp(ask: Ask, { ref }: DomainEntry): Promise<void> {
    if (this.#withoutArp) return;
    const question = { dom: ref, source: Source.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP, flags: 0 };
    const answer = await attempt(ask(domainInterfaceAddresses, question));
    if (!isRefused(answer)) this.#seen.set(ref.uuid, addressesOfInterfaces(answer.ifaces));
    else if (isLacking(answer.refused)) this.#withoutArp = true;
  }
}
