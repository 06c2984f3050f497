// The sidebar's groups, over all hosts: machines and groups are dropped on them.
import { ActionIcon } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import { type KeyboardEvent, memo, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useLineHere, useNavigate, useWish } from '../../live/hooks.ts';
import { useMachinesDragged } from '../../live/machine-drag.ts';
import { useMenuDomain } from '../../live/menu-domain.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { TreeView } from '../../ui/tree-view.tsx';
import { GroupItem } from './group-item.tsx';
import { GroupMenu } from './group-menu.tsx';
import type { GroupRow } from './group-rows.ts';
import classes from './groups.module.css';
import { useGroupDrop } from './use-group-drop.ts';
import { type GroupRows, useGroupRows } from './use-groups.ts';

interface GroupSectionProps {
  /** Items of a machine's context menu; the machines' feature knows them. */
  readonly machineMenu: (domains: readonly DomainSummary[]) => ReactNode;
}

export function GroupSection(props: GroupSectionProps) {
  return <Section {...useGroupRows()} {...props} here={useLineHere()} />;
}

interface SectionProps extends GroupRows, GroupSectionProps {
  readonly here: string;
}

/** Drawn when a line shows something else, and not each time that anything of a machine changes or a letter is typed. */
const Section = memo(function Section({ rows, toggle, machineMenu, here }: SectionProps) {
  const { t } = useTranslation('labels');
  const drop = useGroupDrop();
  const dragged = useMachinesDragged();
  const navigate = useNavigate();
  const [, wish] = useWish();
  const [menu, setMenu] = useState<{ readonly row: GroupRow; readonly at: Point }>();

  const closeMenu = useCallback(() => setMenu(undefined), []);
  const menuDomain = useMenuDomain(menu?.row.kind === 'machine' ? menu.row.domain : undefined, closeMenu);

  function open(row: GroupRow): void {
    if (row.kind === 'group') navigate({ page: 'group', group: row.path });
    else navigate({ page: 'machine', domain: row.domain });
  }

  function onRowKey(row: GroupRow, event: KeyboardEvent): void {
    if (event.key !== 'F2' || row.kind !== 'group') return;
    event.preventDefault();
    wish({ kind: 'edit-group', group: row.path });
  }

  return (
    <section className={classes.section} aria-label={t('groups.title')}>
      <div
        className={classes.heading}
        data-place={dragged || undefined}
        data-over={drop.over === '' || undefined}
        {...drop.on(undefined)}
      >
        <h2>{t(dragged ? 'groups.dropOut' : 'groups.title')}</h2>
        <ActionIcon
          size={20}
          aria-label={t('groups.new')}
          title={t('groups.new')}
          onClick={() => wish({ kind: 'new-group' })}
        >
          <IconFolderPlus size={14} />
        </ActionIcon>
      </div>
      {rows.length === 0 ? (
        <p className={classes.empty}>{t('groups.empty')}</p>
      ) : (
        <TreeView
          label={t('groups.title')}
          className={classes.tree}
          rows={rows}
          here={here}
          labelOf={(row) => row.name}
          onOpen={open}
          onToggle={toggle}
          onContext={(row, at) => setMenu({ row, at })}
          onRowKey={onRowKey}
          renderRow={(row, place) => <GroupItem key={row.id} row={row} drop={drop} {...place} />}
        />
      )}
      <div role="status">
        {drop.refused !== undefined && <p className={classes.empty}>{t(`groups.${drop.refused}`)}</p>}
      </div>
      <ContextMenu at={menu?.at} label={t('groups.menu')} onClose={closeMenu}>
        {menu?.row.kind === 'group' && <GroupMenu path={menu.row.path} />}
        {menuDomain !== undefined && machineMenu([menuDomain])}
      </ContextMenu>
    </section>
  );
});
