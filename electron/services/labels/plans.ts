// Which machines a wish about labels means, and what is to become of each.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import {
  type Group,
  groupPath,
  isWithin,
  type LabelEdit,
  movedPath,
  outerGroup,
  type Tag,
} from '../../../shared/model/labels.ts';
import { RequestFailed } from '../request-failed.ts';

export interface PlannedEdit {
  readonly domain: DomainKey;
  readonly edit: LabelEdit;
}

export interface LabelPlan {
  readonly edits: readonly PlannedEdit[];
  /** The groups that are kept in the settings; absent when they stay as they are. */
  readonly stored?: readonly Group[];
}

type Machines = readonly DomainSummary[];

/** Gives a group, and those inside it, another path or colour. */
export function groupChangePlan(
  machines: Machines,
  stored: readonly Group[],
  from: string,
  { path: to = from, colour }: Partial<Group>,
): LabelPlan {
  if (to !== from && isWithin(to, from)) throw wrongPath('a group cannot be put into itself');
  const changed = (group: Group): Group => {
    const path = movedPath(group.path, from, to);
    if (groupPath(path) !== path) throw wrongPath('groups would lie too deep');
    // Only the group itself is coloured, and a moved one keeps its colour.
    const own = group.path === from ? (colour ?? group.colour) : group.colour;
    return { path, ...(own !== undefined && { colour: own }) };
  };
  const inside = membersOf(machines, from);
  // Removed or renamed by somebody else while its dialog was open: it does not come back empty.
  if (inside.length === 0 && !stored.some(({ path }) => isWithin(path, from)))
    throw new RequestFailed({ kind: 'conflict', message: `there is no group ${from} any more` });
  const edits = inside.map(({ key, group }) => ({ domain: key, edit: { group: changed(group) } }));
  const isLeaf = inside.every(({ group }) => group.path !== from);
  // The colour of a group that no machine is directly in has no other place.
  const known = isLeaf && !stored.some((one) => one.path === from) ? [...stored, { path: from }] : stored;
  return { edits, stored: unique(known.map((one) => (isWithin(one.path, from) ? changed(one) : one))) };
}

/** Its machines go to the group around it, or to none; so do those of groups inside it. */
export function groupRemovalPlan(machines: Machines, stored: readonly Group[], path: string): LabelPlan {
  const outer = outerGroup(path);
  const colour = machines.find(({ group }) => group?.path === outer)?.group?.colour;
  const group = outer === undefined ? 'none' : { path: outer, ...(colour !== undefined && { colour }) };
  return {
    edits: membersOf(machines, path).map(({ key }) => ({ domain: key, edit: { group } })),
    stored: stored.filter((one) => !isWithin(one.path, path)),
  };
}

export function tagChangePlan(
  machines: Machines,
  from: string,
  { name: to = from, colour }: Partial<Tag>,
): LabelPlan {
  const edit: LabelEdit = {
    ...(to !== from && { renameTag: { from, to } }),
    ...(colour !== undefined && { addTags: [{ name: to, colour }] }),
  };
  return { edits: taggedWith(machines, from).map((domain) => ({ domain, edit })) };
}

export function tagRemovalPlan(machines: Machines, name: string): LabelPlan {
  return { edits: taggedWith(machines, name).map((domain) => ({ domain, edit: { removeTags: [name] } })) };
}

interface Member {
  readonly key: DomainKey;
  readonly group: Group;
}

function membersOf(machines: Machines, path: string): readonly Member[] {
  return machines.flatMap(({ key, group }) =>
    group !== undefined && isWithin(group.path, path) ? [{ key, group }] : [],
  );
}

function taggedWith(machines: Machines, name: string): readonly DomainKey[] {
  return machines.filter(({ tags }) => tags.some((tag) => tag.name === name)).map(({ key }) => key);
}

function unique(groups: readonly Group[]): readonly Group[] {
  return [...new Map(groups.map((group) => [group.path, group])).values()];
}

function wrongPath(message: string): RequestFailed {
  return new RequestFailed({ kind: 'invalid', field: 'path', message });
}
