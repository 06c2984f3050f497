// What is wrong with the files of the store now: told as a list, until it is right again or, for what was put aside, until the end.
import { randomUUID } from 'node:crypto';
import type { SettingsTrouble } from '../../shared/model/settings.ts';

export type NewTrouble = Omit<SettingsTrouble, 'id'>;
type TroubleListener = (all: readonly SettingsTrouble[], added: SettingsTrouble | undefined) => void;

/** Of what was put aside each is another; of all else there is one of a kind. */
function sortOf({ file, what, keptAs }: NewTrouble): string {
  return keptAs ?? `${file} ${what}`;
}

export class Troubles {
  readonly #all = new Map<string, SettingsTrouble>();
  readonly #listeners = new Set<TroubleListener>();

  get all(): readonly SettingsTrouble[] {
    return [...this.#all.values()];
  }

  /** Each change that was not saved is news; that a file still cannot be read is none. */
  tell(trouble: NewTrouble): void {
    const sort = sortOf(trouble);
    const before = this.#all.get(sort);
    if (before?.message === trouble.message && trouble.what !== 'not-saved') return;
    const added = { ...trouble, id: randomUUID() };
    this.#all.delete(sort);
    this.#all.set(sort, added);
    this.#changed(added);
  }

  /** It can be read, or was saved, again. */
  settle(file: SettingsTrouble['file'], ...settled: readonly SettingsTrouble['what'][]): void {
    const right = settled.filter((what) => this.#all.delete(`${file} ${what}`));
    if (right.length > 0) this.#changed(undefined);
  }

  onChange(listener: TroubleListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(added: SettingsTrouble | undefined): void {
    for (const listener of this.#listeners) listener(this.all, added);
  }
}
