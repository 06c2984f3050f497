// What a window keeps of its own looks, like what is folded: over a reload, and as the next start's beginning.

/** What was kept under this name: by this window, or else by the one that last did. */
export function readKept(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? localStorage.getItem(name) ?? 'null');
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    sessionStorage.setItem(name, text);
    localStorage.setItem(name, text);
  } catch {
    // Without storage all begins as it does at first, nothing else.
  }
}

export function readKeptWords(name: string): ReadonlySet<string> {
  const kept = readKept(name);
  return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []);
}
