// Changes our element in a machine's metadata: what is not named comes back as it was, whoever wrote it.
//
// libvirt hands the element out without our namespace: a name without a colon is ours, unless it has a namespace of its
// own. It is given back in the same form; libvirt then binds each of these names to our prefix (7.0, 9.0 and 11.3).
import type { HostColour } from '../../shared/model/connect.ts';
import {
  type Group,
  groupPath,
  LABELS_URI,
  type LabelEdit,
  labelName,
  MOST_TAGS,
  type Tag,
} from '../../shared/model/labels.ts';
import { parse } from '../xml/parse.ts';
import { serialiseElement } from '../xml/serialise.ts';
import { append, attribute, childElements, remove, setAttribute, type XmlElement } from '../xml/tree.ts';
import { TooManyTags } from './failures.ts';
import { colourOf } from './labels.ts';

export interface EditedLabels {
  /** The element as libvirt takes it; undefined when nothing is left of it. */
  readonly xml: string | undefined;
  /** What brings back what was there; absent when the edit changes nothing. */
  readonly undo?: LabelEdit;
}

/** Throws `XmlFault` for an element that cannot be read, `TooManyTags` when no more fit. */
export function editLabels(current: string | undefined, edit: LabelEdit): EditedLabels {
  const { root } = parse(current ?? '<labels/>');
  const undo = new Undo();
  if (edit.renameTag !== undefined) renameTag(root, edit.renameTag, undo);
  for (const name of edit.removeTags ?? []) removeTag(root, name, undo);
  for (const tag of edit.addTags ?? []) addTag(root, tag, undo);
  if (edit.group !== undefined) setGroup(root, edit.group, undo);
  const back = undo.edit;
  if (back === undefined) return { xml: current };
  for (const [name, value] of root.attributes)
    if (isBinding(name) && value === LABELS_URI) root.attributes.delete(name);
  return { xml: isEmpty(root) ? undefined : serialiseElement(root), undo: back };
}

/** Gathers what takes an edit back. */
class Undo {
  readonly #addTags: Tag[] = [];
  readonly #removeTags: string[] = [];
  #renameTag: LabelEdit['renameTag'];
  #group: LabelEdit['group'];

  tagWas(tag: Tag): void {
    this.#addTags.push(tag);
  }
  tagAdded(name: string): void {
    this.#removeTags.push(name);
  }
  tagRenamed(from: string, to: string): void {
    this.#renameTag = { from: to, to: from };
  }
  groupWas(group: Group | undefined): void {
    this.#group = group === undefined ? 'none' : { ...group, colour: group.colour ?? 'none' };
  }

  get edit(): LabelEdit | undefined {
    const edit: LabelEdit = {
      ...(this.#addTags.length > 0 && { addTags: this.#addTags }),
      ...(this.#removeTags.length > 0 && { removeTags: this.#removeTags }),
      ...(this.#renameTag !== undefined && { renameTag: this.#renameTag }),
      ...(this.#group !== undefined && { group: this.#group }),
    };
    return Object.keys(edit).length === 0 ? undefined : edit;
  }
}

function ours(root: XmlElement, name: 'tag' | 'group'): readonly XmlElement[] {
  return childElements(root).filter((child) => {
    const uri = attribute(child, 'xmlns');
    return child.name === name && (uri === undefined || uri === LABELS_URI);
  });
}

function tagsCalled(root: XmlElement, name: string): readonly XmlElement[] {
  return ours(root, 'tag').filter((tag) => labelName(attribute(tag, 'name') ?? '') === name);
}

/** `none` said aloud, so that taking back takes a colour away too. */
function colourIn(element: XmlElement): HostColour {
  return colourOf(attribute(element, 'colour')).colour ?? 'none';
}

function setColour(element: XmlElement, colour: HostColour): void {
  setAttribute(element, 'colour', colour === 'none' ? undefined : colour);
}

function removeTag(root: XmlElement, name: string, undo: Undo): void {
  const tags = tagsCalled(root, name);
  const [first] = tags;
  if (first === undefined) return;
  undo.tagWas({ name, colour: colourIn(first) });
  for (const tag of tags) remove(tag);
}

function addTag(root: XmlElement, { name, colour }: Tag, undo: Undo): void {
  const [present] = tagsCalled(root, name);
  if (present === undefined) {
    if (ours(root, 'tag').length >= MOST_TAGS) throw new TooManyTags();
    setColour(append(root, 'tag', { name }), colour ?? 'none');
    undo.tagAdded(name);
    return;
  }
  const before = colourIn(present);
  if (colour === undefined || colour === before) return;
  undo.tagWas({ name, colour: before });
  setColour(present, colour);
}

function renameTag(root: XmlElement, { from, to }: NonNullable<LabelEdit['renameTag']>, undo: Undo): void {
  if (from === to) return;
  const tags = tagsCalled(root, from);
  if (tags.length === 0) return;
  // Two tags that become one: the one that has the name stays.
  if (tagsCalled(root, to).length > 0) removeTag(root, from, undo);
  else {
    for (const tag of tags) setAttribute(tag, 'name', to);
    undo.tagRenamed(from, to);
  }
}

/** The first that names a group counts; further ones would come to light when it is gone. */
function setGroup(root: XmlElement, wanted: Group | 'none', undo: Undo): void {
  const groups = ours(root, 'group').filter((one) => pathOf(one) !== undefined);
  const [first] = groups;
  const path = first && pathOf(first);
  const before: Group | undefined =
    first && path !== undefined ? { path, colour: colourIn(first) } : undefined;
  if (wanted === 'none') {
    if (before === undefined) return;
    undo.groupWas(before);
    for (const group of groups) remove(group);
    return;
  }
  const stays = wanted.path === before?.path;
  const colour = wanted.colour ?? (stays ? before.colour : undefined) ?? 'none';
  if (stays && colour === before.colour) return;
  undo.groupWas(before);
  const element = first ?? append(root, 'group');
  setAttribute(element, 'path', wanted.path);
  setColour(element, colour);
  for (const group of groups.slice(1)) remove(group);
}

function pathOf(group: XmlElement): string | undefined {
  return groupPath(attribute(group, 'path') ?? '');
}

function isBinding(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

/** Nothing of anybody is left in it. */
function isEmpty(root: XmlElement): boolean {
  return (
    [...root.attributes.keys()].every(isBinding) &&
    root.children.every((child) => child.kind === 'text' && child.raw.trim() === '')
  );
}
