// What a right click on a host or on one of its branches offers.
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { openInNewWindow } from '../../live/desktop.ts';
import { useApi, useHosts, useNavigate } from '../../live/hooks.ts';
import { hashOf } from '../../live/place.ts';
import { moved } from '../../live/host-order.ts';
import type { SidebarRow } from './sidebar-rows.ts';

export interface HostMenuProps {
  readonly row: SidebarRow;
  readonly onEdit: () => void;
  /** Asks first. */
  readonly onRemove: () => void;
}

interface HostProps {
  readonly host: HostSummary;
}

function ShellItems({ host }: HostProps) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const connection = host.id;
  return (
    <>
      {(host.hasShell || host.hasVirsh) && <Menu.Divider />}
      {host.hasShell && (
        <Menu.Item onClick={() => navigate({ page: 'host-shell', connection })}>{t('host.shell')}</Menu.Item>
      )}
      {host.hasVirsh && (
        <Menu.Item onClick={() => navigate({ page: 'virsh-shell', connection })}>{t('host.virsh')}</Menu.Item>
      )}
    </>
  );
}

/** The new order is in the model when it is kept. */
function OrderItems({ host }: HostProps) {
  const { t } = useTranslation('app');
  const api = useApi();
  const ids = useHosts().map(({ id }) => id);
  if (ids.length < 2) return null;
  const item = (by: -1 | 1, label: string) => {
    const connections = moved(ids, host.id, by);
    return (
      <Menu.Item
        disabled={connections === undefined}
        onClick={() =>
          connections !== undefined && void api.connections.reorder({ connections: [...connections] })
        }
      >
        {label}
      </Menu.Item>
    );
  };
  return (
    <>
      <Menu.Divider />
      {item(-1, t('host.moveUp'))}
      {item(1, t('host.moveDown'))}
    </>
  );
}

/** How connecting went is in the model: the host's state says it. */
function ConnectItem({ host }: HostProps) {
  const { t } = useTranslation('app');
  const api = useApi();
  const connection = host.id;
  const up = host.state === 'connected' || host.state === 'connecting';
  return up ? (
    <Menu.Item onClick={() => void api.connections.disconnect({ connection })}>
      {t('host.disconnect')}
    </Menu.Item>
  ) : (
    <Menu.Item onClick={() => void api.connections.connect({ connection })}>{t('host.connect')}</Menu.Item>
  );
}

/** A host that waits for its next try can be left alone. */
function StopItem({ host }: HostProps) {
  const { t } = useTranslation('app');
  const api = useApi();
  if (host.state !== 'lost' && host.state !== 'failed') return null;
  return (
    <Menu.Item onClick={() => void api.connections.disconnect({ connection: host.id })}>
      {t('host.stop')}
    </Menu.Item>
  );
}

export function HostMenu({ row, onEdit, onRemove }: HostMenuProps) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { host } = row;
  return (
    <>
      <Menu.Item onClick={() => navigate(row.place)}>{t('open')}</Menu.Item>
      <Menu.Item onClick={() => openInNewWindow(hashOf(row.place))}>{t('tab.newWindow')}</Menu.Item>
      {row.kind === 'host' && (
        <>
          <ShellItems host={host} />
          <Menu.Divider />
          <ConnectItem host={host} />
          <StopItem host={host} />
          <Menu.Item onClick={onEdit}>{t('host.edit')}</Menu.Item>
          <OrderItems host={host} />
          <Menu.Divider />
          <Menu.Item onClick={onRemove}>{t('host.remove')}</Menu.Item>
        </>
      )}
    </>
  );
}
