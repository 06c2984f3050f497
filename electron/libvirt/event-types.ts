// What a host tells without being asked. Numbers (`event`, `detail`, `reason`, …) are libvirt's own; their
// names are in protocol/constants.gen.ts under the enumeration named beside them.
import type {
  DomainEventGraphicsAddress,
  DomainEventGraphicsIdentity,
  DomainRef,
  NetworkRef,
  NodeDeviceRef,
  SecretRef,
  StoragePoolRef,
  TypedParam,
} from './protocol/values.gen.ts';

interface About {
  readonly domain: DomainRef;
}

interface AboutDevice extends About {
  /** The device's alias, e.g. `virtio-disk0`. */
  readonly device: string;
}

export type DomainEvent =
  /** virDomainEventType and its virDomainEvent…DetailType. */
  | (About & { readonly kind: 'domain-lifecycle'; readonly event: number; readonly detail: number })
  | (About & { readonly kind: 'domain-reboot' })
  | (About & { readonly kind: 'domain-rtc-change'; readonly offsetSeconds: bigint })
  /** virDomainEventWatchdogAction */
  | (About & { readonly kind: 'domain-watchdog'; readonly action: number })
  /** virDomainEventIOErrorAction; the same error comes again as `domain-io-error-reason`. */
  | (AboutDevice & { readonly kind: 'domain-io-error'; readonly path: string; readonly action: number })
  | (AboutDevice & {
      readonly kind: 'domain-io-error-reason';
      readonly path: string;
      readonly action: number;
      readonly reason: string;
    })
  /** virDomainEventGraphicsPhase */
  | (About & {
      readonly kind: 'domain-graphics';
      readonly phase: number;
      readonly local: DomainEventGraphicsAddress;
      readonly remote: DomainEventGraphicsAddress;
      readonly authScheme: string;
      readonly subject: readonly DomainEventGraphicsIdentity[];
    })
  | (About & { readonly kind: 'domain-control-error' })
  /** virDomainBlockJobType, virConnectDomainEventBlockJobStatus; `disk` is a target (`vda`) or, from old servers, a path. */
  | (About & {
      readonly kind: 'domain-block-job';
      readonly disk: string;
      readonly type: number;
      readonly status: number;
    })
  /** virConnectDomainEventDiskChangeReason */
  | (AboutDevice & {
      readonly kind: 'domain-disk-change';
      readonly oldPath: string | undefined;
      readonly newPath: string | undefined;
      readonly reason: number;
    })
  /** virDomainEventTrayChangeReason */
  | (AboutDevice & { readonly kind: 'domain-tray-change'; readonly reason: number })
  | (About & { readonly kind: 'domain-wakeup' })
  | (About & { readonly kind: 'domain-suspend' })
  | (About & { readonly kind: 'domain-suspend-disk' })
  | (About & { readonly kind: 'domain-balloon'; readonly actualKiB: bigint })
  | (AboutDevice & { readonly kind: 'domain-device-added' })
  | (AboutDevice & { readonly kind: 'domain-device-removed' })
  | (AboutDevice & { readonly kind: 'domain-device-removal-failed' })
  | (About & { readonly kind: 'domain-tunable'; readonly params: readonly TypedParam[] })
  /** virConnectDomainEventAgentLifecycleState, …Reason */
  | (About & { readonly kind: 'domain-agent-lifecycle'; readonly state: number; readonly reason: number })
  | (About & { readonly kind: 'domain-migration-iteration'; readonly iteration: number })
  | (About & { readonly kind: 'domain-job-completed'; readonly params: readonly TypedParam[] })
  /** virDomainMetadataType */
  | (About & {
      readonly kind: 'domain-metadata-change';
      readonly type: number;
      readonly namespace: string | undefined;
    })
  | (About & {
      readonly kind: 'domain-block-threshold';
      readonly disk: string;
      readonly path: string | undefined;
      readonly thresholdBytes: bigint;
      readonly excessBytes: bigint;
    })
  /** virDomainMemoryFailureRecipientType, …ActionType, …Flags */
  | (About & {
      readonly kind: 'domain-memory-failure';
      readonly recipient: number;
      readonly action: number;
      readonly flags: number;
    })
  | (AboutDevice & { readonly kind: 'domain-memory-device-size'; readonly sizeKiB: bigint })
  | (AboutDevice & {
      readonly kind: 'domain-nic-mac-change';
      readonly oldMac: string;
      readonly newMac: string;
    })
  /** An event of QEMU's own monitor; only after `qemuConnectDomainMonitorEventRegister`. */
  | (About & {
      readonly kind: 'qemu-monitor';
      readonly event: string;
      readonly details: string | undefined;
    });

export type LibvirtEvent =
  | DomainEvent
  /** virNetworkEventLifecycleType */
  | {
      readonly kind: 'network-lifecycle';
      readonly network: NetworkRef;
      readonly event: number;
      readonly detail: number;
    }
  /** virNetworkMetadataType */
  | {
      readonly kind: 'network-metadata-change';
      readonly network: NetworkRef;
      readonly type: number;
      readonly namespace: string | undefined;
    }
  /** virStoragePoolEventLifecycleType */
  | {
      readonly kind: 'pool-lifecycle';
      readonly pool: StoragePoolRef;
      readonly event: number;
      readonly detail: number;
    }
  | { readonly kind: 'pool-refresh'; readonly pool: StoragePoolRef }
  /** virNodeDeviceEventLifecycleType */
  | {
      readonly kind: 'node-device-lifecycle';
      readonly device: NodeDeviceRef;
      readonly event: number;
      readonly detail: number;
    }
  | { readonly kind: 'node-device-update'; readonly device: NodeDeviceRef }
  /** virSecretEventLifecycleType */
  | {
      readonly kind: 'secret-lifecycle';
      readonly secret: SecretRef;
      readonly event: number;
      readonly detail: number;
    }
  | { readonly kind: 'secret-value-change'; readonly secret: SecretRef }
  /** virConnectCloseReason: the daemon lost its own hypervisor connection. */
  | { readonly kind: 'hypervisor-closed'; readonly reason: number };
