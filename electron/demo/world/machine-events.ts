// The news of one machine, as libvirt's messages.
import { VirDomainEventID, VirDomainEventType } from '../../libvirt/protocol/constants.gen.ts';
import {
  domainEventCallbackBalloonChange,
  domainEventCallbackDeviceAdded,
  domainEventCallbackDeviceRemoved,
  domainEventCallbackLifecycle,
  domainEventCallbackMetadataChange,
  domainEventCallbackReboot,
} from '../../libvirt/protocol/messages.gen.ts';
import type { DomainRef } from '../../libvirt/protocol/values.gen.ts';
import { type DemoEvent, demoEvent } from './demo-event.ts';

const about = (dom: DomainRef, eventID: number) =>
  ({ family: 'domain', eventID, subject: dom.uuid }) as const;

export function lifecycle(dom: DomainRef, event: keyof typeof VirDomainEventType, detail: number): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_LIFECYCLE),
    domainEventCallbackLifecycle,
    (callbackID) => ({ callbackID, msg: { dom, event: VirDomainEventType[event], detail } }),
  );
}

export function rebooted(dom: DomainRef): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_REBOOT),
    domainEventCallbackReboot,
    (callbackID) => ({ callbackID, msg: { dom } }),
  );
}

export function metadataChanged(dom: DomainRef, type: number, nsuri: string | undefined): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE),
    domainEventCallbackMetadataChange,
    (callbackID) => ({ callbackID, dom, type, nsuri }),
  );
}

export function balloonChanged(dom: DomainRef, memoryKiB: number): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE),
    domainEventCallbackBalloonChange,
    (callbackID) => ({ callbackID, msg: { dom, actual: BigInt(memoryKiB) } }),
  );
}

export function deviceAdded(dom: DomainRef, devAlias: string): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED),
    domainEventCallbackDeviceAdded,
    (callbackID) => ({ callbackID, dom, devAlias }),
  );
}

export function deviceRemoved(dom: DomainRef, devAlias: string): DemoEvent {
  return demoEvent(
    about(dom, VirDomainEventID.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED),
    domainEventCallbackDeviceRemoved,
    (callbackID) => ({ callbackID, msg: { dom, devAlias } }),
  );
}
