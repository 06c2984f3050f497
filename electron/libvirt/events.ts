// Asks a host for all its events. Each class is asked for by itself: an old server or a small driver
// refuses some, and the others still come.
import { LibvirtError, Unsupported } from './errors.ts';
import { type Feature, feature } from './features.ts';
import {
  connectDomainEventCallbackRegisterAny,
  connectDomainEventRegisterAny,
  connectNetworkEventRegisterAny,
  connectNodeDeviceEventRegisterAny,
  connectRegisterCloseCallback,
  connectSecretEventRegisterAny,
  connectStoragePoolEventRegisterAny,
} from './protocol/connect.gen.ts';
import {
  VirDomainEventID,
  VirNetworkEventID,
  VirNodeDeviceEventID,
  VirSecretEventID,
  VirStoragePoolEventID,
} from './protocol/constants.gen.ts';
import type { Procedure } from './protocol/procedure.ts';
import type { CallOptions } from './rpc/call-table.ts';

/** What this file needs of a connection. */
export interface EventSource {
  call<A, R>(procedure: Procedure<A, R>, args: NoInfer<A>, options?: CallOptions): Promise<R>;
  supports(feature: Feature): Promise<boolean>;
}

/** The classes that the host accepted and refused, as names such as `VIR_DOMAIN_EVENT_ID_LIFECYCLE`. */
export interface Subscription {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

type Attempt = readonly [name: string, registration: Promise<unknown>];

// The older form of block job events; both forms come when both are asked for.
const LEFT_OUT: ReadonlySet<string> = new Set(['VIR_DOMAIN_EVENT_ID_BLOCK_JOB']);
// Classes that servers without numbered callbacks can have.
const LAST_UNNUMBERED_CLASS = VirDomainEventID.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED;

function domainClasses(): readonly (readonly [string, number])[] {
  return Object.entries(VirDomainEventID).filter(([name]) => !LEFT_OUT.has(name));
}

function each(
  ids: Readonly<Record<string, number>>,
  register: (eventID: number) => Promise<unknown>,
): readonly Attempt[] {
  return Object.entries(ids).map(([name, id]) => [name, register(id)]);
}

function otherRegistrations(source: EventSource): readonly Attempt[] {
  return [
    ...each(VirNetworkEventID, (eventID) =>
      source.call(connectNetworkEventRegisterAny, { eventID, net: undefined }),
    ),
    ...each(VirStoragePoolEventID, (eventID) =>
      source.call(connectStoragePoolEventRegisterAny, { eventID, pool: undefined }),
    ),
    ...each(VirNodeDeviceEventID, (eventID) =>
      source.call(connectNodeDeviceEventRegisterAny, { eventID, dev: undefined }),
    ),
    ...each(VirSecretEventID, (eventID) =>
      source.call(connectSecretEventRegisterAny, { eventID, secret: undefined }),
    ),
    ['close callback', source.call(connectRegisterCloseCallback, {})],
  ];
}

function domainRegistrations(source: EventSource): readonly Attempt[] {
  return domainClasses().map(([name, eventID]) => [
    name,
    source.call(connectDomainEventCallbackRegisterAny, { eventID, dom: undefined }),
  ]);
}

function unnumberedDomainRegistrations(source: EventSource): readonly Attempt[] {
  return domainClasses()
    .filter(([, eventID]) => eventID <= LAST_UNNUMBERED_CLASS)
    .map(([name, eventID]) => [name, source.call(connectDomainEventRegisterAny, { eventID })]);
}

/** Sorts finished attempts; anything but a refusal is thrown, since the connection is then in doubt. */
async function outcome(attempts: readonly Attempt[]): Promise<Subscription> {
  const results = await Promise.allSettled(attempts.map(([, registration]) => registration));
  const accepted: string[] = [];
  const refused: string[] = [];
  for (const [index, [name]] of attempts.entries()) {
    const result = results[index];
    if (result?.status === 'fulfilled') accepted.push(name);
    else if (result?.reason instanceof LibvirtError || result?.reason instanceof Unsupported)
      refused.push(name);
    else throw result?.reason;
  }
  return { accepted, refused };
}

/**
 * Registers for every event class in one round trip (two on servers without numbered callbacks).
 * Nothing is delivered for a class before this resolves, and nothing is replayed: load after it.
 */
export async function subscribeAll(source: EventSource): Promise<Subscription> {
  const attempts = [...domainRegistrations(source), ...otherRegistrations(source)];
  const [numbered, first] = await Promise.all([source.supports(feature.eventCallbacks), outcome(attempts)]);
  if (numbered) return first;
  const legacy = await outcome(unnumberedDomainRegistrations(source));
  return {
    accepted: [...first.accepted, ...legacy.accepted],
    refused: first.refused.filter((name) => !legacy.accepted.includes(name)),
  };
}
