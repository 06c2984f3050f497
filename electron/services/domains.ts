// The contract's group `domains`.
import type { AppHandlers } from '../../shared/contract.ts';
import type { DomainDetails, DomainXml } from '../../shared/model/domain.ts';
import { type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import { readDomainDetails } from '../domain-xml/details.ts';
import { withoutSecrets } from '../domain-xml/secrets.ts';
import { type DomainEntry, isActive } from '../inventory/domain-entry.ts';
import { addTabletTo } from './add-tablet.ts';
import type { DomainJobs } from './domain-jobs.ts';
import type { Host } from './host.ts';
import type { Hosts } from './hosts.ts';
import { unknownObject } from './request-failed.ts';
import { type DomainTasks, subjectOf } from './tasks/domain-tasks.ts';
import type { TaskControl } from './tasks/task-control.ts';
import type { TaskLog } from './tasks/task-log.ts';
import { readable, readableOr } from './unreadable.ts';

/** ms until an open page asks the guest's agent for its addresses again. */
const AGENT_PAUSE_MS = 30_000;

export interface DomainHandlerDeps {
  readonly hosts: Hosts;
  readonly jobs: DomainJobs;
  readonly tasks: TaskLog;
  readonly domainTasks: DomainTasks;
}

export function createDomainHandlers(deps: DomainHandlerDeps): AppHandlers['domains'] {
  const { hosts, jobs, tasks, domainTasks } = deps;
  const guests = new GuestQuestions();
  return {
    async details({ domain }): Promise<DomainDetails> {
      const { host, entry } = find(hosts, domain);
      host.demandLink();
      guests.ask(host, entry.ref.uuid);
      return { key: domain, ...(await readDetails(host, entry, jobs)) };
    },
    async xml({ domain }): Promise<DomainXml> {
      const { host, entry } = find(hosts, domain);
      const { running, stored } = await readBoth(host, entry);
      return {
        ...(running !== undefined && { running: shown(running) }),
        ...(stored !== undefined && { stored: shown(stored) }),
      };
    },
    async refresh({ domain }) {
      const { host, entry } = find(hosts, domain);
      host.demandLink();
      guests.ask(host, entry.ref.uuid);
      await host.inventory.refreshDomain(entry.ref);
      host.inventory.domains.touch(entry.ref.uuid);
    },
    async act({ domain, action }, { signal }) {
      const { host } = find(hosts, domain);
      await domainTasks.act({ host, domain, action }, signal);
    },
    async addTablet({ domain }, { signal }) {
      const { host, entry } = find(hosts, domain);
      const spec = { kind: 'add-tablet', subject: subjectOf(host, domain) } as const;
      const add = (control: Pick<TaskControl, 'signal'>) =>
        jobs.explained(host, entry.ref, addTabletTo(host, entry, control.signal));
      return await tasks.run(spec, add, signal);
    },
  };
}

function find(hosts: Hosts, domain: DomainKey): { readonly host: Host; readonly entry: DomainEntry } {
  const host = hosts.ofDomain(domain);
  const entry = host.inventory.domains.get(localPartOf(domain));
  if (entry === undefined) {
    // Of a host that is not open nobody knows what there is.
    host.demandLink();
    throw unknownObject('domain');
  }
  return { host, entry };
}

async function readDetails(
  host: Host,
  entry: DomainEntry,
  jobs: DomainJobs,
): Promise<Omit<DomainDetails, 'key'>> {
  // Flags and addresses have no event; what they turn out to be comes with the model.
  host.inventory.refreshDomain(entry.ref).catch(() => {
    // Whatever keeps it from being read keeps the details from it too, and is told there.
  });
  const [{ running, stored }, job] = await Promise.all([
    readBoth(host, entry),
    isActive(entry) ? jobs.find(host, entry.ref) : undefined,
  ]);
  const facts = readable(() =>
    running === undefined ? readDomainDetails(stored ?? '') : readDomainDetails(running, stored),
  );
  return { revision: entry.revision, ...facts, ...(job !== undefined && { job }) };
}

/** Neither is read with the flag that adds secrets. */
async function readBoth(host: Host, entry: DomainEntry): Promise<DomainXml> {
  const read = (inactive: boolean) => host.domainXml(entry.ref.uuid, { secure: false, inactive });
  const [running, stored] = await Promise.all([
    isActive(entry) ? read(false) : undefined,
    entry.persistent ? read(true) : undefined,
  ]);
  return { ...(running !== undefined && { running }), ...(stored !== undefined && { stored }) };
}

/** What cannot be laid out is shown as it came. */
function shown(xml: string): string {
  return readableOr(() => withoutSecrets(xml), xml);
}

/** Asks the agents of machines whose pages are open, over the connection on which a guest may keep us waiting. */
class GuestQuestions {
  readonly #askedMs = new Map<string, number>();

  ask(host: Host, uuid: string): void {
    const { link } = host;
    const now = performance.now();
    const key = `${host.id}/${uuid}`;
    if (link === undefined || now - (this.#askedMs.get(key) ?? -AGENT_PAUSE_MS) < AGENT_PAUSE_MS) return;
    this.#askedMs.set(key, now);
    host.inventory.addresses
      .askGuest((procedure, args) => link.call(procedure, args, { route: 'work' }), uuid)
      .catch(() => {
        // The connection ended, which is told elsewhere.
      });
  }
}
