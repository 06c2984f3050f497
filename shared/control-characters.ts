// Characters that no name, path or address has, and that could end a line or move a cursor where they are shown.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Whether a text holds a control character of ASCII: 00 to 1F, or 7F. */
export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}
