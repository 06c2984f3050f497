// The live model of one host: loaded whole, then kept by events, read again in parts when asked.
// It outlives a connection: what was known stays until the next load says otherwise.
import type { DomainSummary, DomainTransition } from '../../shared/model/domain.ts';
import type { HostFacts, HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { HostInterface } from '../../shared/model/network.ts';
import type { DomainFacts } from '../domain-xml/summary.ts';
import type { LibvirtEvent } from '../libvirt/event-types.ts';
import type { EventSource } from '../libvirt/events.ts';
import type { DomainRef, NetworkRef, StoragePoolRef } from '../libvirt/protocol/values.gen.ts';
import { AddressBook } from './address-book.ts';
import type { Ask } from './ask.ts';
import { BridgeView } from './bridge-view.ts';
import { isActive, isPluggedAlike } from './domain-entry.ts';
import { readDomain, readLabels } from './domain-reader.ts';
import { DomainTable } from './domain-table.ts';
import { routeEvent } from './event-router.ts';
import { describeObjects, type HostObjects, loadHost } from './first-load.ts';
import { describeDevices, listDevices, NO_DEVICES } from './host-devices.ts';
import type { ModelHub } from './model-hub.ts';
import { readNetwork } from './network-reader.ts';
import { NetworkTable } from './network-table.ts';
import { listObjects } from './object-lists.ts';
import { readPool } from './pool-reader.ts';
import { PoolTable } from './pool-table.ts';
import { RefreshQueue } from './refresh-queue.ts';
import { DISMISS_AFTER_MS, endsInGuest, type TransitionKind } from './transitions.ts';
import { WaitingEvents } from './waiting-events.ts';

/** ms from the first event of a device to the reading of all. */
const DEVICES_AFTER_MS = 500;

export interface InventoryOptions {
  readonly connection: ConnectionId;
  readonly hub: ModelHub;
  /** Told of readings that failed for another reason than the connection's end. */
  readonly onTrouble: (error: unknown) => void;
}

/** What a load tells beside the tables. */
export interface LoadedHost {
  readonly facts: HostFacts;
  readonly lacks: HostSummary['lacks'];
}

/** One connection's use of the inventory; a later one replaces it. */
interface Session {
  readonly ask: Ask;
  /** Events that came while everything is being read; `undefined` once that is done. */
  waiting: WaitingEvents | undefined;
  refreshing: Promise<void> | undefined;
}

interface DomainAsked extends DomainRef {
  readonly what: 'all' | 'labels';
}

export class HostInventory {
  readonly domains: DomainTable;
  readonly networks: NetworkTable;
  readonly pools: PoolTable;
  readonly addresses: AddressBook;
  readonly #bridges: BridgeView;
  readonly #onTrouble: (error: unknown) => void;
  /** By UUID: what machines were slow to tell, and nobody has read since. */
  readonly #late = new Map<string, Promise<DomainFacts | undefined>>();
  readonly #dismissals = new Map<string, NodeJS.Timeout>();
  readonly #domainReads = new RefreshQueue<DomainAsked>((asked) => this.#readAsked(asked), {
    join: (waiting, asked) => (waiting.what === 'all' ? { ...asked, what: 'all' } : asked),
  });
  readonly #networkReads = new RefreshQueue<NetworkRef>((ref) => this.#readNetwork(ref));
  readonly #poolReads = new RefreshQueue<StoragePoolRef>((ref) => this.#readPool(ref));
  readonly #deviceReads = new RefreshQueue<Session>((session) => this.#readDevices(session));
  #deviceTimer: NodeJS.Timeout | undefined;
  #session: Session | undefined;

  constructor({ connection, hub, onTrouble }: InventoryOptions) {
    this.domains = new DomainTable(connection, hub);
    this.networks = new NetworkTable(connection, hub);
    this.pools = new PoolTable(connection, hub);
    this.addresses = new AddressBook(this.domains, this.networks);
    this.#bridges = new BridgeView(connection, hub, this);
    this.#onTrouble = onTrouble;
  }

  /**
   * Registers for all events and reads everything in three round trips. Events given to `event` meanwhile are applied
   * afterwards. Throws when the connection ends, or when the host refuses to list its machines.
   */
  async load(source: EventSource): Promise<LoadedHost> {
    const ask: Ask = (procedure, args) => source.call(procedure, args);
    const session: Session = { ask, waiting: new WaitingEvents(), refreshing: undefined };
    this.#session = session;
    const { facts, lacks, objects } = await loadHost(source);
    this.#take(objects, session);
    this.#mind(this.#findAddresses(session));
    return { facts, lacks };
  }

  /** Takes an event of the host; before a load it is lost, and the load will know better. */
  event(event: LibvirtEvent): void {
    const session = this.#session;
    if (session?.waiting !== undefined) session.waiting.add(event);
    else if (session !== undefined) this.#apply(event, session);
  }

  /** The connection is gone: nothing is read until the next load; what is known stays. */
  detach(): void {
    this.#session = undefined;
    clearTimeout(this.#deviceTimer);
    this.#deviceTimer = undefined;
    this.addresses.dispose();
  }

  /** Takes everything out of the model. */
  clear(): void {
    this.detach();
    this.domains.replaceAll([]);
    this.networks.replaceAll([]);
    this.pools.replaceAll([]);
    this.#bridges.setDevices(NO_DEVICES);
    for (const timer of this.#dismissals.values()) clearTimeout(timer);
    this.#dismissals.clear();
  }

  /** Reads everything again, in two round trips: what has no event is known anew. */
  async refresh(): Promise<void> {
    const session = this.#connected();
    // One at a time: what a second one would read, the first is reading.
    session.refreshing ??= this.#reload(session).finally(() => {
      session.refreshing = undefined;
    });
    await session.refreshing;
  }

  /** Reads one machine again: state, definition and flags. */
  async readDomainAgain(ref: DomainRef): Promise<void> {
    await this.#readThroughReload<DomainAsked>(this.#domainReads, { ...ref, what: 'all' });
  }

  /** Reads one machine again, its addresses too. */
  async refreshDomain(ref: DomainRef): Promise<void> {
    const { ask } = this.#connected();
    await Promise.all([this.readDomainAgain(ref), this.addresses.readOne(ask, ref.uuid)]);
  }

  /** Reads one network and its leases again. */
  async refreshNetwork(ref: NetworkRef): Promise<void> {
    await this.#readThroughReload(this.#networkReads, ref);
  }

  async refreshPool(ref: StoragePoolRef): Promise<void> {
    await this.#readThroughReload(this.#poolReads, ref);
  }

  /** Reads the devices of the host again, and says which there are. */
  async interfaces(): Promise<readonly HostInterface[]> {
    await this.#deviceReads.ask('devices', this.#connected());
    return this.#bridges.interfaces();
  }

  /** Shows that something was asked of a machine. Returns what takes it back when the request fails. */
  begin(uuid: string, what: TransitionKind): () => void {
    const transition: DomainTransition = { what, sinceMs: Date.now() };
    const end = () => this.#endTransition(uuid, transition);
    this.domains.setTransition(uuid, transition);
    clearTimeout(this.#dismissals.get(uuid));
    if (endsInGuest(what)) this.#dismissals.set(uuid, setTimeout(end, DISMISS_AFTER_MS).unref());
    return end;
  }

  /** Calls `listener` at each change of one machine, with `undefined` when it is gone. */
  onDomain(uuid: string, listener: (summary: DomainSummary | undefined) => void): () => void {
    return this.domains.onDomain(uuid, listener);
  }

  /** A reading of everything that is under way has read this one earlier, and is taken later: then it is read once more. */
  async #readThroughReload<Ref extends { readonly uuid: string }>(
    reads: RefreshQueue<Ref>,
    ref: Ref,
  ): Promise<void> {
    const reload = this.#session?.refreshing;
    await reads.ask(ref.uuid, ref);
    if (reload === undefined) return;
    const ended = reload.catch(() => undefined);
    this.#mind(ended.then(() => reads.ask(ref.uuid, ref)));
  }

  async #findAddresses(session: Session): Promise<void> {
    await this.addresses.lookAtArp(session.ask);
    if (this.#session === session) this.addresses.followLatest(session.ask);
  }

  async #reload(session: Session): Promise<void> {
    session.waiting = new WaitingEvents();
    try {
      const lists = await listObjects(session.ask);
      this.#take(await describeObjects(session.ask, lists), session);
    } finally {
      this.#applyWaiting(session);
    }
    // A machine that was found running here is followed by nobody yet.
    await this.#findAddresses(session);
  }

  /** Takes a reading of everything, then what happened since it began. */
  #take(objects: HostObjects, session: Session): void {
    if (this.#session !== session) return;
    this.domains.replaceAll(objects.domains);
    this.#late.clear();
    for (const [uuid, facts] of objects.late) this.#awaitFacts(uuid, facts, session);
    this.networks.replaceAll(objects.networks);
    this.pools.replaceAll(objects.pools);
    this.addresses.spread();
    this.#bridges.setDevices(objects.devices);
    this.#applyWaiting(session);
  }

  /** Takes what a machine was slow to tell, unless it was read again meanwhile. */
  #awaitFacts(uuid: string, late: Promise<DomainFacts | undefined>, session: Session): void {
    this.#late.set(uuid, late);
    void late.then((facts) => {
      if (this.#session !== session || this.#late.get(uuid) !== late) return;
      this.#late.delete(uuid);
      if (facts !== undefined) this.domains.setFacts(uuid, facts);
    });
  }

  #applyWaiting(session: Session): void {
    const waiting = session.waiting?.take() ?? [];
    session.waiting = undefined;
    if (this.#session === session) for (const event of waiting) this.event(event);
  }

  #endTransition(uuid: string, transition: DomainTransition): void {
    if (this.domains.get(uuid)?.transition === transition) this.domains.setTransition(uuid, undefined);
  }

  #connected(): Session {
    if (this.#session === undefined) throw new Error('the host is not connected');
    return this.#session;
  }

  #apply(event: LibvirtEvent, session: Session): void {
    const read = (ref: DomainRef, what: DomainAsked['what']) =>
      this.#mind(this.#domainReads.ask(ref.uuid, { ...ref, what }));
    routeEvent(event, {
      domain: (ref) => read(ref, 'all'),
      labels: (ref) => read(ref, 'labels'),
      rebooted: (ref) => {
        if (endsInGuest(this.domains.get(ref.uuid)?.transition?.what ?? 'starting')) {
          this.domains.setTransition(ref.uuid, undefined);
        }
        read(ref, 'all');
      },
      balloon: (ref, memoryKiB) => this.domains.setMemory(ref.uuid, memoryKiB),
      touched: (ref) => this.domains.touch(ref.uuid),
      network: (ref) => this.#mind(this.#networkReads.ask(ref.uuid, ref)),
      pool: (ref) => this.#mind(this.#poolReads.ask(ref.uuid, ref)),
      devices: () => this.#readDevicesSoon(session),
    });
  }

  async #readAsked({ what, ...ref }: DomainAsked): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    // What is still to come of a machine would come with the labels that it had.
    const alone = what === 'labels' && this.domains.get(ref.uuid) !== undefined && !this.#late.has(ref.uuid);
    const labels = alone ? await readLabels(session.ask, ref) : undefined;
    if (this.#session !== session) return;
    if (labels === undefined) await this.#readDomain(ref, session);
    else this.domains.setLabels(ref.uuid, labels);
  }

  async #readDomain(ref: DomainRef, session: Session): Promise<void> {
    const before = this.domains.get(ref.uuid);
    const reading = await readDomain(session.ask, ref);
    if (this.#session !== session) return;
    if (reading === undefined) this.domains.drop(ref.uuid);
    else this.domains.take(reading);
    if (reading?.facts !== undefined) this.#late.delete(ref.uuid);
    const active = reading !== undefined && isActive(reading);
    if (!active) this.addresses.forget(ref.uuid);
    else if (before === undefined || before.ref.id !== reading.ref.id) {
      this.addresses.follow(session.ask, ref.uuid);
    }
    if (!isPluggedAlike(before, this.domains.get(ref.uuid))) this.#bridges.schedule();
  }

  async #readNetwork(ref: NetworkRef): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const reading = await readNetwork(session.ask, ref);
    if (this.#session !== session) return;
    if (reading === undefined) this.networks.drop(ref.uuid);
    else this.networks.take(reading);
    this.addresses.spreadAndFollow(session.ask);
    this.#bridges.schedule();
  }

  async #readPool(ref: StoragePoolRef): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const reading = await readPool(session.ask, ref);
    if (this.#session !== session) return;
    if (reading === undefined) this.pools.drop(ref.uuid);
    else this.pools.take(reading);
  }

  async #readDevices(session: Session): Promise<void> {
    const devices = await describeDevices(session.ask, await listDevices(session.ask));
    if (this.#session === session) this.#bridges.setDevices(devices);
  }

  /** A machine that starts makes several devices one after the other, and each reading is of all of them. */
  #readDevicesSoon(session: Session): void {
    this.#deviceTimer ??= setTimeout(() => {
      this.#deviceTimer = undefined;
      if (this.#session === session) this.#mind(this.#deviceReads.ask('devices', session));
    }, DEVICES_AFTER_MS).unref();
  }

  /** Readings that nobody waits for: the end of the connection is told elsewhere, the rest is trouble. */
  #mind(reading: Promise<void>): void {
    const session = this.#session;
    reading.catch((error: unknown) => {
      if (this.#session === session && session !== undefined) this.#onTrouble(error);
    });
  }
}
