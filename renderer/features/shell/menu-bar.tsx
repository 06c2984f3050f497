// The menu bar where the platform has none: in a browser. The desktop app's native menu is drawn from the same menus.
import { Menu, Menubar } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItems } from '../../ui/action-items.tsx';
import type { TopMenu } from './menus.ts';
import classes from './shell.module.css';

function Sections({ sections }: Pick<TopMenu, 'sections'>) {
  return sections.map(({ heading, actions }, index) => (
    <Fragment key={actions[0]?.id}>
      {index > 0 && <Menu.Divider />}
      {heading !== undefined && <Menu.Label>{heading}</Menu.Label>}
      <ActionItems actions={actions} />
    </Fragment>
  ));
}

export function MenuBar({ menus }: { readonly menus: readonly TopMenu[] }) {
  const { t } = useTranslation('app');
  return (
    <Menubar className={classes.menuBar} aria-label={t('menu.label')}>
      {menus.map(({ id, sections }) => (
        <Menubar.Menu key={id}>
          <Menubar.Target>{t(`menu.${id}`)}</Menubar.Target>
          <Menubar.Dropdown>
            <Sections sections={sections} />
          </Menubar.Dropdown>
        </Menubar.Menu>
      ))}
    </Menubar>
  );
}
