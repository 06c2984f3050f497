// A tag as a small plate. Its name is somebody's text: it keeps its own direction, and is cut where there is no room.
import classes from './tag-chip.module.css';

export interface TagChipProps {
  readonly name: string;
  /** As CSS writes it; absent for none. */
  readonly colour?: string | undefined;
}

export function TagChip({ name, colour }: TagChipProps) {
  return (
    <span className={classes.chip} title={name}>
      <ColourDot colour={colour} />
      <bdi className={classes.name}>{name}</bdi>
    </span>
  );
}

/** A ring where there is no colour. */
export function ColourDot({ colour }: { readonly colour?: string | undefined }) {
  const style = colour === undefined ? {} : { style: { background: colour, borderColor: colour } };
  return <span className={classes.dot} {...style} aria-hidden />;
}
