// The dialogs about labels that an action wants opened.
import { useEndWish, useWish } from '../../live/hooks.ts';
import { EditTagDialog } from './edit-tag-dialog.tsx';
import { EditGroupDialog, MoveDialog, NewGroupDialog } from './group-dialogs.tsx';
import { TagsDialog } from './tags-dialog.tsx';

export function LabelWishes() {
  const [wish, setWish] = useWish();
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
