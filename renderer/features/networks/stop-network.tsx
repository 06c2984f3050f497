// Stops a virtual network, after a question when machines are in it.
import { useTranslation } from 'react-i18next';
import type { NetworkKey } from '../../../shared/model/keys.ts';
import { useApi, useNetwork, useNetworkActsStore } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { StopQuestion } from '../../ui/stop-question.tsx';

export function StopNetwork({
  network: key,
  onClose,
}: {
  readonly network: NetworkKey;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('networks');
  const network = useNetwork(key);
  const api = useApi();
  const { act } = useNetworkActsStore();
  if (network === undefined) return null;

  async function users() {
    const details = await api.networks.details({ network: key });
    return details.ok ? details.value.users.map((user) => user.domain) : undefined;
  }

  return (
    <StopQuestion
      name={network.name}
      t={t}
      users={users}
      userLink={(user) => <MachineLink domain={user} />}
      onStop={() => void act(network, 'stop')}
      onClose={onClose}
    />
  );
}
