// What a right click on a tab offers.
import { IconAppWindow, IconArrowUpRight, IconX } from '@tabler/icons-react';
import { openInNewWindow } from '../../live/desktop.ts';
import { hashOf } from '../../live/place.ts';
import type { Action } from '../../ui/action.ts';
import type { Tab } from './tab-store.ts';
import { isClosable, type TabsView } from './use-tabs.ts';

export function tabActions(tab: Tab, view: TabsView): readonly Action[] {
  const { id, place } = tab;
  const index = view.tabs.findIndex((one) => one.id === id);
  const others = view.tabs.filter((one) => isClosable(one) && one.id !== id);
  const none = { obstacle: 'app:tab.noOther' };
  const open = () => openInNewWindow(hashOf(place));
  const own: readonly Action[] = isClosable(tab)
    ? [
        {
          id: 'tab.to-new-window',
          label: 'app:tab.toNewWindow',
          icon: IconArrowUpRight,
          group: 'window',
          run: () => {
            open();
            view.close(id);
          },
        },
        {
          id: 'tab.close',
          label: 'app:tab.close',
          icon: IconX,
          group: 'close',
          run: () => view.close(id),
        },
      ]
    : [];
  return [
    { id: 'tab.new-window', label: 'app:tab.newWindow', icon: IconAppWindow, group: 'window', run: open },
    ...own,
    {
      id: 'tab.close-others',
      label: 'app:tab.closeOthers',
      group: 'close',
      ...(others.length === 0 ? none : {}),
      run: () => view.closeOthers(id),
    },
    {
      id: 'tab.close-right',
      label: 'app:tab.closeRight',
      group: 'close',
      ...(index === view.tabs.length - 1 ? none : {}),
      run: () => view.closeRight(id),
    },
  ];
}
