// A person who is asked by ssh and answers when told to.
import { expect, vi } from 'vitest';
import type { Asker, AskOptions } from '../../../../electron/libvirt/ask.ts';
import { Cancelled } from '../../../../electron/libvirt/errors.ts';
import type { PromptAnswer, Question } from '../../../../shared/model/prompt.ts';

export interface Asked extends AskOptions {
  readonly question: Question;
  readonly answer: (answer: PromptAnswer) => void;
  readonly fail: (error: Error) => void;
}

export const secret = (text: string): PromptAnswer => ({ kind: 'secret', secret: text, remember: false });

export class Person implements Asker {
  readonly asked: Asked[] = [];

  ask(question: Question, options: AskOptions): Promise<PromptAnswer> {
    return new Promise((answer, fail) => {
      this.asked.push({ question, ...options, answer, fail });
      options.signal.addEventListener('abort', () => fail(new Cancelled()), { once: true });
    });
  }

  /** All questions so far, once there are `count` of them. */
  questions(count: number): Promise<readonly Asked[]> {
    return vi.waitFor(
      () => {
        expect(this.asked).toHaveLength(count);
        return this.asked;
      },
      { timeout: 15_000 },
    );
  }

  /** The question with this number, from 1, once it is asked. */
  async question(number: number): Promise<Asked> {
    return (await this.questions(number))[number - 1]!;
  }
}
