// What a virtual network is, in words.
import { useTranslation } from 'react-i18next';
import type { NetworkAddress, NetworkSummary } from '../../../shared/model/network.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import type { NetworkActs } from './network-acts.ts';
import { cidr, NetworkAutostart } from './network-words.tsx';
import { BridgeOf } from './networks-page.tsx';

interface NetworkFactsProps {
  readonly network: NetworkSummary;
  readonly acts: NetworkActs;
}

export function NetworkFacts({ network, acts }: NetworkFactsProps) {
  const { t } = useTranslation('networks');
  const addresses = useAddressFacts(network.addresses);
  const facts: readonly Fact[] = [
    ...(network.title === undefined ? [] : [{ label: t('facts.titleField'), value: network.title }]),
    {
      label: t('facts.mode'),
      value: `${t(`mode.${network.mode}`)} — ${t(`modeText.${network.mode}`)}`,
    },
    { label: t('facts.bridge'), value: <BridgeOf network={network} /> },
    ...addresses,
    ...(network.domainName === undefined
      ? []
      : [{ label: t('facts.domainName'), value: network.domainName, code: true }]),
    { label: t('autostart'), value: <NetworkAutostart network={network} acts={acts} /> },
    {
      label: t('facts.definition'),
      value: t(network.persistent ? 'facts.persistent' : 'transient'),
    },
    { label: t('facts.uuid'), value: network.uuid, code: true },
  ];
  return (
    <Section title={t('facts.title')}>
      <Facts facts={facts} />
    </Section>
  );
}

/** All addresses in one fact, all DHCP ranges in another: a network may have one of each IP version. */
function useAddressFacts(addresses: readonly NetworkAddress[]): readonly Fact[] {
  const { t } = useTranslation('networks');
  if (addresses.length === 0) return [{ label: t('facts.address'), value: t('facts.noAddress') }];
  const ranges = addresses.flatMap((address) => address.dhcpRanges);
  return [
    { label: t('facts.address'), value: addresses.map(cidr).join(', '), code: true },
    {
      label: t('facts.dhcp'),
      value: ranges.map((range) => t('facts.dhcpRange', range)).join(', ') || t('facts.noDhcp'),
    },
  ];
}
