// Events that came while everything is being read, for afterwards. Of those that say the same of the same thing the last is
// enough, so that a host that tells one thing over and over takes no more room than one that tells it once.
import { LABELS_URI } from '../../shared/model/labels.ts';
import type { LibvirtEvent } from '../libvirt/event-types.ts';

export class WaitingEvents {
  readonly #latest = new Map<string, LibvirtEvent>();

  get size(): number {
    return this.#latest.size;
  }

  add(event: LibvirtEvent): void {
    const key = keyOf(event);
    // Once more, and now the last of all.
    this.#latest.delete(key);
    this.#latest.set(key, event);
  }

  /** In the order of their last coming. */
  take(): readonly LibvirtEvent[] {
    const events = [...this.#latest.values()];
    this.#latest.clear();
    return events;
  }
}

function keyOf(event: LibvirtEvent): string {
  return `${whatOf(event)} ${subjectOf(event)}`;
}

function whatOf(event: LibvirtEvent): string {
  // A definition that was changed and a machine that started are told by one kind.
  if ('event' in event) return `${event.kind} ${event.event}`;
  // So are our element, for which little is read, and all else that is written about a machine.
  if ('namespace' in event && event.namespace === LABELS_URI) return `${event.kind} labels`;
  return event.kind;
}

function subjectOf(event: LibvirtEvent): string {
  if ('domain' in event) return event.domain.uuid;
  if ('network' in event) return event.network.uuid;
  if ('pool' in event) return event.pool.uuid;
  if ('secret' in event) return event.secret.uuid;
  return 'device' in event ? event.device.name : '';
}
