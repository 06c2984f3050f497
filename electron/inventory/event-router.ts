// What each event of a host means for the model.
import { LABELS_URI } from '../../shared/model/labels.ts';
import type { DomainEvent, LibvirtEvent } from '../libvirt/event-types.ts';
import { VirDomainEventType } from '../libvirt/protocol/constants.gen.ts';
import type { DomainRef, NetworkRef, StoragePoolRef } from '../libvirt/protocol/values.gen.ts';

export interface EventTargets {
  /** Reads the machine again. */
  domain(ref: DomainRef): void;
  /** Reads the machine's tags and group again. */
  labels(ref: DomainRef): void;
  /** The guest has begun anew inside the same process. */
  rebooted(ref: DomainRef): void;
  balloon(ref: DomainRef, memoryKiB: number): void;
  /** Something that only open pages show: they read their details again. */
  touched(ref: DomainRef): void;
  network(ref: NetworkRef): void;
  pool(ref: StoragePoolRef): void;
  /** Devices of the host came, went or changed. */
  devices(): void;
}

type DomainKind = DomainEvent['kind'];

/** State, definition or flags may have moved. */
const READ_AGAIN: ReadonlySet<DomainKind> = new Set<DomainKind>([
  'domain-io-error-reason',
  'domain-watchdog',
  'domain-control-error',
  'domain-wakeup',
  'domain-suspend',
  'domain-suspend-disk',
  'domain-device-added',
  'domain-device-removed',
  'domain-disk-change',
  'domain-nic-mac-change',
  'domain-memory-device-size',
  'domain-job-completed',
  'domain-block-job',
  'domain-tunable',
]);

/** Only details that a page shows on its own. */
const TOUCH: ReadonlySet<DomainKind> = new Set<DomainKind>([
  'domain-tray-change',
  'domain-rtc-change',
  'domain-agent-lifecycle',
  'domain-device-removal-failed',
]);

/** Sends one event where it belongs; those that change nothing we show go nowhere. */
export function routeEvent(event: LibvirtEvent, targets: EventTargets): void {
  switch (event.kind) {
    case 'network-lifecycle':
    case 'network-metadata-change':
      targets.network(event.network);
      break;
    case 'pool-lifecycle':
    case 'pool-refresh':
      targets.pool(event.pool);
      break;
    case 'node-device-lifecycle':
    case 'node-device-update':
      targets.devices();
      break;
    case 'secret-lifecycle':
    case 'secret-value-change':
    case 'hypervisor-closed':
      break;
    case 'domain-balloon':
      targets.balloon(event.domain, Number(event.actualKiB));
      break;
    case 'domain-reboot':
      targets.rebooted(event.domain);
      break;
    case 'domain-lifecycle':
      targets.domain(event.domain);
      // A running machine is read as it runs, where its new stored definition shows in nothing.
      if (event.event === VirDomainEventType.VIR_DOMAIN_EVENT_DEFINED) targets.touched(event.domain);
      break;
    case 'domain-metadata-change':
      if (event.namespace === LABELS_URI) targets.labels(event.domain);
      else targets.domain(event.domain);
      break;
    default:
      if (READ_AGAIN.has(event.kind)) targets.domain(event.domain);
      else if (TOUCH.has(event.kind)) targets.touched(event.domain);
  }
}
