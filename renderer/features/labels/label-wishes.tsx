// The dialogs about labels that an action wants opened.
import { useEndWish, useWish } from '../../live/hooks.ts';
import { MANY, useAtLeisure } from '../../live/leisure.ts';
import type { Wish } from '../../live/wish.ts';
import { EditTagDialog } from './edit-tag-dialog.tsx';
import { EditGroupDialog, MoveDialog, NewGroupDialog } from './group-dialogs.tsx';
import { TagsDialog } from './tags-dialog.tsx';

/** Their dialog is drawn bit by bit: all of it at once would hold up what was just pressed. */
function isAboutMany(wish: Wish | undefined): boolean {
  return wish !== undefined && 'domains' in wish && wish.domains.length >= MANY;
}

export function LabelWishes() {
  const [asked, setWish] = useWish();
  const wish = useAtLeisure<Wish | null | undefined>(asked, isAboutMany(asked), null);
  const close = useEndWish();
  switch (wish?.kind) {
    case 'tags':
      return <TagsDialog domains={wish.domains} onClose={close} />;
    case 'move-to-group':
      return <MoveDialog domains={wish.domains} onClose={close} />;
    case 'new-group':
      return <NewGroupDialog inside={wish.inside} onClose={close} />;
    case 'edit-group':
      return <EditGroupDialog group={wish.group} onClose={close} />;
    case 'edit-tag':
      return (
        <EditTagDialog tag={wish.tag} onClose={() => setWish({ kind: 'tags', domains: wish.domains })} />
      );
    default:
      return null;
  }
}
