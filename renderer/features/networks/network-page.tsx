// One virtual network: what it is, who is in it, and its DHCP leases.
import { useTranslation } from 'react-i18next';
import { connectionOf, type NetworkKey } from '../../../shared/model/keys.ts';
import type { NetworkDetails, NetworkSummary } from '../../../shared/model/network.ts';
import { useFetched, useNetwork } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { useReach } from '../../live/reach.ts';
import { DefinitionSection } from '../../ui/code/definition-section.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { LeasesSection } from './leases-section.tsx';
import { useNetworkActs } from './network-acts.ts';
import { NetworkFacts } from './network-facts.tsx';
import { NetworkToolbar } from './network-toolbar.tsx';
import { NetworkFailure, NetworkStateBadge } from './network-words.tsx';
import { UsersSection } from './users-section.tsx';

export function NetworkPage({ network: key }: { readonly network: NetworkKey }) {
  const { t } = useTranslation('networks');
  const network = useNetwork(key);
  const reach = useReach(connectionOf(key));

  if (network !== undefined) return <KnownNetwork network={network} />;
  return (
    <Page title={t('title')}>
      <ReachGate {...reach}>
        <EmptyState
          title={t('gone.title')}
          action={
            <PlaceLink to={{ page: 'networks', connection: connectionOf(key) }}>{t('gone.back')}</PlaceLink>
          }
        >
          {t('gone.text')}
        </EmptyState>
      </ReachGate>
    </Page>
  );
}

function KnownNetwork({ network }: { readonly network: NetworkSummary }) {
  const { t } = useTranslation('networks');
  const reach = useReach(network.connection);
  const acts = useNetworkActs(network.connection);
  const details = useFetched(
    (api) => api.networks.details({ network: network.key }),
    [network.key, network.active, reach.reach],
  );

  return (
    <Page
      title={network.name}
      aside={<NetworkStateBadge network={network} />}
      toolbar={<NetworkToolbar network={network} acts={acts} />}
      onRefresh={details.again}
      refreshing={details.pending}
    >
      <ReachGate {...reach}>
        <NetworkFailure acts={acts} />
        <NetworkFacts network={network} acts={acts} />
        {details.failure && (
          <FailureNote failure={details.failure} action={t('failed.details', { name: network.name })} />
        )}
        {details.value === undefined && details.failure === undefined && <Loading />}
        {details.value !== undefined && <Details network={network} details={details.value} />}
      </ReachGate>
    </Page>
  );
}

interface DetailsProps {
  readonly network: NetworkSummary;
  readonly details: NetworkDetails;
}

function Details({ network, details }: DetailsProps) {
  const { t } = useTranslation('networks');
  return (
    <>
      <UsersSection users={details.users} />
      <LeasesSection active={network.active} leases={details.leases} />
      <DefinitionSection
        text={details.xml}
        title={t('xml.title')}
        label={t('xml.label', { name: network.name })}
      />
    </>
  );
}
