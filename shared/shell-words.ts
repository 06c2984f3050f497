// Command lines that can be pasted into a shell as they are, whatever a host calls its things.

const PLAIN = /^[\p{L}\p{N}@%+=:,./_-]+$/u;

/** One word for `sh`: quoted when anything in it could mean more than itself. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The line that `virsh` takes to do something on a host. */
export function virshLine(
  host: { readonly uri: string; readonly readOnly: boolean },
  ...words: readonly string[]
): string {
  const open = host.readOnly ? ['virsh', '-r', '-c', host.uri] : ['virsh', '-c', host.uri];
  return [...open, ...words].map(shellWord).join(' ');
}

/**
 * How `virsh` finds an object: by name, or by UUID where the name would be taken for an id or an option
 * or cannot be typed on one line.
 */
export function virshName(object: { readonly name: string; readonly uuid: string }): string {
  const { name, uuid } = object;
  return /^\d+$|^-|^$|\p{Cc}/u.test(name) ? uuid : name;
}
