// A change of labels in a few signs, for the list of tasks: `+web −db → Lab/Web`.
import type { LabelEdit } from '../../../shared/model/labels.ts';

const MOST_LENGTH = 200;

export function detailOf({ addTags = [], removeTags = [], renameTag, group }: LabelEdit): string {
  const signs = [
    ...(renameTag === undefined ? [] : [`${renameTag.from} → ${renameTag.to}`]),
    ...removeTags.map((name) => `−${name}`),
    ...addTags.map(({ name }) => `+${name}`),
    ...(group === undefined ? [] : [`→ ${group === 'none' ? '—' : group.path}`]),
  ];
  return signs.join(' ').slice(0, MOST_LENGTH);
}
