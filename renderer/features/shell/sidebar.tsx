// The left side of the window: the tree, what a right click in it offers, and hosts that are in trouble.
import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useDomains } from '../../live/hooks.ts';
import { useMenuDomain } from '../../live/menu-domain.ts';
import { HiddenStopped, StoppedToggle, useShownDomains } from '../../live/stopped.tsx';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostProblems } from './host-problems.tsx';
import classes from './sidebar.module.css';
import type { SidebarRow } from './sidebar-rows.ts';
import { SidebarTree } from './sidebar-tree.tsx';

export interface SidebarProps {
  /** Items of a machine's context menu; the machines' feature knows them. */
  readonly machineMenu: (domain: DomainSummary) => ReactNode;
  /** The saved searches. */
  readonly searches?: ReactNode;
  /** Above the hosts. */
  readonly groups?: ReactNode;
  readonly onAdd: () => void;
}

export function Sidebar({ machineMenu, searches, groups, onAdd }: SidebarProps) {
  const { t } = useTranslation('app');
  const { hidden } = useShownDomains(useDomains());
  const [menu, setMenu] = useState<{ readonly row: SidebarRow; readonly at: Point }>();
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const menuDomain = useMenuDomain(menu?.row.domain, closeMenu);
  const openMenu = useCallback((row: SidebarRow, at: Point) => setMenu({ row, at }), []);
  return (
    <nav className={classes.sidebar} aria-label={t('sidebar.label')}>
      {searches}
      {groups}
      <div className={classes.heading}>
        <h2>{t('sidebar.hosts')}</h2>
        <StoppedToggle size={20} />
        <ActionIcon size={20} aria-label={t('sidebar.add')} title={t('sidebar.add')} onClick={onAdd}>
          <IconPlus size={14} />
        </ActionIcon>
      </div>
      <HiddenStopped hidden={hidden} />
      <SidebarTree onContext={openMenu} />
      <HostProblems />
      <ContextMenu at={menu?.at} label={menu?.row.name ?? t('sidebar.menu')} onClose={closeMenu}>
        {menuDomain !== undefined && machineMenu(menuDomain)}
        {menu !== undefined && menu.row.domain === undefined && <HostMenu row={menu.row} />}
      </ContextMenu>
    </nav>
  );
}
