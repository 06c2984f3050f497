// The keychain is main's and secrets are the engine's: the questions between the two, over the engine's parent port.
import { z } from 'zod';
import type { SecretVault } from '../store/secret-vault.ts';

/** Somebody waits for these before they log in; a person is asked instead. */
const QUICK_MS = 5000;
/** The system may ask for the password of its keychain first, and nobody waits for the end of it. */
const SEAL_MS = 60_000;

const question = z.discriminatedUnion('type', [
  z.object({ type: z.literal('vault'), id: z.int() }),
  z.object({ type: z.literal('seal'), id: z.int(), text: z.string() }),
  z.object({ type: z.literal('open'), id: z.int(), text: z.string() }),
]);

const answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('vault'), id: z.int(), available: z.boolean() }),
  z.object({ type: z.literal('sealed'), id: z.int(), text: z.string() }),
  z.object({ type: z.literal('opened'), id: z.int(), text: z.string().optional() }),
  z.object({ type: z.literal('no-vault'), id: z.int(), message: z.string() }),
]);

type Question = z.output<typeof question>;
type Answer = z.output<typeof answer>;

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly late: NodeJS.Timeout;
}

/** The engine's side: a vault that is elsewhere. Each question rejects when there is no answer in time. */
export class VaultOverPort implements SecretVault {
  readonly #post: (message: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(post: (message: unknown) => void) {
    this.#post = post;
  }

  async available(): Promise<boolean> {
    const got = await this.#ask((id) => ({ type: 'vault', id }), QUICK_MS);
    return got.type === 'vault' && got.available;
  }

  async seal(secret: string): Promise<string> {
    const got = await this.#ask((id) => ({ type: 'seal', id, text: secret }), SEAL_MS);
    if (got.type === 'sealed') return got.text;
    throw new Error(got.type === 'no-vault' ? got.message : 'the keychain answered something else');
  }

  async open(sealed: string): Promise<string | undefined> {
    const got = await this.#ask((id) => ({ type: 'open', id, text: sealed }), QUICK_MS);
    return got.type === 'opened' ? got.text : undefined;
  }

  /** Takes what main posts; what is no answer, or comes too late, is not for us. */
  receive(message: unknown): void {
    const { data } = answer.safeParse(message);
    if (data === undefined) return;
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    clearTimeout(waiting?.late);
    waiting?.settle(data);
  }

  #ask(make: (id: number) => Question, withinMs: number): Promise<Answer> {
    const asked = make(++this.#lastId);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(asked.id);
        reject(new Error('the keychain does not answer'));
      }, withinMs);
      // An engine that ends does not stay for it.
      late.unref();
      this.#waiting.set(asked.id, { settle: resolve, late });
      this.#post(asked);
    });
  }
}

async function answerTo(vault: SecretVault, asked: Question): Promise<Answer> {
  const { id } = asked;
  if (asked.type === 'vault') return { type: 'vault', id, available: await vault.available() };
  if (asked.type === 'seal') return { type: 'sealed', id, text: await vault.seal(asked.text) };
  return { type: 'opened', id, text: await vault.open(asked.text) };
}

/** Main's side: asks `vault` what the engine asked, and posts its answer. Messages of other kinds are none of its business. */
export async function answerVault(
  vault: SecretVault,
  message: unknown,
  post: (answer: unknown) => void,
): Promise<void> {
  const { data: asked } = question.safeParse(message);
  if (asked === undefined) return;
  try {
    post(await answerTo(vault, asked));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    post({ type: 'no-vault', id: asked.id, message: text } satisfies Answer);
  }
}
