// The groups as the visible lines of a tree.
import type { HostColour } from '../../../shared/model/connect.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { type DomainLook, lookOf } from '../../live/domain-rules.ts';
import type { GroupNode } from '../../live/labels.ts';
import { hashOf } from '../../live/place.ts';
import { keepUnchanged } from '../../live/unchanged.ts';
import type { TreeRow } from '../../ui/use-tree-keys.ts';

interface Placed extends TreeRow {
  readonly name: string;
  readonly position: number;
  readonly setSize: number;
}

export interface GroupLine extends Placed {
  readonly kind: 'group';
  readonly path: string;
  readonly colour: HostColour | undefined;
  /** Of machines, with those of groups inside it. */
  readonly count: number;
}

export interface MachineLine extends Placed {
  readonly kind: 'machine';
  readonly domain: DomainKey;
  readonly look: DomainLook;
}

export type GroupRow = GroupLine | MachineLine;

export function groupRowId(path: string): string {
  return hashOf({ page: 'group', group: path });
}

/** Groups first, then the machines directly in one. */
export function groupRows(
  nodes: readonly GroupNode[],
  isOpen: (id: string) => boolean,
  level = 1,
  machines: readonly DomainSummary[] = [],
  around = '',
): readonly GroupRow[] {
  const setSize = nodes.length + machines.length;
  const groups = nodes.flatMap((node, index): readonly GroupRow[] => {
    const id = groupRowId(node.path);
    const { path, name, colour, count } = node;
    const line = {
      id,
      level,
      kind: 'group',
      path,
      name,
      colour,
      count,
      position: index + 1,
      setSize,
    } as const;
    if (node.inside.length + node.machines.length === 0) return [line];
    if (!isOpen(id)) return [{ ...line, expanded: false }];
    return [{ ...line, expanded: true }, ...groupRows(node.inside, isOpen, level + 1, node.machines, id)];
  });
  const lines = machines.map((domain, index): GroupRow => {
    const position = nodes.length + index + 1;
    const { key, name } = domain;
    const id = `${around} ${key}`;
    return { id, level, kind: 'machine', domain: key, name, look: lookOf(domain), position, setSize };
  });
  return [...groups, ...lines];
}

function isSame(a: GroupRow, b: GroupRow): boolean {
  if (a.id !== b.id || a.name !== b.name || a.level !== b.level || a.expanded !== b.expanded) return false;
  if (a.position !== b.position || a.setSize !== b.setSize) return false;
  if (a.kind === 'machine') return b.kind === 'machine' && a.look === b.look;
  return b.kind === 'group' && a.colour === b.colour && a.count === b.count;
}

/** Makes the rows each time that it is called; where none shows anything else the list is the same. */
export function createGroupRows(): (
  nodes: readonly GroupNode[],
  isOpen: (id: string) => boolean,
) => readonly GroupRow[] {
  let before: readonly GroupRow[] = [];
  return (nodes, isOpen) => {
    before = keepUnchanged(before, groupRows(nodes, isOpen), isSame);
    return before;
  };
}
