// What was chosen last in the palette on this computer: it stands first the next time.

const KEY = 'guesthouse.palette';
const MOST = 30;
const LONGEST_ID = 300;

/** Newest first. */
export function recentIds(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored
      .filter((id): id is string => typeof id === 'string' && id.length <= LONGEST_ID)
      .slice(0, MOST);
  } catch {
    // Storage is closed to us, or holds what we did not write.
    return [];
  }
}

export function remember(id: string): void {
  try {
    const ids = [id, ...recentIds().filter((other) => other !== id)].slice(0, MOST);
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Without storage nothing stands first, nothing else.
  }
}
