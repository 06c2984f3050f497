// What came from outside and needs a word: in a corner of the window, over what is there, until it is put away.
import { Paper } from '@mantine/core';
import type { Note } from '../../live/outside.ts';
import { FailedInTray } from './failed-in-tray.tsx';
import { NoTray } from './no-tray.tsx';
import classes from './outside.module.css';
import { RefusedLinkNote } from './refused-link-note.tsx';
import { ShowWishNote } from './show-wish-note.tsx';

export interface OutsideNotesProps {
  readonly notes: readonly Note[];
  readonly onDismiss: (id: number) => void;
}

export function OutsideNotes({ notes, onDismiss }: OutsideNotesProps) {
  if (notes.length === 0) return null;
  return (
    <div className={classes.corner}>
      {notes.map(({ id, matter }) => (
        <Paper key={id} className={classes.note} shadow="md" withBorder>
          <Matter matter={matter} onClose={() => onDismiss(id)} />
        </Paper>
      ))}
    </div>
  );
}

function Matter({ matter, onClose }: { readonly matter: Note['matter']; readonly onClose: () => void }) {
  switch (matter.kind) {
    case 'show':
      return <ShowWishNote wish={matter.wish} onClose={onClose} />;
    case 'refused':
      return <RefusedLinkNote {...matter} onClose={onClose} />;
    case 'failed':
      return <FailedInTray {...matter} onClose={onClose} />;
    case 'no-tray':
      return <NoTray onClose={onClose} />;
  }
}
