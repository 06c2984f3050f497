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

interface StopQuestion {
  /** Who is in it; absent when that could not be read. */
  readonly users?: readonly DomainKey[];
}

export function NetworkToolbar({ network, acts, compact = false }: NetworkToolbarProps) {
  const { t } = useTranslation('networks');
  const host = useHost(network.connection);
  const api = useApi();
  const [question, setQuestion] = useState<StopQuestion>();
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
    if (!details.ok) setQuestion({});
    else if (details.value.users.length === 0) acts.run(network, 'stop');
    else setQuestion({ users: [...new Set(details.value.users.map((user) => user.domain))] });
  }

  function stop() {
    setQuestion(undefined);
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
        opened={question !== undefined}
        title={t('confirmStop.title', { name: network.name })}
        confirmLabel={t('confirmStop.yes')}
        cancelLabel={t('confirmStop.no')}
        danger
        onConfirm={stop}
        onClose={() => setQuestion(undefined)}
      >
        <p>{t(question?.users === undefined ? 'confirmStop.unknown' : 'confirmStop.text')}</p>
        <ul>
          {question?.users?.map((user) => (
            <li key={user}>
              <MachineLink domain={user} />
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
