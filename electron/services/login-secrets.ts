// The stored secrets of one login: each is tried once, and what a person wants kept is kept once it was right.
import { z } from 'zod';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';
import type { Log } from '../log.ts';
import type { SecretStore } from '../store/secret-store.ts';

const storedLogin = z.object({ user: z.string(), secret: z.string() });

/** All that is stored for a connection begins with this. */
export function secretsOf(connection: ConnectionId): string {
  return `${connection}/`;
}

/**
 * Where the answer to exactly this question is stored; undefined for what is never stored. The words of a server are part
 * of its name, so that a server that imitates another question gets nothing. So is a SASL mechanism: a secret that was
 * given to a strong one is not handed to a weak one.
 */
function nameOf(connection: ConnectionId, question: Question): string | undefined {
  const name = (...parts: readonly string[]) => `${secretsOf(connection)}${JSON.stringify(parts)}`;
  switch (question.kind) {
    case 'password':
      return name('password', question.target);
    case 'passphrase':
      return name('passphrase', question.keyPath);
    case 'server':
      // What may be seen while it is typed is no secret worth keeping: a name, or a code that is used up.
      return question.echo ? undefined : name('server', question.target, question.text);
    case 'sasl':
      return name('sasl', question.target, question.mechanism);
    default:
      return undefined;
  }
}

function textOf(answer: PromptAnswer): string | undefined {
  if (answer.kind === 'secret') return answer.remember ? answer.secret : undefined;
  if (answer.kind !== 'login' || !answer.remember) return undefined;
  return JSON.stringify({ user: answer.user, secret: answer.secret });
}

function answerOf(question: Question, text: string): PromptAnswer | undefined {
  if (question.kind !== 'sasl') return { kind: 'secret', secret: text, remember: false };
  const login = storedLogin.safeParse(parsed(text)).data;
  if (login === undefined || (question.user !== undefined && question.user !== login.user)) return undefined;
  return { kind: 'login', ...login, remember: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class LoginSecrets {
  readonly #connection: ConnectionId | undefined;
  readonly #store: SecretStore;
  readonly #log: Pick<Log, 'warn'>;
  /** Names of questions that were asked in this login: only the first may have the stored answer. */
  readonly #asked = new Set<string>();
  readonly #used = new Set<string>();
  readonly #toKeep = new Map<string, string>();
  /**
   * Answers that the other connections of an accepted login give again: each authenticates for itself, and nobody wants to
   * be asked twice. They live as long as the login.
   */
  readonly #given = new Map<string, PromptAnswer>();
  #accepted = false;

  constructor(connection: ConnectionId | undefined, store: SecretStore, log: Pick<Log, 'warn'>) {
    this.#connection = connection;
    this.#store = store;
    this.#log = log;
  }

  async canRemember(question: Question): Promise<boolean> {
    return this.#nameOf(question) !== undefined && (await this.#store.canRemember());
  }

  /** The stored answer, once for each login. One that was `wrong` is forgotten. */
  async take(question: Question, wrong: boolean): Promise<PromptAnswer | undefined> {
    const given = this.#accepted && !wrong ? this.#given.get(JSON.stringify(question)) : undefined;
    if (given !== undefined) return given;
    const name = this.#nameOf(question);
    if (name === undefined) return undefined;
    const isFirst = !this.#asked.has(name);
    this.#asked.add(name);
    if (wrong) await this.#forget(name);
    if (wrong || !isFirst) return undefined;
    const text = await this.#store.find(name);
    const answer = text === undefined ? undefined : answerOf(question, text);
    if (answer === undefined) return undefined;
    this.#used.add(name);
    this.#remember(question, answer);
    return answer;
  }

  /** A person's answer. */
  note(question: Question, answer: PromptAnswer): void {
    this.#remember(question, answer);
    const name = this.#nameOf(question);
    const text = textOf(answer);
    if (name === undefined) return;
    // The last one is the one that was right.
    if (text === undefined) this.#toKeep.delete(name);
    else this.#toKeep.set(name, text);
  }

  async settled(end: 'accepted' | 'refused' | 'unreached'): Promise<void> {
    // Which of several was wrong nobody says; kept, it would be sent again at each attempt, and lock the account.
    if (end === 'refused') await Promise.all([...this.#used].map((name) => this.#forget(name)));
    if (end === 'accepted') {
      this.#accepted = true;
      await this.#keepAll();
    }
    this.#used.clear();
    this.#toKeep.clear();
  }

  #remember(question: Question, answer: PromptAnswer): void {
    const isRepeated = question.kind === 'sasl' || question.kind === 'program';
    if (isRepeated && answer.kind !== 'no') this.#given.set(JSON.stringify(question), answer);
  }

  async #keepAll(): Promise<void> {
    for (const [name, text] of this.#toKeep) {
      try {
        await this.#store.keep(name, text);
      } catch (error) {
        this.#log.warn('a secret could not be kept', error);
      }
    }
  }

  async #forget(name: string): Promise<void> {
    this.#used.delete(name);
    try {
      await this.#store.forget(name);
    } catch (error) {
      this.#log.warn('a secret could not be forgotten', error);
    }
  }

  #nameOf(question: Question): string | undefined {
    return this.#connection === undefined ? undefined : nameOf(this.#connection, question);
  }
}
