// The questions of one login, until somebody says no.
import type { PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import { isAlive } from '../../alive.ts';
import type { Asker } from '../../libvirt/ask.ts';
import { Cancelled } from '../../libvirt/errors.ts';
import { type AskingSsh, questionOf } from './prompt-kinds.ts';
import type { Visit } from './slot.ts';

/** How often it is looked whether the ssh that asks still lives: its script cannot know. */
const SSH_LIVES_MS = 1000;

export class Conversation {
  readonly #ask: Asker;
  readonly #ssh: AskingSsh;
  /** What an ssh has had an answer to; that it asks again means that the answer was refused. */
  readonly #answered = new Set<string>();
  readonly #cancelled = new AbortController();
  readonly #ended = new AbortController();
  readonly #over = AbortSignal.any([this.#cancelled.signal, this.#ended.signal]);

  constructor(ask: Asker, ssh: AskingSsh) {
    this.#ask = ask;
    this.#ssh = ssh;
  }

  /** Fires when the person said no (`Cancelled`), or with what `ask` failed with. */
  get cancelled(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Takes back every question and answers "no" from now on. */
  end(): void {
    this.#ended.abort(new Cancelled());
  }

  /** Asks the person, and answers the ssh that came; "no" when all is over or its ssh died. */
  async serve(visit: Visit): Promise<void> {
    const refuse = (): void => visit.answer(undefined);
    const stopWatching = whenGone(visit.request.sshPid, refuse);
    this.#over.addEventListener('abort', refuse, { once: true });
    try {
      visit.answer(await this.#lineFor(visit));
    } finally {
      stopWatching();
      this.#over.removeEventListener('abort', refuse);
    }
  }

  async #lineFor({ request, gone }: Visit): Promise<string | undefined> {
    const signal = AbortSignal.any([gone, this.#over]);
    if (signal.aborted) return undefined;
    const question = questionOf(request, this.#ssh);
    // By each ssh alone: on the way through a jump host the next ssh may want the passphrase of the same key.
    const name = JSON.stringify([request.sshPid, question]);
    try {
      const wrong = isForSecret(question) && this.#answered.has(name);
      const answer = await this.#ask.ask(question, { signal, wrong });
      this.#answered.add(name);
      const line = lineOf(question, answer);
      if (line === undefined && question.kind !== 'touch') this.#cancelled.abort(new Cancelled());
      return line;
    } catch (error) {
      // Unless it is we who took the question back, nobody can be asked; whoever started ssh is told why.
      if (!signal.aborted) this.#cancelled.abort(error);
      return undefined;
    }
  }
}

const isForSecret = ({ kind }: Question): boolean =>
  kind === 'password' || kind === 'passphrase' || kind === 'server';

/** What ssh reads as the answer; absent when it shall get none. */
function lineOf(question: Question, answer: PromptAnswer): string | undefined {
  switch (question.kind) {
    case 'confirm':
      // Not an absent answer, after which ssh would ask the same twice more.
      return answer.kind === 'yes' ? 'yes' : 'no';
    case 'host-key':
      return answer.kind === 'yes' ? 'yes' : undefined;
    case 'password':
    case 'passphrase':
    case 'server':
      return answer.kind === 'secret' ? answer.secret : undefined;
    case 'touch':
    case 'sasl':
    case 'program':
      return undefined;
  }
}

/** Calls back once the process is gone. One that cannot be seen in the beginning counts by other numbers, as in a container. */
function whenGone(pid: number, onGone: () => void): () => void {
  if (!isAlive(pid)) return () => undefined;
  const timer = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(timer);
    onGone();
  }, SSH_LIVES_MS);
  return () => clearInterval(timer);
}
