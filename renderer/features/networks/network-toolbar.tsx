// Start and stop of one virtual network. Stopping one that machines are in asks first.
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { NetworkSummary } from '../../../shared/model/network.ts';
import { useApi, useHost } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint } from '../../ui/command.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { type NetworkActs, networkCommands } from './network-acts.ts';

interface NetworkToolbarProps {
  readonly network: NetworkSummary;
  readonly acts: NetworkActs;
  readonly compact?: boolean;
}

export function NetworkToolbar({ network, acts, compact = false }: NetworkToolbarProps) {
  const { t } = useTranslation('networks');
  const host = useHost(network.connection);
  const api = useApi();
  const [users, setUsers] = useState<readonly DomainKey[]>();
  const [looking, setLooking] = useState(false);
  const shared = {
    compact,
    pending: acts.pending(network) || looking,
    ...(acts.block === undefined ? {} : { disabledReason: t(acts.block) }),
  };

  // Who is in it is read at the moment of the question: a list from before may be wrong.
  async function askToStop() {
    setLooking(true);
    const details = await api.networks.details({ network: network.key });
    setLooking(false);
    const found = details.ok ? [...new Set(details.value.users.map((user) => user.domain))] : [];
    if (found.length > 0) setUsers(found);
    else acts.run(network, 'stop');
  }

  function stop() {
    setUsers(undefined);
    acts.run(network, 'stop');
  }

  return (
    <>
      {network.active ? (
        <ActionButton
          {...shared}
          label={t('stop')}
          icon={<IconPlayerStop size={15} />}
          onClick={() => void askToStop()}
        />
      ) : (
        <ActionButton
          {...shared}
          label={t('start')}
          icon={<IconPlayerPlay size={15} />}
          onClick={() => acts.run(network, 'start')}
        />
      )}
      {host && (
        <CommandHint
          of={network.name}
          commands={networkCommands(host, network).map(({ id, command }) => ({
            label: t(`line.${id}`),
            command,
          }))}
        />
      )}
      <Confirm
        opened={users !== undefined}
        title={t('confirmStop.title', { name: network.name })}
        confirmLabel={t('confirmStop.yes')}
        cancelLabel={t('confirmStop.no')}
        danger
        onConfirm={stop}
        onClose={() => setUsers(undefined)}
      >
        <p>{t('confirmStop.text')}</p>
        <ul>
          {users?.map((user) => (
            <li key={user}>
              <MachineLink domain={user} />
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
