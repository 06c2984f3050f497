// All open tabs in a menu: where the row is too short for them.
import { ActionIcon, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateIcon } from '../../ui/state.tsx';
import classes from './shell.module.css';
import type { Tab } from './tab-store.ts';
import { useTabTitle } from './use-tab-title.ts';
import type { TabsView } from './use-tabs.ts';

function TabItem({ tab }: { readonly tab: Tab }) {
  const { title, look } = useTabTitle(tab.place);
  return (
    <Menu.RadioItem
      value={tab.id}
      closeMenuOnClick
      {...(look === undefined ? {} : { rightSection: <StateIcon look={look} /> })}
    >
      {title}
    </Menu.RadioItem>
  );
}

export function TabList({ view }: { readonly view: TabsView }) {
  const { t } = useTranslation('app');
  if (view.tabs.length < 2) return null;
  const open = (id: string) => {
    const tab = view.tabs.find((one) => one.id === id);
    if (tab !== undefined) view.open(tab.place);
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('tab.list')} title={t('tab.list')}>
          <IconChevronDown size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.tabList}>
        <Menu.RadioGroup value={view.active} onChange={open}>
          {view.tabs.map((tab) => (
            <TabItem key={tab.id} tab={tab} />
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
