// Counts what was done and what came of it, for the report of a run.

export class Ledger {
  readonly #injected = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();

  injected(kind: string): void {
    count(this.#injected, kind);
  }

  /** Something has ended in this way. */
  ended(how: string): void {
    count(this.#outcomes, how);
  }

  get faults(): ReadonlyMap<string, number> {
    return this.#injected;
  }

  get outcomes(): ReadonlyMap<string, number> {
    return this.#outcomes;
  }

  get total(): number {
    return sum(this.#injected);
  }

  /** As two lists of Markdown. */
  report(title: string): string {
    return [
      `${title}: ${this.total} faults of ${this.#injected.size} kinds`,
      ...lines(this.#injected),
      ...(this.#outcomes.size === 0
        ? []
        : [`what came of ${sum(this.#outcomes)}:`, ...lines(this.#outcomes)]),
    ].join('\n');
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, one) => total + one, 0);
}

function lines(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([key, number]) => `- ${key}: ${number}`);
}
