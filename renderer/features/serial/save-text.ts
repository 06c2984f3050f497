// Names of machines come from hosts: only what no file system minds stays in a file's name.
const FORBIDDEN = /[^\p{L}\p{N}._ -]+/gu;

/** Offers `text` as a file to save. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(FORBIDDEN, '_').replace(/^\.+/, '_').slice(-120);
  link.click();
  URL.revokeObjectURL(url);
}
