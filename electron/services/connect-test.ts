// Tries a host out: goes all the way, tells each step, and keeps nothing.
import type { Failure } from '../../shared/failure.ts';
import type { ByteChannel } from '../../shared/ipc.ts';
import type { ConnectStep, TestNotice } from '../../shared/model/connect.ts';
import type { HostProblem } from '../../shared/model/host.ts';
import { versionText } from '../inventory/version-text.ts';
import type { StepListener } from '../libvirt/ask.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import { connectGetHostname, connectGetLibVersion } from '../libvirt/protocol/connect.gen.ts';
import { type HostUri, parseUri, type TransportName } from '../libvirt/uri.ts';
import { demandRecent } from './host-age.ts';
import { type OpeningOptions, openHost } from './host-opening.ts';
import { hostProblem, type ProblemDeps } from './host-problem.ts';
import type { LoginAsker, LoginSubject } from './prompts.ts';
import type { FindWay } from './way.ts';

export interface TestDeps extends Omit<ProblemDeps, 'ask'> {
  readonly findWay: FindWay;
  readonly askerFor: (subject: LoginSubject) => LoginAsker;
}

export interface TestedHost {
  readonly uri: string;
  readonly readOnly: boolean;
}

type TestChannel = Pick<ByteChannel<TestNotice, never>, 'notify' | 'onClose' | 'close'>;

const STEPS: Readonly<Record<TransportName, readonly ConnectStep[]>> = {
  unix: ['connect', 'authenticate', 'open'],
  tcp: ['resolve', 'connect', 'authenticate', 'open'],
  tls: ['resolve', 'connect', 'tls', 'authenticate', 'open'],
  ssh: ['resolve', 'connect', 'host-key', 'login', 'find-libvirt', 'authenticate', 'open'],
  ext: ['connect', 'authenticate', 'open'],
};

/** Tries hosts out, each for a page that watches. */
export class HostTests {
  readonly #deps: TestDeps;
  readonly #running = new Map<AbortController, Promise<void>>();

  constructor(deps: TestDeps) {
    this.#deps = deps;
  }

  /**
   * Tells the page of each step; the first one that fails ends it, and so does the page when it closes the channel. Throws
   * for a URI that makes no sense: that has no steps.
   */
  async run(tested: TestedHost, channel: TestChannel): Promise<void> {
    const uri = parseUri(tested.uri);
    const control = new AbortController();
    channel.onClose(() => control.abort());
    const ended = this.#go(tested, uri, channel, control.signal);
    this.#running.set(control, ended);
    await ended.finally(() => this.#running.delete(control));
    channel.close();
  }

  /** Ends all; nothing of them is left when it resolves. */
  async dispose(): Promise<void> {
    for (const control of this.#running.keys()) control.abort();
    await Promise.allSettled([...this.#running.values()]);
  }

  async #go(tested: TestedHost, uri: HostUri, channel: TestChannel, signal: AbortSignal): Promise<void> {
    const ask = this.#deps.askerFor({ hostName: tested.uri, uri: tested.uri });
    const progress = new Progress(channel, STEPS[uri.transport]);
    try {
      const found = await goThere(tested, { ...this.#deps, ask, steps: progress, signal });
      progress.finish();
      channel.notify({ type: 'opened', ...found });
    } catch (error) {
      if (!signal.aborted) progress.fail(error, hostProblem(error, uri, { ...this.#deps, ask }));
    }
  }
}

interface Found {
  readonly hostname: string;
  readonly libvirtVersion: string;
}

/** All the way and back; nothing is left behind, whatever comes of it. */
async function goThere({ uri, readOnly }: TestedHost, way: Omit<OpeningOptions, 'readOnly'>): Promise<Found> {
  const open = await openHost(uri, { ...way, readOnly });
  try {
    return await describe(open.link, way.signal);
  } finally {
    await open.close();
  }
}

async function describe({ live }: HostLink, signal: AbortSignal): Promise<Found> {
  const [{ hostname }, { libVer }] = await Promise.all([
    live.call(connectGetHostname, {}, { signal }),
    live.call(connectGetLibVersion, {}, { signal }),
  ]);
  const libvirtVersion = versionText(libVer);
  demandRecent(libvirtVersion);
  return { hostname, libvirtVersion };
}

/** Steps as they were planned: each is begun and done once, in their order, whatever the parts below leave out. */
class Progress implements StepListener {
  readonly #channel: Pick<TestChannel, 'notify'>;
  readonly #plan: readonly ConnectStep[];
  /** How many are done. */
  #done = 0;
  #begun = false;

  constructor(channel: Pick<TestChannel, 'notify'>, plan: readonly ConnectStep[]) {
    this.#channel = channel;
    this.#plan = plan;
    channel.notify({ type: 'plan', steps: plan });
  }

  begun(step: ConnectStep): void {
    const index = this.#plan.indexOf(step);
    if (index < this.#done) return;
    // ssh looks the name up by itself, and tells nobody when it has.
    if (step !== 'connect') this.#finishUntil(index);
    this.#begin();
  }

  done(step: ConnectStep, detail?: string): void {
    const index = this.#plan.indexOf(step);
    if (index < this.#done) return;
    this.#finishUntil(index);
    this.#finishOne(detail);
  }

  finish(): void {
    this.#finishUntil(this.#plan.length);
  }

  fail(error: unknown, { failure, cures, commands = [] }: HostProblem): void {
    const failedStep = stepOf(failure);
    if (failedStep !== undefined) this.#finishUntil(this.#plan.indexOf(failedStep));
    const step = this.#plan[Math.min(this.#done, this.#plan.length - 1)];
    if (step === undefined) throw error;
    this.#begin();
    this.#channel.notify({ type: 'failed', step, failure, cures, commands });
  }

  #begin(): void {
    const step = this.#plan[this.#done];
    if (step === undefined || this.#begun) return;
    this.#begun = true;
    this.#channel.notify({ type: 'begun', step });
  }

  #finishUntil(index: number): void {
    while (this.#done < index) this.#finishOne();
  }

  #finishOne(detail?: string): void {
    const step = this.#plan[this.#done];
    if (step === undefined) return;
    this.#begin();
    this.#done += 1;
    this.#begun = false;
    this.#channel.notify({ type: 'done', step, ...(detail !== undefined && { detail }) });
  }
}

/** The step that a failure belongs to, where it says more than how far we got. */
function stepOf(failure: Failure): ConnectStep | undefined {
  if (failure.kind !== 'unreachable') return undefined;
  const { stage, code } = failure;
  if (code === 'HOST_KEY_CHANGED' || code === 'HOST_KEY_REFUSED') return 'host-key';
  if (code === 'PERMISSION_DENIED') return 'login';
  if (code === 'NO_LIBVIRT' || code === 'NO_HELPER' || code === 'NOT_IN_GROUP') return 'find-libvirt';
  return stage === 'connect' ? 'connect' : undefined;
}
