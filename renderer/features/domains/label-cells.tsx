// Tags and groups in the machines grid, in their colours.
import type { Group, Tag } from '../../../shared/model/labels.ts';
import { hostColour } from '../../live/host-colours.ts';
import { ColourDot, TagChip } from '../../ui/tag-chip.tsx';
import { NONE } from './machine-cells.tsx';
import classes from './machines.module.css';

/** More are not told of a cell. */
const MOST_SHOWN = 12;

/** How many can be seen in a narrow cell, a wider one and a wide one: which of them it is, the style sheet knows. */
const COUNTED_AFTER: readonly number[] = [1, 2, 3];

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
      {COUNTED_AFTER.filter((seen) => tags.length > seen).map((seen) => (
        <span key={seen} className={classes.more} data-after={seen} aria-hidden>
          +{tags.length - seen}
        </span>
      ))}
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
