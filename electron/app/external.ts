// Addresses that may be opened in the user's browser: a page asks, main decides.
import { shell } from 'electron';

/** Documentation that our own pages link to. A link from a guest's terminal is copied, not opened. */
const HOSTS: ReadonlySet<string> = new Set(['libvirt.org', 'www.libvirt.org', 'wiki.libvirt.org']);

/** Tells whether `text` is an https address of a site on the list, without a user, password or port. */
export function mayOpen(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    HOSTS.has(url.hostname)
  );
}

/** Opens `url` outside when it is on the list; does nothing otherwise. */
export async function openExternal(url: string): Promise<void> {
  if (mayOpen(url)) await shell.openExternal(url);
}
