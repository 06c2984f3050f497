// One request at a time per machine. A QEMU that hangs answers none: the first keeps its place until libvirt has
// answered it, whatever its page does meanwhile, and the rest wait here, where they cost no place of the connection.
import { CallTimeout, Cancelled } from '../libvirt/errors.ts';
import type { RoutedCallOptions } from '../libvirt/host-link.ts';
import { NO_DEADLINE_MS } from '../libvirt/rpc/call-table.ts';
import { RequestFailed } from './request-failed.ts';

/** As long as libvirt itself waits for a job that is in the way. */
const WAIT_MS = 30_000;

export interface LineRequest {
  readonly uuid: string;
  /** What it does, to tell those who wait. */
  readonly what: string;
  readonly signal: AbortSignal;
  /** ms that whoever asks waits for libvirt, once it is its turn. */
  readonly deadlineMs: number;
  /** Told when libvirt is asked: from then on it cannot be taken back here. */
  readonly onSent?: () => void;
}

interface Line {
  current: string;
  readonly waiting: Set<() => void>;
}

export class DomainLines {
  readonly #lines = new Map<string, Line>();
  readonly #waitMs: number;

  constructor({ waitMs = WAIT_MS }: { readonly waitMs?: number } = {}) {
    this.#waitMs = waitMs;
  }

  /**
   * Runs `task` when its turn comes. Rejects as `busy` when another is in the way for too long, as `CallTimeout` when
   * libvirt takes too long, and the turn then still lasts until `task` ends. The options are for its calls: taken back
   * before the first was sent, nothing is sent and it rejects as `Cancelled`; afterwards it ends as libvirt says.
   */
  async run<T>(request: LineRequest, task: (options: RoutedCallOptions) => Promise<T>): Promise<T> {
    await this.#turn(request);
    const unsent = new AbortController();
    let sent = false;
    const onSending = () => {
      sent = true;
      request.onSent?.();
    };
    // libvirt works on a call for as long as it takes; a deadline of the call would only hide that.
    const work = task({ timeoutMs: NO_DEADLINE_MS, signal: unsent.signal, onSending });
    const leave = () => this.#leave(request.uuid);
    work.then(leave, leave);
    try {
      return await patiently(work, request, () => sent);
    } finally {
      if (!sent) unsent.abort();
    }
  }

  #turn({ uuid, what, signal }: LineRequest): Promise<void> {
    if (signal.aborted) return Promise.reject(new Cancelled());
    const line = this.#lines.get(uuid);
    if (line === undefined) {
      this.#lines.set(uuid, { current: what, waiting: new Set() });
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        line.waiting.delete(go);
        finish();
      };
      const go = end(() => {
        line.current = what;
        resolve();
      });
      const cancel = end(() => reject(new Cancelled()));
      const timer = setTimeout(
        end(() => reject(inTheWay(line.current))),
        this.#waitMs,
      );
      signal.addEventListener('abort', cancel, { once: true });
      line.waiting.add(go);
    });
  }

  #leave(uuid: string): void {
    const line = this.#lines.get(uuid);
    const [next] = line?.waiting ?? [];
    if (next === undefined) this.#lines.delete(uuid);
    else next();
  }
}

function inTheWay(job: string): RequestFailed {
  const message = 'an earlier request to this machine has not been answered';
  return new RequestFailed({ kind: 'busy', message, job });
}

/** The outcome of `work`, or what came first of the deadline and the caller's goodbye while nothing is sent. */
function patiently<T>(
  work: Promise<T>,
  { what, signal, deadlineMs }: LineRequest,
  isSent: () => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    const cancel = () => {
      if (isSent()) return;
      end();
      reject(new Cancelled());
    };
    const timer = setTimeout(() => {
      end();
      reject(new CallTimeout(what, deadlineMs));
    }, deadlineMs);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(end);
  });
}
