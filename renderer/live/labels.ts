// Groups and tags as people see them: over all hosts, with what is in them.
import type { HostColour } from '../../shared/model/connect.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import { type Group, groupName, outerGroup, type Tag } from '../../shared/model/labels.ts';
import { onceFor } from './once-for.ts';
import { compareNames } from './ordered.ts';

export interface GroupNode {
  readonly path: string;
  readonly name: string;
  readonly colour?: HostColour;
  /** Directly in it. */
  readonly machines: readonly DomainSummary[];
  readonly inside: readonly GroupNode[];
  /** With those of groups inside it. */
  readonly count: number;
}

interface Draft {
  readonly path: string;
  colour?: HostColour;
  readonly machines: DomainSummary[];
  readonly inside: Draft[];
}

/** All groups, the outermost first, by name. A group that only holds others is there too. */
export function groupTree(domains: readonly DomainSummary[], stored: readonly Group[]): readonly GroupNode[] {
  const drafts = new Map<string, Draft>();
  const top: Draft[] = [];
  function draftOf(path: string): Draft {
    const known = drafts.get(path);
    if (known !== undefined) return known;
    const draft: Draft = { path, machines: [], inside: [] };
    drafts.set(path, draft);
    const outer = outerGroup(path);
    (outer === undefined ? top : draftOf(outer).inside).push(draft);
    return draft;
  }
  for (const domain of domains) {
    if (domain.group === undefined) continue;
    const draft = draftOf(domain.group.path);
    draft.machines.push(domain);
    // What machines say counts; where they do not agree, the first by name.
    if (domain.group.colour !== undefined) draft.colour ??= domain.group.colour;
  }
  for (const { path, colour } of stored) {
    const draft = draftOf(path);
    if (colour !== undefined) draft.colour ??= colour;
  }
  return nodesOf(top);
}

function nodesOf(drafts: readonly Draft[]): readonly GroupNode[] {
  return drafts
    .map((draft): GroupNode => {
      const inside = nodesOf(draft.inside);
      const count = inside.reduce((sum, node) => sum + node.count, draft.machines.length);
      return { ...draft, name: groupName(draft.path), inside, count };
    })
    .sort((a, b) => compareNames(a.name, b.name));
}

/** All groups in one list, as they stand in the tree. */
export function flatGroups(nodes: readonly GroupNode[]): readonly GroupNode[] {
  return nodes.flatMap((node) => [node, ...flatGroups(node.inside)]);
}

export interface KnownTag extends Tag {
  /** How many machines have it. */
  readonly count: number;
}

/** All tags, by name; counted once for a list. */
export const knownTags = onceFor((domains: readonly DomainSummary[]): readonly KnownTag[] => {
  const found = new Map<string, { colour?: HostColour; count: number }>();
  for (const { tags } of domains)
    for (const { name, colour } of tags) {
      const known = found.get(name) ?? { count: 0 };
      known.count += 1;
      if (colour !== undefined) known.colour ??= colour;
      found.set(name, known);
    }
  return [...found].map(([name, tag]) => ({ name, ...tag })).sort((a, b) => compareNames(a.name, b.name));
});
