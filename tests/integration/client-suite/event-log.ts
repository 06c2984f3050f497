// Every event of a link in the order in which it came, and lifecycles in words.
import type { LibvirtEvent } from '../../../electron/libvirt/event-types.ts';
import type { HostLink } from '../../../electron/libvirt/host-link.ts';
import * as constants from '../../../electron/libvirt/protocol/constants.gen.ts';
import { waitFor } from '../../lab/process.ts';

type Kind = LibvirtEvent['kind'];
type EventOf<K extends Kind> = Extract<LibvirtEvent, { readonly kind: K }>;

export class EventLog {
  readonly #all: LibvirtEvent[] = [];

  constructor(link: HostLink) {
    link.onEvent((event) => this.#all.push(event));
  }

  /** Does something, and waits for an event of `kind` that came since it began and that `matches`. */
  async after<K extends Kind>(
    act: () => Promise<unknown>,
    kind: K,
    matches: (event: EventOf<K>) => boolean = () => true,
  ): Promise<EventOf<K>> {
    const since = this.#all.length;
    await act();
    const such = () => this.#all.slice(since).filter((event): event is EventOf<K> => event.kind === kind);
    return (await waitFor(`an event ${kind}`, () => such().find(matches)))!;
  }

  /**
   * Does something, and waits until the life of an object went through `last`; tells all steps since it began. Left out is
   * what QEMU says when it is told to end: libvirt hears it only if it listens at that moment.
   */
  async life(
    about: { readonly uuid: string },
    act: () => Promise<unknown>,
    last: string,
  ): Promise<readonly string[]> {
    const since = this.#all.length;
    const steps = () => this.#all.slice(since).flatMap((event) => lifeStep(event, about.uuid));
    await act();
    await waitFor(`${last} among ${JSON.stringify(steps())}`, () => steps().includes(last)).catch(() => {
      throw new Error(`never ${last}, but ${JSON.stringify(steps())}`);
    });
    return steps();
  }

  /** Waits until an object has come to a step of its life, if it has not yet: an event may come later than the answer. */
  async until(about: { readonly uuid: string }, step: string): Promise<void> {
    await waitFor(step, () => this.#all.some((event) => lifeStep(event, about.uuid).includes(step)));
  }
}

function lifeStep(event: LibvirtEvent, uuid: string): readonly string[] {
  switch (event.kind) {
    case 'domain-lifecycle':
      return event.domain.uuid === uuid
        ? [domainStep(event.event, event.detail)].filter((step) => step !== 'shutdown host')
        : [];
    case 'network-lifecycle':
      return event.network.uuid === uuid ? [word(constants.VirNetworkEventLifecycleType, event.event)] : [];
    case 'pool-lifecycle':
      return event.pool.uuid === uuid ? [word(constants.VirStoragePoolEventLifecycleType, event.event)] : [];
    case 'pool-refresh':
      return event.pool.uuid === uuid ? ['refreshed'] : [];
    default:
      return [];
  }
}

const DETAILS: readonly Readonly<Record<string, number>>[] = [
  constants.VirDomainEventDefinedDetailType,
  constants.VirDomainEventUndefinedDetailType,
  constants.VirDomainEventStartedDetailType,
  constants.VirDomainEventSuspendedDetailType,
  constants.VirDomainEventResumedDetailType,
  constants.VirDomainEventStoppedDetailType,
  constants.VirDomainEventShutdownDetailType,
  constants.VirDomainEventPMSuspendedDetailType,
  constants.VirDomainEventCrashedDetailType,
];

/** e.g. `started booted` */
const domainStep = (event: number, detail: number): string => word(DETAILS[event] ?? {}, detail);

function word(ids: Readonly<Record<string, number>>, id: number): string {
  const name = Object.entries(ids).find(([, number]) => number === id)?.[0] ?? `${id}`;
  return name
    .replace(/^VIR_[A-Z_]*?EVENT_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
