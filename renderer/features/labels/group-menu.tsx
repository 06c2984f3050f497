// What can be done with a group.
import { IconFolderPlus, IconPencil, IconTags, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { isWithin } from '../../../shared/model/labels.ts';
import { useDomains, useNavigate, useWish } from '../../live/hooks.ts';
import { useChangeLabels } from '../../live/label-changes.ts';
import type { Action } from '../../ui/action.ts';
import { ActionItems } from '../../ui/action-items.tsx';

export function GroupMenu({ path: group }: { readonly path: string }) {
  const navigate = useNavigate();
  const [, wish] = useWish();
  const change = useChangeLabels();
  const domains = useDomains();
  const actions = useMemo((): readonly Action[] => {
    const members = domains.filter((one) => one.group !== undefined && isWithin(one.group.path, group));
    const none = members.length === 0 ? { obstacle: 'labels:groups.isEmpty' } : {};
    return [
      { id: 'group.open', label: 'app:open', group: 'open', run: () => navigate({ page: 'group', group }) },
      {
        id: 'group.new',
        label: 'labels:groups.newInside',
        icon: IconFolderPlus,
        group: 'edit',
        run: () => wish({ kind: 'new-group', inside: group }),
      },
      {
        id: 'group.edit',
        label: 'labels:groups.edit',
        icon: IconPencil,
        shortcut: 'F2',
        group: 'edit',
        run: () => wish({ kind: 'edit-group', group }),
      },
      {
        id: 'group.tags',
        label: 'labels:action.tags',
        icon: IconTags,
        group: 'edit',
        ...none,
        run: () => wish({ kind: 'tags', domains: members.map(({ key }) => key) }),
      },
      {
        id: 'group.remove',
        label: 'labels:groups.remove',
        icon: IconTrash,
        group: 'remove',
        run: () => void change('groupRemoved', group, (api) => api.labels.removeGroup({ group })),
      },
    ];
  }, [domains, group, navigate, wish, change]);
  return <ActionItems actions={actions} />;
}
