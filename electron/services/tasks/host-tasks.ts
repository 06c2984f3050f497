// What a person asks of a host itself, as tasks. Attempts that it begins by itself after a loss are none.
import type { HostProfile } from '../../../shared/model/connect.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import type { TaskSubject } from '../../../shared/model/task.ts';
import { virshLine } from '../../../shared/shell-words.ts';
import type { Host } from '../host.ts';
import { readUri } from '../host-summary.ts';
import type { Hosts } from '../hosts.ts';
import { waitForHost } from './host-wait.ts';
import type { TaskLog } from './task-log.ts';

export class HostTasks {
  readonly #tasks: TaskLog;
  readonly #hosts: Hosts;
  /** Hosts that are being waited for: who asks again waits for the same. */
  readonly #connecting = new Set<Host>();

  constructor(tasks: TaskLog, hosts: Hosts) {
    this.#tasks = tasks;
    this.#hosts = hosts;
  }

  /** Stores a host and begins to connect. Throws for a URI that makes no sense. */
  async add(profile: HostProfile): Promise<ConnectionId> {
    const name = profile.name || (readUri(profile.uri)?.host ?? profile.uri);
    const id = await this.#tasks.run({ kind: 'host-add', subject: { host: name, name } }, () =>
      this.#hosts.add(profile),
    );
    const host = this.#hosts.find(id);
    // It tries already.
    if (host !== undefined) void this.#whenTried(host, async () => undefined);
    return id;
  }

  /** Returns at once; the task ends when the host is open or cannot be reached. */
  async connect(id: ConnectionId): Promise<void> {
    await this.#whenTried(this.#hosts.demand(id), () => this.#hosts.connect(id));
  }

  async disconnect(id: ConnectionId): Promise<void> {
    const subject = subjectOf(this.#hosts.demand(id));
    await this.#tasks.run({ kind: 'host-disconnect', subject }, () => this.#hosts.disconnect(id));
  }

  async refresh(id: ConnectionId): Promise<void> {
    const host = this.#hosts.demand(id);
    host.demandLink();
    await this.#tasks.run({ kind: 'host-refresh', subject: subjectOf(host) }, () => host.inventory.refresh());
  }

  async remove(id: ConnectionId): Promise<void> {
    const subject = subjectOf(this.#hosts.demand(id));
    await this.#tasks.run({ kind: 'host-remove', subject }, () => this.#hosts.remove(id));
  }

  async #whenTried(host: Host, begin: () => Promise<void>): Promise<void> {
    if (host.summary().state === 'connected' || this.#connecting.has(host)) return await begin();
    const spec = {
      kind: 'host-connect',
      subject: subjectOf(host),
      virsh: virshLine(host),
      cancellable: true,
    } as const;
    this.#connecting.add(host);
    await this.#tasks.run(spec, async ({ signal, follow }) => {
      const begun = begin();
      const tried = begun.then(() => this.#tried(host, signal)).finally(() => this.#connecting.delete(host));
      follow(tried);
      await begun;
    });
  }

  async #tried(host: Host, signal: AbortSignal): Promise<void> {
    const leave = () => void this.#hosts.disconnect(host.id);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await waitForHost(host);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }
}

function subjectOf(host: Host): TaskSubject {
  const { name } = host.summary();
  return { connection: host.id, host: name, name };
}
