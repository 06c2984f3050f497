// The groups as the visible lines of a tree.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { GroupNode } from '../../live/labels.ts';
import { hashOf } from '../../live/place.ts';
import type { TreeRow } from '../../ui/use-tree-keys.ts';

interface Placed extends TreeRow {
  readonly position: number;
  readonly setSize: number;
}

export interface GroupLine extends Placed {
  readonly kind: 'group';
  readonly node: GroupNode;
}

export interface MachineLine extends Placed {
  readonly kind: 'machine';
  readonly domain: DomainSummary;
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
    const line = { id, level, kind: 'group', node, position: index + 1, setSize } as const;
    if (node.inside.length + node.machines.length === 0) return [line];
    if (!isOpen(id)) return [{ ...line, expanded: false }];
    return [{ ...line, expanded: true }, ...groupRows(node.inside, isOpen, level + 1, node.machines, id)];
  });
  const lines = machines.map((domain, index): GroupRow => {
    const position = nodes.length + index + 1;
    return { id: `${around} ${domain.key}`, level, kind: 'machine', domain, position, setSize };
  });
  return [...groups, ...lines];
}
