// The left side of the window: the tree, what a right click in it offers, and hosts that are in trouble.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostProblems } from './host-problems.tsx';
import { RemoveHost } from './remove-host.tsx';
import classes from './sidebar.module.css';
import type { SidebarRow } from './sidebar-rows.ts';
import { SidebarTree } from './sidebar-tree.tsx';

export interface SidebarProps {
  /** Items of a machine's context menu; the machines' feature knows them. */
  readonly machineMenu: (domain: DomainSummary) => ReactNode;
}

export function Sidebar({ machineMenu }: SidebarProps) {
  const { t } = useTranslation('app');
  const [menu, setMenu] = useState<{ readonly row: SidebarRow; readonly at: Point }>();
  const [removing, setRemoving] = useState<HostSummary>();
  return (
    <nav className={classes.sidebar} aria-label={t('sidebar.label')}>
      <h2 className={classes.heading}>{t('sidebar.hosts')}</h2>
      <SidebarTree onContext={(row, at) => setMenu({ row, at })} />
      <HostProblems />
      <ContextMenu
        at={menu?.at}
        label={menu?.row.name ?? t('sidebar.menu')}
        onClose={() => setMenu(undefined)}
      >
        {menu?.row.domain !== undefined && machineMenu(menu.row.domain)}
        {menu !== undefined && menu.row.domain === undefined && (
          <HostMenu row={menu.row} onRemove={() => setRemoving(menu.row.host)} />
        )}
      </ContextMenu>
      {removing !== undefined && <RemoveHost host={removing} onClose={() => setRemoving(undefined)} />}
    </nav>
  );
}
