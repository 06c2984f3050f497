// Hands a file to the person's browser, or to the desktop app's dialog.

// Names of machines come from hosts: only what no file system minds stays in a file's name.
const FORBIDDEN = /[^\p{L}\p{N}._ -]+/gu;
const MOST_CHARACTERS = 80;

/** Offers `content` as a file `<stem>.<extension>`; the stem may hold anything. */
export function saveFile(stem: string, extension: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  const cleaned = stem.replace(FORBIDDEN, '_').replace(/^\.+/, '_').slice(0, MOST_CHARACTERS);
  link.download = `${cleaned}.${extension}`;
  link.click();
  URL.revokeObjectURL(url);
}
