// What waits for a person's answer on the way to a host: shown in every window, answered once.
import { randomUUID } from 'node:crypto';
import { promptId } from '../../shared/checks.ts';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Prompt, PromptAnswer, PromptId, Question } from '../../shared/model/prompt.ts';
import type { Asker } from '../libvirt/ask.ts';
import { Cancelled } from '../libvirt/errors.ts';
import type { Log } from '../log.ts';
import type { StoredConnection } from '../store/document.ts';
import type { SecretStore } from '../store/secret-store.ts';
import { LoginSecrets } from './login-secrets.ts';
import { RequestFailed } from './request-failed.ts';

/** A person who has not answered by then is not there. */
const PATIENCE_MS = 300_000;

export interface PromptsDeps {
  readonly pushes: AppPushes['prompts'];
  readonly secrets: SecretStore;
  readonly log: Pick<Log, 'warn'>;
  readonly programs: ProgramMemory;
}

/** Which programs a person allowed to run, and where a new one is written down. */
export interface ProgramMemory {
  readonly connections: readonly Pick<StoredConnection, 'id' | 'allowedPrograms'>[];
  allowProgram(id: ConnectionId, program: readonly string[]): Promise<void>;
}

export interface LoginSubject {
  /** Absent while a host is tried out; nothing is remembered then. */
  readonly connection?: ConnectionId;
  readonly hostName: string;
  /** Where it leads. */
  readonly uri: string;
}

/** How a login came out: `refused` when whoever is there did not want us. */
export type LoginEnd = 'accepted' | 'refused' | 'unreached';

/** Asks for one login. */
export interface LoginAsker extends Asker {
  /** A question waits for a person now. */
  readonly waiting: boolean;
  /** A person was shown a question of this login. */
  readonly asked: boolean;
  /** A person said no, or closed a question. */
  readonly dismissed: boolean;
  /** A person did not answer a question while there was time. */
  readonly unanswered: boolean;
  /** Keeps what was to be remembered when the login was accepted; forgets stored secrets with which it was refused. */
  settled(end: LoginEnd): Promise<void>;
}

interface Waiting {
  readonly prompt: Prompt;
  readonly resolve: (answer: PromptAnswer) => void;
}

export class Prompts {
  readonly #deps: PromptsDeps;
  readonly #waiting = new Map<PromptId, Waiting>();
  readonly #tried = new Set<string>();

  readonly handlers: AppHandlers['prompts'] = {
    list: () => this.#list(),
    answer: ({ prompt, answer }) => {
      const waiting = this.#waiting.get(prompt);
      if (waiting === undefined) return;
      if (!fits(waiting.prompt.question, answer)) {
        throw new RequestFailed({
          kind: 'invalid',
          field: 'answer',
          message: 'that answers another question',
        });
      }
      waiting.resolve(answer);
    },
  };

  constructor(deps: PromptsDeps) {
    this.#deps = deps;
  }

  /** What asks for one login, with the secrets that are stored for its connection. */
  forLogin(subject: LoginSubject): LoginAsker {
    return new PersonAsker(subject, this.#deps, this.#tried, (prompt, signal) => this.#show(prompt, signal));
  }

  /** Nobody is there to answer any more. */
  dispose(): void {
    for (const { resolve } of [...this.#waiting.values()]) resolve({ kind: 'no' });
  }

  #list(): readonly Prompt[] {
    return [...this.#waiting.values()].map(({ prompt }) => prompt);
  }

  /** Undefined when nobody answered in time. Rejects with `Cancelled` when `signal` fires. */
  #show(shown: Omit<Prompt, 'id'>, signal: AbortSignal): Promise<PromptAnswer | undefined> {
    const id = promptId.parse(randomUUID());
    return new Promise<PromptAnswer | undefined>((resolve, reject) => {
      if (signal.aborted) return reject(new Cancelled());
      const late = setTimeout(() => end(() => resolve(undefined)), PATIENCE_MS).unref();
      const gone = () => end(() => reject(new Cancelled()));
      const end = (settle: () => void) => {
        clearTimeout(late);
        signal.removeEventListener('abort', gone);
        this.#waiting.delete(id);
        this.#deps.pushes.changed(this.#list());
        settle();
      };
      signal.addEventListener('abort', gone, { once: true });
      this.#waiting.set(id, {
        prompt: { ...shown, id },
        resolve: (answer) => end(() => resolve(answer)),
      });
      this.#deps.pushes.changed(this.#list());
    });
  }
}

function fits({ kind }: Question, answer: PromptAnswer): boolean {
  if (answer.kind === 'no') return true;
  switch (kind) {
    case 'password':
    case 'passphrase':
    case 'server':
      return answer.kind === 'secret';
    case 'sasl':
      return answer.kind === 'login';
    case 'touch':
      return false;
    default:
      return answer.kind === 'yes';
  }
}

type ProgramQuestion = Question & { readonly kind: 'program' };
type Show = (prompt: Omit<Prompt, 'id'>, signal: AbortSignal) => Promise<PromptAnswer | undefined>;

class PersonAsker implements LoginAsker {
  readonly #subject: LoginSubject;
  readonly #deps: PromptsDeps;
  /** What was allowed while hosts were tried out; a host that is added with the same URI may run it, too. */
  readonly #tried: Set<string>;
  readonly #show: Show;
  readonly #secrets: LoginSecrets;
  #open = 0;
  asked = false;
  dismissed = false;
  unanswered = false;

  constructor(subject: LoginSubject, deps: PromptsDeps, tried: Set<string>, show: Show) {
    this.#subject = subject;
    this.#deps = deps;
    this.#tried = tried;
    this.#show = show;
    this.#secrets = new LoginSecrets(subject.connection, deps.secrets, deps.log);
  }

  get waiting(): boolean {
    return this.#open > 0;
  }

  async ask(
    question: Question,
    { signal, wrong }: { readonly signal: AbortSignal; readonly wrong: boolean },
  ): Promise<PromptAnswer> {
    if (question.kind === 'program' && (await this.#isAllowed(question))) return { kind: 'yes' };
    const stored = await this.#secrets.take(question, wrong);
    if (signal.aborted) throw new Cancelled();
    if (stored !== undefined) return stored;
    const answer = await this.#askPerson(question, { signal, wrong });
    this.#secrets.note(question, answer);
    if (question.kind === 'program' && answer.kind === 'yes') await this.#allow(question);
    return answer;
  }

  settled(end: LoginEnd): Promise<void> {
    return this.#secrets.settled(end);
  }

  async #askPerson(
    question: Question,
    { signal, wrong }: { readonly signal: AbortSignal; readonly wrong: boolean },
  ): Promise<PromptAnswer> {
    const canRemember = await this.#secrets.canRemember(question);
    this.asked = true;
    this.#open += 1;
    try {
      const { uri: _uri, ...subject } = this.#subject;
      const answer = await this.#show({ ...subject, question, wrong, canRemember }, signal);
      if (answer === undefined) this.unanswered = true;
      else if (answer.kind === 'no') this.dismissed = true;
      return answer ?? { kind: 'no' };
    } catch (error) {
      // ssh takes back its wish for a touch when the key was touched; all else was not answered in time.
      if (question.kind !== 'touch') this.unanswered = true;
      throw error;
    } finally {
      this.#open -= 1;
    }
  }

  async #isAllowed(question: ProgramQuestion): Promise<boolean> {
    const wanted = JSON.stringify([question.path, ...question.words]);
    const stored = this.#deps.programs.connections.find(({ id }) => id === this.#subject.connection);
    if (stored?.allowedPrograms.some((allowed) => JSON.stringify(allowed) === wanted)) return true;
    if (!this.#tried.has(this.#trial(question))) return false;
    await this.#allow(question);
    return true;
  }

  async #allow(question: ProgramQuestion): Promise<void> {
    const { connection } = this.#subject;
    const { path, words } = question;
    if (connection === undefined) this.#tried.add(this.#trial(question));
    else await this.#deps.programs.allowProgram(connection, [path, ...words]);
  }

  #trial({ path, words }: ProgramQuestion): string {
    return JSON.stringify([this.#subject.uri, path, ...words]);
  }
}
