// How the machines stand: as a list or as pictures, and under which heads.
import { ActionIcon, Menu, SegmentedControl } from '@mantine/core';
import { IconLayoutGrid, IconLayoutList, IconListTree } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MACHINE_GROUPINGS } from '../../../shared/model/settings.ts';
import type { MachinesViewState } from './use-machines-view.ts';

export function GroupMenu({ view }: { readonly view: MachinesViewState }) {
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
            <Menu.RadioItem key={by} value={by}>
              {t(`groupBy.${by}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

const SIGNS = { list: IconLayoutList, tiles: IconLayoutGrid } as const;
const KINDS = ['list', 'tiles'] as const;

export function ViewSwitch({ view }: { readonly view: MachinesViewState }) {
  const { t } = useTranslation('domains');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('view.label')}
      value={view.kind}
      onChange={view.show}
      data={KINDS.map((kind) => {
        const Sign = SIGNS[kind];
        return {
          value: kind,
          label: <Sign size={16} role="img" aria-label={t(`view.${kind}`)} />,
        };
      })}
    />
  );
}
