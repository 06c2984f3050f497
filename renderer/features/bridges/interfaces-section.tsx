// Network devices of the host that are not bridges: cards, bonds, VLANs.
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { HostInterface } from '../../../shared/model/network.ts';
import type { Fetched } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useFormat } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { StateBadge } from '../../ui/state.tsx';

interface InterfacesSectionProps {
  readonly host: HostSummary;
  readonly interfaces: Fetched<readonly HostInterface[]>;
}

export function InterfacesSection({ host, interfaces }: InterfacesSectionProps) {
  const { t } = useTranslation('networks');
  const columns = useColumns();
  const lacking = host.lacks.includes('interfaces');
  const { value, failure } = interfaces;
  return (
    <Section title={t('bridges.interfaces.title')}>
      {failure !== undefined && !lacking && (
        <FailureNote failure={failure} action={t('bridges.interfaces.failed')} />
      )}
      {value === undefined && failure === undefined && !lacking && <Loading />}
      {(value !== undefined || lacking) && (
        <PlainTable
          label={t('bridges.interfaces.title')}
          columns={columns}
          rows={value ?? []}
          rowKey={(device) => device.name}
          empty={t(lacking ? 'bridges.interfaces.unsupported' : 'bridges.interfaces.none')}
        />
      )}
    </Section>
  );
}

function useColumns(): readonly PlainColumn<HostInterface>[] {
  const { t } = useTranslation('networks');
  return [
    { id: 'name', header: t('bridges.interfaces.name'), cell: (device) => device.name, code: true },
    {
      id: 'kind',
      header: t('bridges.interfaces.kind'),
      cell: (device) => t(`bridges.interfaces.kinds.${device.kind}`),
    },
    {
      id: 'state',
      header: t('bridges.interfaces.state'),
      cell: (device) => <LinkState active={device.active} />,
    },
    { id: 'mac', header: t('bridges.interfaces.mac'), cell: (device) => device.mac ?? '—', code: true },
    {
      id: 'speed',
      header: t('bridges.interfaces.speed'),
      cell: (device) => <Speed mbit={device.speedMbit} />,
      align: 'end',
    },
    {
      id: 'addresses',
      header: t('bridges.interfaces.addresses'),
      cell: (device) => device.addresses.join(', ') || '—',
      code: true,
    },
    {
      id: 'upper',
      header: t('bridges.interfaces.upper'),
      cell: (device) => device.upper ?? '—',
      code: true,
    },
  ];
}

function LinkState({ active }: { readonly active: boolean | undefined }) {
  const { t } = useTranslation('networks');
  if (active === undefined) return <>—</>;
  return <StateBadge look={active ? 'running' : 'off'} label={t(active ? 'bridges.up' : 'bridges.down')} />;
}

function Speed({ mbit }: { readonly mbit: number | undefined }) {
  const { t } = useTranslation('networks');
  const format = useFormat();
  // A link that is down reports 0.
  if (mbit === undefined || mbit <= 0) return <>—</>;
  if (mbit < 1000) return <>{t('bridges.interfaces.mbit', { speed: format.number(mbit) })}</>;
  return <>{t('bridges.interfaces.gbit', { speed: format.number(mbit / 1000) })}</>;
}
