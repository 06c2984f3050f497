// From a message of the server to a `LibvirtEvent`, one row for each message of the protocol.
import type { LibvirtEvent } from './event-types.ts';
import * as m from './protocol/messages.gen.ts';
import type { ServerMessage } from './protocol/procedure.ts';
import { qemuDomainMonitorEvent } from './protocol/qemu.gen.ts';
import type { FrameHeader } from './rpc/frame.ts';
import { decode } from './xdr/codec.ts';

type Row = readonly [key: string, read: (body: Uint8Array) => LibvirtEvent];

function keyOf(program: number, procedure: number): string {
  return `${program}:${procedure}`;
}

function row<M>(message: ServerMessage<M>, event: (body: M) => LibvirtEvent): Row {
  return [keyOf(message.program.id, message.number), (body) => event(decode(message.body, body))];
}

/** A message that exists twice: with a callback's number around it, and bare, for servers without feature 14. */
function rows<M>(
  wrapped: ServerMessage<{ readonly msg: M }>,
  bare: ServerMessage<M>,
  event: (body: M) => LibvirtEvent,
): readonly Row[] {
  return [row(wrapped, ({ msg }) => event(msg)), row(bare, event)];
}

const decoders: ReadonlyMap<string, (body: Uint8Array) => LibvirtEvent> = new Map([
  ...rows(m.domainEventCallbackLifecycle, m.domainEventLifecycle, ({ dom: domain, event, detail }) => ({
    kind: 'domain-lifecycle',
    domain,
    event,
    detail,
  })),
  ...rows(m.domainEventCallbackReboot, m.domainEventReboot, ({ dom: domain }) => ({
    kind: 'domain-reboot',
    domain,
  })),
  ...rows(
    m.domainEventCallbackRtcChange,
    m.domainEventRtcChange,
    ({ dom: domain, offset: offsetSeconds }) => ({
      kind: 'domain-rtc-change',
      domain,
      offsetSeconds,
    }),
  ),
  ...rows(m.domainEventCallbackWatchdog, m.domainEventWatchdog, ({ dom: domain, action }) => ({
    kind: 'domain-watchdog',
    domain,
    action,
  })),
  ...rows(m.domainEventCallbackIoError, m.domainEventIoError, (body) => ({
    kind: 'domain-io-error',
    domain: body.dom,
    device: body.devAlias,
    path: body.srcPath,
    action: body.action,
  })),
  ...rows(m.domainEventCallbackIoErrorReason, m.domainEventIoErrorReason, (body) => ({
    kind: 'domain-io-error-reason',
    domain: body.dom,
    device: body.devAlias,
    path: body.srcPath,
    action: body.action,
    reason: body.reason,
  })),
  ...rows(m.domainEventCallbackGraphics, m.domainEventGraphics, ({ dom: domain, ...rest }) => ({
    kind: 'domain-graphics',
    domain,
    ...rest,
  })),
  ...rows(m.domainEventCallbackControlError, m.domainEventControlError, ({ dom: domain }) => ({
    kind: 'domain-control-error',
    domain,
  })),
  ...rows(
    m.domainEventCallbackBlockJob,
    m.domainEventBlockJob,
    ({ dom: domain, path: disk, type, status }) => ({
      kind: 'domain-block-job',
      domain,
      disk,
      type,
      status,
    }),
  ),
  row(m.domainEventBlockJob2, ({ dom: domain, dst: disk, type, status }) => ({
    kind: 'domain-block-job',
    domain,
    disk,
    type,
    status,
  })),
  ...rows(m.domainEventCallbackDiskChange, m.domainEventDiskChange, (body) => ({
    kind: 'domain-disk-change',
    domain: body.dom,
    device: body.devAlias,
    oldPath: body.oldSrcPath,
    newPath: body.newSrcPath,
    reason: body.reason,
  })),
  ...rows(m.domainEventCallbackTrayChange, m.domainEventTrayChange, (body) => ({
    kind: 'domain-tray-change',
    domain: body.dom,
    device: body.devAlias,
    reason: body.reason,
  })),
  ...rows(m.domainEventCallbackPmwakeup, m.domainEventPmwakeup, ({ dom: domain }) => ({
    kind: 'domain-wakeup',
    domain,
  })),
  ...rows(m.domainEventCallbackPmsuspend, m.domainEventPmsuspend, ({ dom: domain }) => ({
    kind: 'domain-suspend',
    domain,
  })),
  ...rows(m.domainEventCallbackPmsuspendDisk, m.domainEventPmsuspendDisk, ({ dom: domain }) => ({
    kind: 'domain-suspend-disk',
    domain,
  })),
  ...rows(
    m.domainEventCallbackBalloonChange,
    m.domainEventBalloonChange,
    ({ dom: domain, actual: actualKiB }) => ({
      kind: 'domain-balloon',
      domain,
      actualKiB,
    }),
  ),
  ...rows(
    m.domainEventCallbackDeviceRemoved,
    m.domainEventDeviceRemoved,
    ({ dom: domain, devAlias: device }) => ({
      kind: 'domain-device-removed',
      domain,
      device,
    }),
  ),
  row(m.domainEventCallbackDeviceAdded, ({ dom: domain, devAlias: device }) => ({
    kind: 'domain-device-added',
    domain,
    device,
  })),
  row(m.domainEventCallbackDeviceRemovalFailed, ({ dom: domain, devAlias: device }) => ({
    kind: 'domain-device-removal-failed',
    domain,
    device,
  })),
  row(m.domainEventCallbackTunable, ({ dom: domain, params }) => ({
    kind: 'domain-tunable',
    domain,
    params,
  })),
  row(m.domainEventCallbackAgentLifecycle, ({ dom: domain, state, reason }) => ({
    kind: 'domain-agent-lifecycle',
    domain,
    state,
    reason,
  })),
  row(m.domainEventCallbackMigrationIteration, ({ dom: domain, iteration }) => ({
    kind: 'domain-migration-iteration',
    domain,
    iteration,
  })),
  row(m.domainEventCallbackJobCompleted, ({ dom: domain, params }) => ({
    kind: 'domain-job-completed',
    domain,
    params,
  })),
  row(m.domainEventCallbackMetadataChange, ({ dom: domain, type, nsuri: namespace }) => ({
    kind: 'domain-metadata-change',
    domain,
    type,
    namespace,
  })),
  row(m.domainEventBlockThreshold, (body) => ({
    kind: 'domain-block-threshold',
    domain: body.dom,
    disk: body.dev,
    path: body.path,
    thresholdBytes: body.threshold,
    excessBytes: body.excess,
  })),
  row(m.domainEventMemoryFailure, ({ dom: domain, recipient, action, flags }) => ({
    kind: 'domain-memory-failure',
    domain,
    recipient,
    action,
    flags,
  })),
  row(m.domainEventMemoryDeviceSizeChange, ({ dom: domain, alias: device, size: sizeKiB }) => ({
    kind: 'domain-memory-device-size',
    domain,
    device,
    sizeKiB,
  })),
  row(m.domainEventNicMacChange, ({ dom: domain, alias: device, oldMAC: oldMac, newMAC: newMac }) => ({
    kind: 'domain-nic-mac-change',
    domain,
    device,
    oldMac,
    newMac,
  })),
  row(qemuDomainMonitorEvent, ({ dom: domain, event, details }) => ({
    kind: 'qemu-monitor',
    domain,
    event,
    details,
  })),
  row(m.networkEventLifecycle, ({ net: network, event, detail }) => ({
    kind: 'network-lifecycle',
    network,
    event,
    detail,
  })),
  row(m.networkEventCallbackMetadataChange, ({ net: network, type, nsuri: namespace }) => ({
    kind: 'network-metadata-change',
    network,
    type,
    namespace,
  })),
  row(m.storagePoolEventLifecycle, ({ pool, event, detail }) => ({
    kind: 'pool-lifecycle',
    pool,
    event,
    detail,
  })),
  row(m.storagePoolEventRefresh, ({ pool }) => ({ kind: 'pool-refresh', pool })),
  row(m.nodeDeviceEventLifecycle, ({ dev: device, event, detail }) => ({
    kind: 'node-device-lifecycle',
    device,
    event,
    detail,
  })),
  row(m.nodeDeviceEventUpdate, ({ dev: device }) => ({ kind: 'node-device-update', device })),
  row(m.secretEventLifecycle, ({ secret, event, detail }) => ({
    kind: 'secret-lifecycle',
    secret,
    event,
    detail,
  })),
  row(m.secretEventValueChanged, ({ secret }) => ({ kind: 'secret-value-change', secret })),
  row(m.connectEventConnectionClosed, ({ reason }) => ({ kind: 'hypervisor-closed', reason })),
]);

/**
 * The event in a message; `undefined` for one that is newer than this client, which is safe to ignore:
 * servers send only what was registered for.
 */
export function decodeEvent(header: FrameHeader, body: Uint8Array): LibvirtEvent | undefined {
  return decoders.get(keyOf(header.program, header.procedure))?.(body);
}

/** The messages that `decodeEvent` knows, as `program:procedure`. */
export function knownMessages(): ReadonlySet<string> {
  return new Set(decoders.keys());
}
