// The sidebar's tree of hosts and what they hold.
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLineHere, useNavigate } from '../../live/hooks.ts';
import type { Point } from '../../ui/context-menu.tsx';
import { TreeView } from '../../ui/tree-view.tsx';
import classes from './sidebar.module.css';
import { SidebarItem } from './sidebar-item.tsx';
import type { SidebarRow } from './sidebar-rows.ts';
import { useHostDrag } from './use-host-drag.ts';
import { type SidebarTree as SidebarRows, useSidebarTree } from './use-sidebar.ts';

interface SidebarTreeProps {
  readonly onContext: (row: SidebarRow, at: Point) => void;
}

export function SidebarTree({ onContext }: SidebarTreeProps) {
  return <Lines {...useSidebarTree()} here={useLineHere()} onContext={onContext} />;
}

interface LinesProps extends SidebarTreeProps, SidebarRows {
  readonly here: string;
}

/** Drawn when a line shows something else, and not each time that anything of a machine changes or a letter is typed. */
const Lines = memo(function Lines({ rows, toggle, here, onContext }: LinesProps) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const dragOf = useHostDrag(rows);
  return (
    <TreeView
      label={t('sidebar.tree')}
      className={classes.tree}
      rows={rows}
      here={here}
      labelOf={(row) => row.name ?? t(`page.${row.kind}`)}
      onOpen={(row) => navigate(row.place)}
      onToggle={toggle}
      onContext={onContext}
      renderRow={(row, place) => <SidebarItem key={row.id} row={row} {...place} drag={dragOf(row)} />}
    />
  );
});
