// Events that came while everything is being read, for afterwards. Of those that say the same of the same thing the last is
// enough, so that a host that tells one thing over and over takes no more room than one that tells it once.
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
  // A definition that was changed and a machine that started are told by one kind.
  const what = 'event' in event ? `${event.kind} ${event.event}` : event.kind;
  return `${what} ${subjectOf(event)}`;
}

function subjectOf(event: LibvirtEvent): string {
  if ('domain' in event) return event.domain.uuid;
  if ('network' in event) return event.network.uuid;
  if ('pool' in event) return event.pool.uuid;
  if ('secret' in event) return event.secret.uuid;
  return 'device' in event ? event.device.name : '';
}
