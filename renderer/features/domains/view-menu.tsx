// How the machines stand: as a list or as pictures, and under which heads.
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconLayoutGrid, IconLayoutList, IconListTree } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { MACHINE_GROUPINGS } from '../../../shared/model/settings.ts';
import type { ColumnId } from './column-ids.ts';
import { isRate } from './machine-orders.ts';
import classes from './machines.module.css';
import type { MachinesViewState } from './use-machines-view.ts';

export const GroupMenu = memo(function GroupMenu({ view }: { readonly view: MachinesViewState }) {
  const { t } = useTranslation('domains');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          aria-label={t('groupBy.label')}
          title={t('groupBy.label')}
          variant={view.groupBy === 'none' ? 'subtle' : 'light'}
        >
          <IconListTree size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('groupBy.label')}</Menu.Label>
        <Menu.RadioGroup
          value={view.groupBy}
          onChange={(value) => {
            const by = MACHINE_GROUPINGS.find((one) => one === value);
            if (by !== undefined) view.group(by);
          }}
        >
          {MACHINE_GROUPINGS.map((by) => (
            <Menu.RadioItem key={by} value={by} closeMenuOnClick>
              {t(`groupBy.${by}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
});

/** Where there are no heads of columns to click on. */
const SORTABLE: readonly ColumnId[] = [
  'name',
  'state',
  'cpu',
  'memoryUse',
  'disk',
  'net',
  'os',
  'group',
  'host',
];

export const SortMenu = memo(function SortMenu({ view }: { readonly view: MachinesViewState }) {
  const { t } = useTranslation('domains');
  const [first = { column: 'name', descending: false }] = view.sorting;
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t('sortBy.label')} title={t('sortBy.label')}>
          <IconArrowsSort size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('sortBy.label')}</Menu.Label>
        <Menu.RadioGroup
          value={first.column}
          onChange={(column) => view.sort([{ column, descending: isRate(column) }])}
        >
          {SORTABLE.map((id) => (
            <Menu.RadioItem key={id} value={id}>
              {t(`column.${id}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={first.descending}
          onChange={() => view.sort([{ ...first, descending: !first.descending }])}
        >
          {t('sortBy.descending')}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
});

const SIGNS = { list: IconLayoutList, tiles: IconLayoutGrid } as const;
const KINDS = ['list', 'tiles'] as const;

export const ViewSwitch = memo(function ViewSwitch({ view }: { readonly view: MachinesViewState }) {
  const { t } = useTranslation('domains');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame
    <div role="group" aria-label={t('view.label')} className={classes.switch}>
      {KINDS.map((kind) => {
        const Sign = SIGNS[kind];
        return (
          <ActionIcon
            key={kind}
            aria-label={t(`view.${kind}`)}
            title={t(`view.${kind}`)}
            aria-pressed={view.kind === kind}
            variant={view.kind === kind ? 'light' : 'subtle'}
            onClick={() => view.show(kind)}
          >
            <Sign size={16} aria-hidden />
          </ActionIcon>
        );
      })}
    </div>
  );
});
