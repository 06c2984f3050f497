// What people call machines by: tags and a group. They are kept in libvirt's own metadata, so that every desktop sees them.
import type { HostColour } from './connect.ts';

/** The namespace of our element in a machine's metadata. */
export const LABELS_URI = 'https://guesthouse.invalid/xmlns/labels/1';
/** The prefix that libvirt writes before its name. */
export const LABELS_KEY = 'guesthouse';

/** Longer names are nobody's label: they are left out. */
export const LABEL_MOST_LENGTH = 64;
export const GROUP_MOST_DEPTH = 8;
/** What a machine may have; more are left out. */
export const MOST_TAGS = 1000;

export interface Tag {
  readonly name: string;
  readonly colour?: HostColour;
}

/** A machine is in one group at most. */
export interface Group {
  /** Names from the outermost group inwards, joined by `/`: `Lab/Web`. */
  readonly path: string;
  readonly colour?: HostColour;
}

/** What turns a line, hides, or reverses what follows it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A name as it is kept; undefined for what cannot be one. */
export function labelName(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > LABEL_MOST_LENGTH || UNSEEN.test(name) ? undefined : name;
}

/** A path as it is kept, without empty names; undefined for what cannot be one. */
export function groupPath(text: string): string | undefined {
  const parts = text.split('/', 4 * GROUP_MOST_DEPTH).filter((part) => part.trim() !== '');
  const names = parts.map(labelName);
  if (names.length === 0 || names.length > GROUP_MOST_DEPTH || names.includes(undefined)) return undefined;
  return names.join('/');
}

/** Whether a group is `outer` or inside it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}
