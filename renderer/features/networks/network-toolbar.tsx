// Start and stop of one virtual network, and the commands that do the same.
import { useTranslation } from 'react-i18next';
import type { NetworkSummary } from '../../../shared/model/network.ts';
import { useActionContext } from '../../actions/context.ts';
import { networkActions } from '../../actions/network.ts';
import { useHost } from '../../live/hooks.ts';
import { ActionAsButton, ActionLines } from '../../ui/action-buttons.tsx';
import { type NetworkActs, networkLooks } from './network-acts.ts';

interface NetworkToolbarProps {
  readonly network: NetworkSummary;
  readonly acts: NetworkActs;
  readonly compact?: boolean;
}

export function NetworkToolbar({ network, acts, compact = false }: NetworkToolbarProps) {
  const { t } = useTranslation('networks');
  const host = useHost(network.connection);
  const actions = networkActions(network, useActionContext());
  const looks = host === undefined ? [] : networkLooks(host, network);
  return (
    <>
      {actions
        // Its autostart is a switch of its own.
        .filter(({ group }) => group === 'run')
        .map((action) => (
          <ActionAsButton key={action.id} action={action} compact={compact} pending={acts.pending(network)} />
        ))}
      <ActionLines
        actions={actions}
        of={network.name}
        more={looks.map(({ id, command }) => ({ label: t(`line.${id}`), command }))}
      />
    </>
  );
}
