// Tags and groups in the machines grid, in their colours.
import type { Group, Tag } from '../../../shared/model/labels.ts';
import { hostColour } from '../../live/host-colours.ts';
import { ColourDot, TagChip } from '../../ui/tag-chip.tsx';
import { NONE } from './machine-cells.tsx';
import classes from './machines.module.css';

/** More are not seen in a cell. */
const MOST_SHOWN = 12;

function cssOf({ colour }: Tag | Group): string | undefined {
  return colour === undefined ? undefined : hostColour(colour);
}

export function TagsCell({ tags }: { readonly tags: readonly Tag[] }) {
  if (tags.length === 0) return NONE;
  const shown = tags.slice(0, MOST_SHOWN);
  return (
    <span className={classes.tags} title={shown.map(({ name }) => name).join(', ')}>
      {shown.map((tag) => (
        <TagChip key={tag.name} name={tag.name} colour={cssOf(tag)} />
      ))}
      {tags.length > MOST_SHOWN && <span className={classes.none}>+{tags.length - MOST_SHOWN}</span>}
    </span>
  );
}

export function GroupCell({ group }: { readonly group: Group | undefined }) {
  if (group === undefined) return NONE;
  return (
    <span className={classes.tag} title={group.path}>
      <ColourDot colour={cssOf(group)} />
      <bdi>{group.path}</bdi>
    </span>
  );
}
