// What a right click on a host or on one of its branches offers.
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { openInNewWindow } from '../../live/desktop.ts';
import { useApi, useNavigate } from '../../live/hooks.ts';
import { hashOf } from '../../live/place.ts';
import type { SidebarRow } from './sidebar-rows.ts';

export interface HostMenuProps {
  readonly row: SidebarRow;
  /** Asks first. */
  readonly onRemove: () => void;
}

/** How connecting went is in the model: the host's state says it. */
export function HostMenu({ row, onRemove }: HostMenuProps) {
  const { t } = useTranslation('app');
  const api = useApi();
  const navigate = useNavigate();
  const connection = row.host.id;
  const up = row.host.state === 'connected' || row.host.state === 'connecting';
  return (
    <>
      <Menu.Item onClick={() => navigate(row.place)}>{t('open')}</Menu.Item>
      <Menu.Item onClick={() => openInNewWindow(hashOf(row.place))}>{t('tab.newWindow')}</Menu.Item>
      {row.kind === 'host' && (
        <>
          <Menu.Divider />
          {!up && (
            <Menu.Item onClick={() => void api.connections.connect({ connection })}>
              {t('host.connect')}
            </Menu.Item>
          )}
          {up && (
            <Menu.Item onClick={() => void api.connections.disconnect({ connection })}>
              {t('host.disconnect')}
            </Menu.Item>
          )}
          <Menu.Item onClick={onRemove}>{t('host.remove')}</Menu.Item>
        </>
      )}
    </>
  );
}
