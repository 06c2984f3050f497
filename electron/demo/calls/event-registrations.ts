// Who wants to be told what.
import {
  connectDomainEventCallbackDeregisterAny,
  connectDomainEventCallbackRegisterAny,
  connectNetworkEventDeregisterAny,
  connectNetworkEventRegisterAny,
  connectNodeDeviceEventDeregisterAny,
  connectNodeDeviceEventRegisterAny,
  connectSecretEventDeregisterAny,
  connectSecretEventRegisterAny,
  connectStoragePoolEventDeregisterAny,
  connectStoragePoolEventRegisterAny,
} from '../../libvirt/protocol/connect.gen.ts';
import {
  VirDomainEventID,
  VirNetworkEventID,
  VirNodeDeviceEventID,
  VirSecretEventID,
  VirStoragePoolEventID,
} from '../../libvirt/protocol/constants.gen.ts';
import { type Answer, reads } from '../server/answers.ts';
import { Refusal } from '../server/refusal.ts';

/** Throws `Refusal` for a class that this server does not have. */
function checkClass(ids: Readonly<Record<string, number>>, eventID: number): void {
  if (Object.values(ids).includes(eventID)) return;
  throw new Refusal('VIR_ERR_INTERNAL_ERROR', `there is no class of events ${eventID}`, 'VIR_FROM_RPC');
}

export const eventCalls: readonly Answer[] = [
  reads(connectDomainEventCallbackRegisterAny, ({ eventID, dom }, client) => {
    checkClass(VirDomainEventID, eventID);
    return { callbackID: client.register('domain', eventID, dom?.uuid) };
  }),
  reads(connectDomainEventCallbackDeregisterAny, ({ callbackID }, client) => {
    client.deregister('domain', callbackID);
    return {};
  }),
  reads(connectNetworkEventRegisterAny, ({ eventID, net }, client) => {
    checkClass(VirNetworkEventID, eventID);
    return { callbackID: client.register('network', eventID, net?.uuid) };
  }),
  reads(connectNetworkEventDeregisterAny, ({ callbackID }, client) => {
    client.deregister('network', callbackID);
    return {};
  }),
  reads(connectStoragePoolEventRegisterAny, ({ eventID, pool }, client) => {
    checkClass(VirStoragePoolEventID, eventID);
    return { callbackID: client.register('pool', eventID, pool?.uuid) };
  }),
  reads(connectStoragePoolEventDeregisterAny, ({ callbackID }, client) => {
    client.deregister('pool', callbackID);
    return {};
  }),
  reads(connectNodeDeviceEventRegisterAny, ({ eventID, dev }, client) => {
    checkClass(VirNodeDeviceEventID, eventID);
    return { callbackID: client.register('nodedev', eventID, dev?.name) };
  }),
  reads(connectNodeDeviceEventDeregisterAny, ({ callbackID }, client) => {
    client.deregister('nodedev', callbackID);
    return {};
  }),
  reads(connectSecretEventRegisterAny, ({ eventID, secret }, client) => {
    checkClass(VirSecretEventID, eventID);
    return { callbackID: client.register('secret', eventID, secret?.uuid) };
  }),
  reads(connectSecretEventDeregisterAny, ({ callbackID }, client) => {
    client.deregister('secret', callbackID);
    return {};
  }),
];
