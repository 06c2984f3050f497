// Tags and groups in the machines grid, in their colours.
import type { Group, Tag } from '../../../shared/model/labels.ts';
import { hostColour } from '../../live/host-colours.ts';
import { NONE } from './machine-cells.tsx';
import classes from './machines.module.css';

/** More are not seen in a cell. */
const MOST_SHOWN = 12;

function dotStyle(colour: Tag['colour']) {
  const background = colour === undefined ? undefined : hostColour(colour);
  return background === undefined ? {} : { style: { background } };
}

export function TagsCell({ tags }: { readonly tags: readonly Tag[] }) {
  if (tags.length === 0) return NONE;
  const shown = tags.slice(0, MOST_SHOWN);
  return (
    <span className={classes.tags} title={shown.map(({ name }) => name).join(', ')}>
      {shown.map(({ name, colour }) => (
        <span key={name} className={classes.tag}>
          <span className={classes.dot} {...dotStyle(colour)} aria-hidden />
          <bdi>{name}</bdi>
        </span>
      ))}
    </span>
  );
}

export function GroupCell({ group }: { readonly group: Group | undefined }) {
  if (group === undefined) return NONE;
  return (
    <span className={classes.tag} title={group.path}>
      <span className={classes.dot} {...dotStyle(group.colour)} aria-hidden />
      <bdi>{group.path}</bdi>
    </span>
  );
}
