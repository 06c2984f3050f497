// The DHCP leases of a virtual network and when they end.
import { useTranslation } from 'react-i18next';
import type { Lease } from '../../../shared/model/network.ts';
import { useNow } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { useFormat } from '../../ui/format.ts';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { cidr } from './network-words.tsx';

interface LeasesSectionProps {
  readonly active: boolean;
  readonly leases: readonly Lease[];
}

export function LeasesSection({ active, leases }: LeasesSectionProps) {
  const { t } = useTranslation('networks');
  const columns = useColumns();
  return (
    <Section title={t('leases.title')}>
      <PlainTable
        label={t('leases.title')}
        columns={columns}
        rows={leases}
        rowKey={(lease) => `${lease.mac} ${lease.address}`}
        empty={t(active ? 'leases.none' : 'leases.inactive')}
      />
    </Section>
  );
}

function useColumns(): readonly PlainColumn<Lease>[] {
  const { t } = useTranslation('networks');
  return [
    { id: 'address', header: t('leases.address'), cell: cidr, code: true },
    { id: 'mac', header: t('leases.mac'), cell: (lease) => lease.mac, code: true },
    { id: 'hostname', header: t('leases.hostname'), cell: (lease) => lease.hostname ?? '—' },
    {
      id: 'machine',
      header: t('leases.machine'),
      cell: (lease) => (lease.domain === undefined ? '—' : <MachineLink domain={lease.domain} />),
    },
    { id: 'expires', header: t('leases.expires'), cell: (lease) => <Expiry at={lease.expiresAtMs} /> },
  ];
}

function Expiry({ at }: { readonly at: number | undefined }) {
  const { t } = useTranslation('networks');
  const format = useFormat();
  const now = useNow(10_000);
  if (at === undefined) return <>{t('leases.never')}</>;
  return (
    <span title={format.dateTime(at)}>{at <= now ? t('leases.expired') : format.relative(at, now)}</span>
  );
}
