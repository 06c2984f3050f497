// Chooses the columns of the machines grid, and moves them with the keyboard.
import { ActionIcon, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHosts } from '../../live/hooks.ts';
import { COLUMN_IDS, type ColumnId, FIXED_COLUMN } from './column-ids.ts';
import classes from './machines.module.css';
import type { MachinesViewState } from './use-machines-view.ts';

/** Those that are shown in their order; each of the others after the one that it usually follows. */
export function offeredColumns(shown: readonly ColumnId[]): readonly ColumnId[] {
  const order = [...shown];
  COLUMN_IDS.forEach((id, index) => {
    if (order.includes(id)) return;
    const before = COLUMN_IDS[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  });
  return order;
}

/** The shown column before which `id` stands in `order`; undefined at the end. */
function shownAfter(order: readonly ColumnId[], id: ColumnId, shown: readonly ColumnId[]) {
  return order.slice(order.indexOf(id) + 1).find((one) => shown.includes(one));
}

/** The shown neighbour of a column, and where `id` goes to pass it. */
function passed(shown: readonly ColumnId[], id: ColumnId, step: -1 | 1): ColumnId | undefined | false {
  const at = shown.indexOf(id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= shown.length) return false;
  return step < 0 ? shown[to] : shown[to + 1];
}

export const ColumnsMenu = memo(function ColumnsMenu({ view }: { readonly view: MachinesViewState }) {
  const { t } = useTranslation('domains');
  const several = useHosts().length > 1;
  // A column that was just shown or hidden stays where it is until the menu is opened again.
  const [order, setOrder] = useState<readonly ColumnId[]>([]);
  const { columns: shown } = view;

  function toggle(id: ColumnId): void {
    if (!shown.includes(id)) view.place(id, shownAfter(order, id, shown));
    else if (id !== FIXED_COLUMN) view.hide(id);
  }

  function move(id: ColumnId, step: -1 | 1): void {
    const before = passed(shown, id, step);
    if (before === false) return;
    view.place(id, before);
    const others = order.filter((one) => one !== id);
    const neighbour = shown[shown.indexOf(id) + step];
    const at = neighbour === undefined ? -1 : others.indexOf(neighbour) + (step < 0 ? 0 : 1);
    setOrder([...others.slice(0, at), id, ...others.slice(at)]);
  }

  function onKeyDown(event: KeyboardEvent, id: ColumnId): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    // The menu would move the focus to the next item.
    event.preventDefault();
    event.stopPropagation();
    move(id, event.key === 'ArrowUp' ? -1 : 1);
  }

  return (
    <Menu
      position="bottom-end"
      withinPortal
      closeOnItemClick={false}
      onOpen={() => setOrder(offeredColumns(shown))}
    >
      <Menu.Target>
        <ActionIcon aria-label={t('columns')} title={t('columns')}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.columns}>
          {order
            .filter((id) => id !== 'host' || several)
            .map((id) => (
              <div key={id} role="none" onKeyDownCapture={(event) => onKeyDown(event, id)}>
                <Menu.CheckboxItem
                  checked={shown.includes(id)}
                  aria-disabled={id === FIXED_COLUMN || undefined}
                  aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                  onChange={() => toggle(id)}
                >
                  {t(`column.${id}`)}
                </Menu.CheckboxItem>
              </div>
            ))}
        </div>
        <Menu.Divider />
        <Menu.Item onClick={view.usualColumns}>{t('usualColumns')}</Menu.Item>
        <div role="none" className={classes.columnsHint}>
          {t('columnsHint')}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
});
