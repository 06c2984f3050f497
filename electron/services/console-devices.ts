// The displays and serial devices of machines as last read: on a far host the first picture need not wait for them again.
import { type ConnectionId, connectionOf, type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import type { ConsoleHost } from '../console/host-access.ts';
import { type ConsoleFacts, readConsoles } from '../domain-xml/consoles.ts';
import { readable } from './unreadable.ts';

interface Known {
  /** Of which run and which definition. */
  readonly of: string;
  readonly facts: ConsoleFacts;
}

export class ConsoleDevices {
  readonly #known = new Map<DomainKey, Known>();
  readonly #hostOf: (domain: DomainKey) => ConsoleHost;

  /** `hostOf` throws when the machine's host is not held. */
  constructor(hostOf: (domain: DomainKey) => ConsoleHost) {
    this.#hostOf = hostOf;
  }

  /** Reads them, with passwords where the connection may; nothing of this leaves the engine as it is. */
  async read(domain: DomainKey): Promise<ConsoleFacts> {
    const host = this.#hostOf(domain);
    const of = identityOf(host, domain);
    const xml = await host.domainXml(localPartOf(domain), { secure: !host.readOnly });
    const facts = readable(() => readConsoles(xml));
    if (of === undefined) this.#known.delete(domain);
    else this.#known.set(domain, { of, facts });
    return facts;
  }

  /** What was read in this run of this definition. A password can have changed since: libvirt tells nobody of that. */
  recall(domain: DomainKey): ConsoleFacts | undefined {
    const known = this.#known.get(domain);
    return known?.of === identityOf(this.#hostOf(domain), domain) ? known?.facts : undefined;
  }

  forgetHost(connection: ConnectionId): void {
    for (const domain of [...this.#known.keys()]) {
      if (connectionOf(domain) === connection) this.#known.delete(domain);
    }
  }
}

/** Absent while it is off: only a running machine has ports. */
function identityOf(host: ConsoleHost, domain: DomainKey): string | undefined {
  const { id, revision } = host.domain(localPartOf(domain)) ?? {};
  return id === undefined ? undefined : `${id} ${revision}`;
}
