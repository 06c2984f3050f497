import { ActionIcon, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHosts } from '../../live/hooks.ts';
import { COLUMN_IDS, FIXED_COLUMN } from './machine-columns.tsx';
import type { GridSettings } from './use-grid-settings.ts';

/** Chooses the columns of the machines grid. */
export function ColumnsMenu({ settings }: { readonly settings: GridSettings }) {
  const { t } = useTranslation('domains');
  const several = useHosts().length > 1;
  const ids = COLUMN_IDS.filter((id) => id !== FIXED_COLUMN && (id !== 'host' || several));
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t('columns')}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ids.map((id) => {
          const shown = settings.columns.includes(id);
          return (
            <Menu.CheckboxItem key={id} checked={shown} onChange={() => settings.toggleColumn(id)}>
              {t(`column.${id}`)}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={settings.usualColumns}>{t('usualColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
