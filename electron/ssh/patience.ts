// How long a login may take: the network has a deadline, a person who is asked has not; the Asker ends their time.
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';
import type { Asker, AskOptions } from '../libvirt/ask.ts';
import { Cancelled, Unreachable } from '../libvirt/errors.ts';
import type { TransportRequest } from '../libvirt/transport/open.ts';
import type { Askpass } from './askpass/askpass.ts';
import type { SshProcess } from './ssh-process.ts';

/** ssh has its own deadline for reaching the host; this is for hosts that go silent afterwards. */
const LOGIN_TIMES = 2;

export class Patience {
  readonly #request: TransportRequest;
  readonly #ask: Asker;
  readonly #late = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #asking = 0;

  constructor(request: TransportRequest, ask: Asker) {
    this.#request = request;
    this.#ask = ask;
  }

  /** Asks, and stops the clock meanwhile. */
  readonly asker: Asker = {
    ask: async (question: Question, options: AskOptions): Promise<PromptAnswer> => {
      this.#request.steps?.begun(question.kind === 'host-key' ? 'host-key' : 'login');
      this.#asking += 1;
      clearTimeout(this.#timer);
      try {
        return await this.#ask.ask(question, options);
      } finally {
        this.#asking -= 1;
        if (this.#asking === 0) this.#wind();
      }
    },
  };

  /** What `work` gives, unless ssh is stopped before: by the caller, by a person's no, or by the clock. */
  async wait<T>(work: Promise<T>, process: SshProcess, askpass?: Askpass): Promise<T> {
    const signals = [this.#late.signal, this.#request.signal, askpass?.cancelled];
    const stop = AbortSignal.any(signals.filter((signal) => signal !== undefined));
    const kill = () => process.kill();
    stop.addEventListener('abort', kill, { once: true });
    if (stop.aborted) kill();
    this.#wind();
    try {
      return await work;
    } catch (error) {
      if (!stop.aborted) throw error;
      throw this.#request.signal?.aborted ? new Cancelled() : reasonOf(stop, askpass);
    } finally {
      stop.removeEventListener('abort', kill);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #wind(): void {
    const { timeoutMs } = this.#request;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const words = `it did not let us in within ${(timeoutMs * LOGIN_TIMES) / 1000} s`;
      this.#late.abort(new Unreachable('connect', words, { code: 'ETIMEDOUT' }));
    }, timeoutMs * LOGIN_TIMES);
  }
}

function reasonOf(stop: AbortSignal, askpass: Askpass | undefined): unknown {
  if (!askpass?.wasCancelled()) return stop.reason;
  return new Unreachable('auth', 'a question of the login was closed', {
    code: 'CANCELLED',
    cause: stop.reason,
  });
}
