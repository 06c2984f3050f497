// The machines of one bulk action, and who of them changed since when.
import type { DomainKey } from '../../../shared/model/keys.ts';
import { ITEM_STATES, type TaskCounts, type TaskItem, type TaskItems } from '../../../shared/model/task.ts';

function textOf({ name, virsh = '', failure }: TaskItem): string {
  const said = failure !== undefined && 'message' in failure ? failure.message : '';
  return `${name}\n${virsh}\n${said}`.toLocaleLowerCase();
}

export class ItemList {
  readonly #items = new Map<DomainKey, { readonly item: TaskItem; readonly revision: number }>();
  readonly #counts = new Map(ITEM_STATES.map((state) => [state, 0]));
  #revision = 0;

  constructor(items: readonly TaskItem[]) {
    for (const item of items) this.put(item);
  }

  get size(): number {
    return this.#items.size;
  }

  get all(): readonly TaskItem[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  get counts(): TaskCounts {
    const of = (state: TaskItem['state']) => this.#counts.get(state) ?? 0;
    return {
      waiting: of('waiting'),
      running: of('running'),
      guest: of('guest'),
      done: of('done'),
      skipped: of('skipped'),
      failed: of('failed'),
      unheard: of('unheard'),
      cancelled: of('cancelled'),
      interrupted: of('interrupted'),
    };
  }

  get(domain: DomainKey): TaskItem | undefined {
    return this.#items.get(domain)?.item;
  }

  /** Those of `words` that one of them has in its name, its command or the words of its failure. */
  wordsIn(words: readonly string[]): ReadonlySet<string> {
    const wanted = words.map((word) => [word, word.toLocaleLowerCase()] as const);
    const found = new Set<string>();
    for (const { item } of this.#items.values()) {
      if (found.size === words.length) break;
      const text = textOf(item);
      for (const [word, folded] of wanted) if (text.includes(folded)) found.add(word);
    }
    return found;
  }

  put(item: TaskItem): void {
    const before = this.get(item.domain);
    if (before !== undefined) this.#count(before.state, -1);
    this.#count(item.state, 1);
    this.#revision += 1;
    this.#items.set(item.domain, { item, revision: this.#revision });
  }

  since(revision: number): TaskItems {
    const items = [...this.#items.values()].filter((one) => one.revision > revision).map(({ item }) => item);
    return { revision: this.#revision, items };
  }

  #count(state: TaskItem['state'], by: number): void {
    this.#counts.set(state, (this.#counts.get(state) ?? 0) + by);
  }
}
