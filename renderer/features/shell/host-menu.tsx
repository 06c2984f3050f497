// What a right click on a host or on one of its branches offers.
import { IconAppWindow } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useActionContext } from '../../actions/context.ts';
import { hostActions } from '../../actions/host.ts';
import type { Action } from '../../ui/action.ts';
import { ActionItems } from '../../ui/action-items.tsx';
import type { SidebarRow } from './sidebar-rows.ts';

export function HostMenu({ row }: { readonly row: SidebarRow }) {
  const context = useActionContext();
  const actions = useMemo((): readonly Action[] => {
    const { place, host, kind } = row;
    return [
      { id: 'row.open', label: 'app:open', group: 'open', run: () => context.go(place) },
      {
        id: 'row.open-window',
        label: 'app:tab.newWindow',
        icon: IconAppWindow,
        group: 'open',
        run: () => context.goApart(place),
      },
      ...(kind === 'host' ? hostActions(host, context) : []),
    ];
  }, [row, context]);
  return <ActionItems actions={actions} />;
}
