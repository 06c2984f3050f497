// Text that goes into a terminal from the clipboard. Several lines are commands that run at once, so they are asked about.

// Escape sequences have no business in what a person pastes; a page that put them into the clipboard may want to end
// bracketed paste.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

export function cleanPaste(text: string): string {
  return text.replace(CONTROLS, '');
}

/** More than one line, a single line that ends itself included. */
export function isSeveralLines(text: string): boolean {
  return /[\r\n]/.test(text);
}

/** A line end at the very end begins no other line. */
export function countLines(text: string): number {
  return text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/).length;
}

/** Puts text into the clipboard; false when the page may not. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** What the clipboard holds; undefined when the page may not read it. */
export async function clipboardText(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined;
  }
}
