// What people call machines by: tags and a group. They are kept in libvirt's own metadata, so that every desktop sees them.
import type { Failure } from '../failure.ts';
import type { HostColour } from './connect.ts';
import type { DomainKey } from './keys.ts';

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

/** What makes one picture of several, as of a family: it is seen. */
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})/gu;

function hasUnseen(name: string): boolean {
  return UNSEEN.test(name.includes('\u200D') ? name.replace(EMOJI_JOINER, '') : name);
}

/** A name as it is kept; undefined for what cannot be one. */
export function labelName(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > LABEL_MOST_LENGTH || hasUnseen(name) ? undefined : name;
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

/** The group that a group is in; undefined for an outermost one. */
export function outerGroup(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}

/** The last name of a path. */
export function groupName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of a group, or of one inside it, after `from` has become `to`. */
export function movedPath(path: string, from: string, to: string): string {
  return `${to}${path.slice(from.length)}`;
}

/** What is to become of the labels of a machine; what is not named stays as it is. */
export interface LabelEdit {
  /** Those that are there already get this colour, `none` takes it away, an absent one leaves it. */
  readonly addTags?: readonly Tag[];
  readonly removeTags?: readonly string[];
  readonly renameTag?: { readonly from: string; readonly to: string };
  /** `none` takes it out of its group. */
  readonly group?: Group | 'none';
}

/** What came of a change of many machines. */
export interface LabelOutcome {
  /** How many are different now. */
  readonly changed: number;
  readonly failed: number;
  /** Of those that failed the first hundred. */
  readonly failures: readonly LabelFailure[];
  /** Takes it back; absent when nothing was changed. */
  readonly undo?: string;
}

export interface LabelFailure {
  readonly domain: DomainKey;
  readonly name: string;
  readonly failure: Failure;
}
