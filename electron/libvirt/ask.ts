// How whoever logs in somewhere asks a person, or the system's keychain. One `Asker` lives as long as one login.
import type { ConnectStep } from '../../shared/model/connect.ts';
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';

export interface AskOptions {
  readonly signal: AbortSignal;
  /** The answer before was refused: nothing stored is used again. */
  readonly wrong: boolean;
}

export interface Asker {
  /** A stored secret answers only the first question of its own kind and target. Rejects with `Cancelled` when `signal` fires. */
  ask(question: Question, options: AskOptions): Promise<PromptAnswer>;
}

/** Told as each step to a host begins and ends; `detail` is what was found, e.g. an address or a fingerprint. */
export interface StepListener {
  begun(step: ConnectStep): void;
  done(step: ConnectStep, detail?: string): void;
}
