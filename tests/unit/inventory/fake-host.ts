// A host in memory behind a libvirtd that speaks bytes: machines, networks and pools that a test changes, with the
// events that libvirt would send.
import { randomUUID } from 'node:crypto';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import * as c from '../../../electron/libvirt/protocol/connect.gen.ts';
import { VirDomainEventType } from '../../../electron/libvirt/protocol/constants.gen.ts';
import * as d from '../../../electron/libvirt/protocol/domain.gen.ts';
import * as m from '../../../electron/libvirt/protocol/messages.gen.ts';
import * as n from '../../../electron/libvirt/protocol/network.gen.ts';
import { nodeGetInfo } from '../../../electron/libvirt/protocol/node.gen.ts';
import type { AnyProcedure } from '../../../electron/libvirt/protocol/procedure.ts';
import * as s from '../../../electron/libvirt/protocol/storage.gen.ts';
import type { Codec } from '../../../electron/libvirt/xdr/codec.ts';
import { LABELS_URI } from '../../../shared/model/labels.ts';
import { FakeLibvirtd } from '../../support/fake-libvirtd.ts';

const NO_DOMAIN = 42;
const NO_NETWORK = 43;
const NO_POOL = 49;
const NO_METADATA = 80;
const ELEMENT = 2;
const RUNNING = { state: 1, reason: 1 };
const OFF = { state: 5, reason: 2 };

export interface FakeDomain {
  readonly uuid: string;
  name: string;
  id: number;
  state: number;
  reason: number;
  title: string;
  /** The inside of our element of metadata; empty: there is none. */
  labels: string;
  persistent: boolean;
  autostart: boolean;
  managedSave: boolean;
  /** Elements for `<devices>`. */
  devices: string;
}

interface FakeNetwork {
  readonly uuid: string;
  name: string;
  active: boolean;
  leases: { readonly mac: string; readonly ipaddr: string; readonly expirytime: bigint }[];
}

interface FakePool {
  readonly uuid: string;
  name: string;
  state: number;
}

type Declared<A, R> = AnyProcedure & { readonly args: Codec<A>; readonly ret: Codec<R> };

export class FakeHost {
  readonly libvirtd: FakeLibvirtd;
  readonly domains = new Map<string, FakeDomain>();
  readonly networks = new Map<string, FakeNetwork>();
  readonly pools = new Map<string, FakePool>();
  #lastId = 0;

  private constructor(libvirtd: FakeLibvirtd) {
    this.libvirtd = libvirtd;
    this.#serveHost();
    this.#serveDomains();
    this.#serveNetworks();
    this.#servePools();
  }

  static async start(): Promise<FakeHost> {
    return new FakeHost(await FakeLibvirtd.start());
  }

  /** Reached by `libvirtd.dial` alone. */
  static inMemory(): FakeHost {
    return new FakeHost(FakeLibvirtd.inMemory({ remembers: false }));
  }

  get uri(): string {
    return this.libvirtd.uri;
  }

  connect(): Promise<Connection> {
    return connect(this.uri);
  }

  async stop(): Promise<void> {
    await this.libvirtd.stop();
  }

  define(name: string, part: Partial<FakeDomain> = {}): FakeDomain {
    const { uuid = randomUUID() } = part;
    const made: FakeDomain = {
      uuid,
      name,
      id: -1,
      ...OFF,
      title: '',
      labels: '',
      persistent: true,
      autostart: false,
      managedSave: false,
      devices: '',
      ...part,
    };
    this.domains.set(uuid, made);
    this.#tell(made, 'VIR_DOMAIN_EVENT_DEFINED');
    return made;
  }

  startDomain(domain: FakeDomain): void {
    this.#lastId += 1;
    Object.assign(domain, RUNNING, { id: this.#lastId, managedSave: false });
    this.#tell(domain, 'VIR_DOMAIN_EVENT_STARTED');
  }

  stopDomain(domain: FakeDomain): void {
    Object.assign(domain, OFF, { id: -1 });
    if (!domain.persistent) this.domains.delete(domain.uuid);
    this.#tell(domain, 'VIR_DOMAIN_EVENT_STOPPED');
  }

  undefine(domain: FakeDomain): void {
    if (domain.id < 0) this.domains.delete(domain.uuid);
    domain.persistent = false;
    this.#tell(domain, 'VIR_DOMAIN_EVENT_UNDEFINED');
  }

  setTitle(domain: FakeDomain, title: string): void {
    domain.title = title;
    const body = { callbackID: 1, dom: refOf(domain), type: 1, nsuri: undefined };
    this.#message(m.domainEventCallbackMetadataChange, body);
  }

  setLabels(domain: FakeDomain, labels: string): void {
    domain.labels = labels;
    const body = { callbackID: 1, dom: refOf(domain), type: ELEMENT, nsuri: LABELS_URI };
    this.#message(m.domainEventCallbackMetadataChange, body);
  }

  reboot(domain: FakeDomain): void {
    this.#message(m.domainEventCallbackReboot, { callbackID: 1, msg: { dom: refOf(domain) } });
  }

  balloon(domain: FakeDomain, actual: bigint): void {
    this.#message(m.domainEventCallbackBalloonChange, { callbackID: 1, msg: { dom: refOf(domain), actual } });
  }

  addNetwork(name: string, active: boolean): FakeNetwork {
    const made: FakeNetwork = { uuid: randomUUID(), name, active, leases: [] };
    this.networks.set(made.uuid, made);
    this.tellNetwork(made);
    return made;
  }

  tellNetwork({ name, uuid }: FakeNetwork): void {
    this.#message(m.networkEventLifecycle, { callbackID: 1, net: { name, uuid }, event: 0, detail: 0 });
  }

  addPool(name: string): FakePool {
    const made: FakePool = { uuid: randomUUID(), name, state: 2 };
    this.pools.set(made.uuid, made);
    this.tellPool(made);
    return made;
  }

  tellPool({ name, uuid }: FakePool): void {
    this.#message(m.storagePoolEventLifecycle, { callbackID: 1, pool: { name, uuid }, event: 0, detail: 0 });
  }

  #tell(domain: FakeDomain, event: keyof typeof VirDomainEventType): void {
    const msg = { dom: refOf(domain), event: VirDomainEventType[event], detail: 0 };
    this.#message(m.domainEventCallbackLifecycle, { callbackID: 1, msg });
  }

  #message<M>(
    message: Parameters<FakeLibvirtd['peer']['message']>[0] & { readonly body: Codec<M> },
    body: M,
  ): void {
    for (const peer of this.libvirtd.peers) peer.message(message, body);
  }

  #serveHost(): void {
    this.libvirtd
      .on(c.connectGetHostname, () => ({ hostname: 'fake' }))
      .on(c.connectGetType, () => ({ type: 'QEMU' }))
      .on(c.connectGetVersion, () => ({ hvVer: 7_002_022n }))
      .on(c.connectGetLibVersion, () => ({ libVer: 9_000_000n }))
      .on(c.connectGetCapabilities, () => ({
        capabilities: '<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>',
      }))
      .on(nodeGetInfo, () => ({
        model: new Uint8Array(32),
        memory: 1024n,
        cpus: 2,
        mhz: 2000,
        nodes: 1,
        sockets: 1,
        cores: 2,
        threads: 1,
      }));
    let callbackID = 0;
    const registered = () => {
      callbackID += 1;
      return { callbackID };
    };
    this.libvirtd
      .on(c.connectDomainEventCallbackRegisterAny, registered)
      .on(c.connectNetworkEventRegisterAny, registered)
      .on(c.connectStoragePoolEventRegisterAny, registered);
  }

  #serveDomains(): void {
    const listed = (flags: number) =>
      [...this.domains.values()].filter(
        (one) =>
          flags === 0 ||
          ((flags & 4) !== 0 && one.persistent) ||
          ((flags & 256) !== 0 && one.managedSave) ||
          ((flags & 1024) !== 0 && one.autostart),
      );
    this.libvirtd
      .on(c.connectListAllDomains, ({ flags }) => ({ domains: listed(flags).map(refOf), ret: 0 }))
      .on(c.connectGetAllDomainStats, () => ({
        retStats: [...this.domains.values()].map((one) => ({
          dom: refOf(one),
          params: [
            { field: 'state.state', value: { kind: 'i' as const, value: one.state } },
            { field: 'state.reason', value: { kind: 'i' as const, value: one.reason } },
          ],
        })),
      }));
    this.#onDomain(d.domainGetXmlDesc, (one) => ({ xml: domainXml(one) }));
    this.#onDomain(d.domainGetState, ({ state, reason }) => ({ state, reason }));
    this.#onDomain(d.domainIsPersistent, ({ persistent }) => ({ persistent: Number(persistent) }));
    this.#onDomain(d.domainGetAutostart, ({ autostart }) => ({ autostart: Number(autostart) }));
    this.#onDomain(d.domainHasManagedSaveImage, ({ managedSave }) => ({ result: Number(managedSave) }));
    this.libvirtd.on(d.domainGetMetadata, ({ dom: { uuid } }, call) => {
      const { labels = '' } = this.domains.get(uuid) ?? {};
      if (labels !== '') return { metadata: `<labels>${labels}</labels>` };
      call.refuse(NO_METADATA, 10, 'metadata not found');
      return undefined;
    });
    this.libvirtd.on(d.domainLookupByUuid, ({ uuid }, call) => {
      const found = this.domains.get(uuid);
      if (found !== undefined) return { dom: refOf(found) };
      call.refuse(NO_DOMAIN, 10, 'no domain with matching uuid');
      return undefined;
    });
  }

  #onDomain<A extends { readonly dom: { readonly uuid: string } }, R>(
    procedure: Declared<A, R>,
    answer: (domain: FakeDomain) => NoInfer<R>,
  ): void {
    this.libvirtd.on(procedure, ({ dom }, call) => {
      const found = this.domains.get(dom.uuid);
      if (found !== undefined) return answer(found);
      call.refuse(NO_DOMAIN, 10, 'no domain with matching uuid');
      return undefined;
    });
  }

  #serveNetworks(): void {
    const listed = (flags: number) => [...this.networks.values()].filter((one) => flags !== 2 || one.active);
    this.libvirtd.on(c.connectListAllNetworks, ({ flags }) => ({
      nets: listed(flags).map(({ name, uuid }) => ({ name, uuid })),
      ret: 0,
    }));
    this.#onNetwork(n.networkGetXmlDesc, ({ name }) => ({
      xml: `<network><name>${name}</name><bridge name='virbr-${name}' stp='on'/></network>`,
    }));
    this.#onNetwork(n.networkIsActive, ({ active }) => ({ active: Number(active) }));
    this.#onNetwork(n.networkIsPersistent, () => ({ persistent: 1 }));
    this.#onNetwork(n.networkGetAutostart, () => ({ autostart: 1 }));
    this.#onNetwork(n.networkGetDhcpLeases, ({ leases }) => ({
      leases: leases.map((lease) => ({
        ...lease,
        iface: 'virbr0',
        type: 0,
        iaid: undefined,
        prefix: 24,
        hostname: undefined,
        clientid: undefined,
      })),
      ret: 0,
    }));
    this.libvirtd.on(n.networkLookupByUuid, ({ uuid }, call) => {
      const found = this.networks.get(uuid);
      if (found !== undefined) return { net: { name: found.name, uuid } };
      call.refuse(NO_NETWORK, 19, 'no network with matching uuid');
      return undefined;
    });
  }

  #onNetwork<A extends { readonly net: { readonly uuid: string } }, R>(
    procedure: Declared<A, R>,
    answer: (network: FakeNetwork) => NoInfer<R>,
  ): void {
    this.libvirtd.on(procedure, ({ net }, call) => {
      const found = this.networks.get(net.uuid);
      if (found !== undefined) return answer(found);
      call.refuse(NO_NETWORK, 19, 'no network with matching uuid');
      return undefined;
    });
  }

  #servePools(): void {
    this.libvirtd.on(c.connectListAllStoragePools, () => ({
      pools: [...this.pools.values()].map(({ name, uuid }) => ({ name, uuid })),
      ret: 0,
    }));
    this.#onPool(s.storagePoolGetXmlDesc, ({ name }) => ({
      xml: `<pool type='dir'><name>${name}</name></pool>`,
    }));
    this.#onPool(s.storagePoolGetInfo, ({ state }) => ({
      state,
      capacity: 100n,
      allocation: 40n,
      available: 60n,
    }));
    this.#onPool(s.storagePoolIsPersistent, () => ({ persistent: 1 }));
    this.#onPool(s.storagePoolGetAutostart, () => ({ autostart: 1 }));
    this.libvirtd.on(s.storagePoolLookupByUuid, ({ uuid }, call) => {
      const found = this.pools.get(uuid);
      if (found !== undefined) return { pool: { name: found.name, uuid } };
      call.refuse(NO_POOL, 18, 'no storage pool with matching uuid');
      return undefined;
    });
  }

  #onPool<A extends { readonly pool: { readonly uuid: string } }, R>(
    procedure: Declared<A, R>,
    answer: (pool: FakePool) => NoInfer<R>,
  ): void {
    this.libvirtd.on(procedure, ({ pool }, call) => {
      const found = this.pools.get(pool.uuid);
      if (found !== undefined) return answer(found);
      call.refuse(NO_POOL, 18, 'no storage pool with matching uuid');
      return undefined;
    });
  }
}

function refOf({ name, uuid, id }: FakeDomain): {
  readonly name: string;
  readonly uuid: string;
  readonly id: number;
} {
  return { name, uuid, id };
}

function domainXml({ name, uuid, title, labels, devices }: FakeDomain): string {
  const own = labels.replaceAll(/<(?=\w)/g, '<g:');
  const metadata = `<metadata><g:labels xmlns:g='${LABELS_URI}'>${own}</g:labels></metadata>`;
  return `<domain type='qemu'><name>${name}</name><uuid>${uuid}</uuid><title>${title}</title>${metadata}<memory unit='KiB'>1024</memory><currentMemory unit='KiB'>512</currentMemory><vcpu>2</vcpu><devices>${devices}</devices></domain>`;
}
