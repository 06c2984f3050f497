// Waits for many answers at once, and goes on without the last ones when these keep all others waiting.

/**
 * The answers in order, `undefined` for those that were still missing when none had come for `ms`. Rejects when one of the
 * others does.
 */
export function allButStragglers<T extends object>(
  answers: readonly Promise<T>[],
  ms: number,
): Promise<readonly (T | undefined)[]> {
  const given: (T | undefined)[] = answers.map(() => undefined);
  let missing = answers.length;
  return new Promise((resolve, reject) => {
    let waiting = true;
    const finish = (): void => {
      waiting = false;
      clearTimeout(timer);
      resolve([...given]);
    };
    const timer = setTimeout(finish, ms);
    if (missing === 0) finish();
    for (const [at, answer] of answers.entries()) {
      answer.then((value) => {
        if (!waiting) return;
        given[at] = value;
        missing -= 1;
        if (missing === 0) finish();
        else timer.refresh();
      }, fail);
    }
    function fail(reason: unknown): void {
      clearTimeout(timer);
      waiting = false;
      reject(reason);
    }
  });
}
