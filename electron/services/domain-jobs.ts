// Which job libvirt runs on a machine, for those who look at it or were refused because of it.
import { within } from '../inventory/ask.ts';
import { jobName } from '../inventory/domain-words.ts';
import { LibvirtError } from '../libvirt/errors.ts';
import { VirDomainJobType, VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import { domainGetJobStats } from '../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../libvirt/protocol/values.gen.ts';
import { readTypedParams } from '../libvirt/typed-params.ts';
import type { Host } from './host.ts';
import { RequestFailed } from './request-failed.ts';

/** The question itself waits for what is in the way, so it gets this long and goes where waiting harms nobody. */
const PATIENCE_MS = 1500;

/** Asks for jobs, one question per machine at a time. */
export class DomainJobs {
  readonly #asked = new Map<string, Promise<string | undefined>>();

  /** The job's name in kebab case; `undefined` when there is none, or nobody can tell in time. */
  async find(host: Host, dom: DomainRef): Promise<string | undefined> {
    const key = `${host.id}/${dom.uuid}`;
    const answer = this.#asked.get(key) ?? ask(host, dom);
    this.#asked.set(key, answer);
    void answer.then(() => this.#asked.delete(key));
    return await within(PATIENCE_MS, answer);
  }

  /** The outcome of `work`; when a job is in its way, it fails with the job named. */
  async explained<T>(host: Host, dom: DomainRef, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw await this.#explain(error, host, dom);
    }
  }

  async #explain(error: unknown, host: Host, dom: DomainRef): Promise<unknown> {
    const busy = error instanceof LibvirtError && error.code === VirErrorNumber.VIR_ERR_OPERATION_TIMEOUT;
    if (!busy) return error;
    const job = await this.find(host, dom);
    const { message } = error;
    return new RequestFailed({ kind: 'busy', message, ...(job !== undefined && { job }) });
  }
}

async function ask(host: Host, dom: DomainRef): Promise<string | undefined> {
  try {
    const { type, params } = await host
      .demandLink()
      .call(domainGetJobStats, { dom, flags: 0 }, { route: 'work' });
    if (type === VirDomainJobType.VIR_DOMAIN_JOB_NONE) return undefined;
    return jobName(Number(readTypedParams(params).get('operation') ?? 0));
  } catch {
    // Jobs are told as far as they can be: a driver without them, a machine that went off, a host that is gone.
    return undefined;
  }
}
