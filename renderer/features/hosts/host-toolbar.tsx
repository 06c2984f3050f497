// Connect, disconnect, and remove a host from the list.
import { IconPencil, IconPlug, IconPlugOff, IconTerminal2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useNavigate, useRequest } from '../../live/hooks.ts';
import { virshLine } from '../../live/shell-words.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint } from '../../ui/command.tsx';
import { Confirm } from '../../ui/confirm.tsx';

const LOOKS_AT = ['uri', 'hostname', 'version', 'nodeinfo', 'capabilities'];

interface HostToolbarProps {
  readonly host: HostSummary;
  readonly onEdit: () => void;
}

function ShellButtons({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const navigate = useNavigate();
  return (
    <>
      {host.hasShell && (
        <ActionButton
          label={t('hostShell')}
          icon={<IconTerminal2 size={15} />}
          onClick={() => navigate({ page: 'host-shell', connection: host.id })}
        />
      )}
      {host.hasVirsh && (
        <ActionButton
          label={t('virshShell')}
          icon={<IconTerminal2 size={15} />}
          onClick={() => navigate({ page: 'virsh-shell', connection: host.id })}
        />
      )}
    </>
  );
}

export function HostToolbar({ host, onEdit }: HostToolbarProps) {
  const { t } = useTranslation('hosts');
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const connect = useRequest((api, id: ConnectionId) => api.connections.connect({ connection: id }));
  const disconnect = useRequest((api, id: ConnectionId) => api.connections.disconnect({ connection: id }));
  const remove = useRequest((api, id: ConnectionId) => api.connections.remove({ connection: id }));
  const open = host.state === 'connected' || host.state === 'connecting';

  async function removeHost() {
    setAsking(false);
    if ((await remove.run(host.id)).ok) navigate({ page: 'machines' });
  }

  return (
    <>
      {open ? (
        <ActionButton
          label={t('disconnect')}
          icon={<IconPlugOff size={15} />}
          pending={disconnect.pending}
          onClick={() => void disconnect.run(host.id)}
        />
      ) : (
        <ActionButton
          label={t(host.state === 'disconnected' ? 'connect' : 'connectNow')}
          icon={<IconPlug size={15} />}
          pending={connect.pending}
          primary
          onClick={() => void connect.run(host.id)}
        />
      )}
      <ShellButtons host={host} />
      <ActionButton label={t('edit')} icon={<IconPencil size={15} />} onClick={onEdit} />
      <ActionButton
        label={t('remove')}
        icon={<IconTrash size={15} />}
        pending={remove.pending}
        onClick={() => setAsking(true)}
      />
      <CommandHint commands={LOOKS_AT.map((verb) => virshLine(host, verb))} of={host.name} />
      <Confirm
        opened={asking}
        title={t('confirmRemove.title', { name: host.name })}
        confirmLabel={t('confirmRemove.yes')}
        cancelLabel={t('confirmRemove.no')}
        onConfirm={() => void removeHost()}
        onClose={() => setAsking(false)}
      >
        {t('confirmRemove.text')}
      </Confirm>
    </>
  );
}
