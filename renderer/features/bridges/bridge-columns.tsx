// The columns of the table of bridges.
import { useTranslation } from 'react-i18next';
import type { BridgePort, BridgeSummary } from '../../../shared/model/network.ts';
import { MachineLink, NetworkLink } from '../../live/links.tsx';
import type { PlainColumn } from '../../ui/plain-table.tsx';
import { StateBadge } from '../../ui/state.tsx';
import classes from './bridges.module.css';

export function useBridgeColumns(): readonly PlainColumn<BridgeSummary>[] {
  const { t } = useTranslation('networks');
  return [
    { id: 'name', header: t('bridges.name'), cell: (bridge) => bridge.name, code: true },
    {
      id: 'state',
      header: t('bridges.state'),
      cell: ({ active }) => (
        <StateBadge look={active ? 'running' : 'off'} label={t(active ? 'bridges.up' : 'bridges.down')} />
      ),
    },
    { id: 'mac', header: t('bridges.mac'), cell: (bridge) => bridge.mac ?? '—', code: true },
    { id: 'stp', header: t('bridges.stp'), cell: (bridge) => <Stp on={bridge.stp} /> },
    {
      id: 'addresses',
      header: t('bridges.addresses'),
      cell: (bridge) => bridge.addresses.join(', ') || '—',
      code: true,
    },
    { id: 'ports', header: t('bridges.ports'), cell: (bridge) => <Ports ports={bridge.ports} /> },
    {
      id: 'madeBy',
      header: t('bridges.madeBy'),
      cell: ({ network }) =>
        network === undefined ? (
          t('bridges.host')
        ) : (
          <span className={classes.madeBy}>
            {t('bridges.network')} <NetworkLink network={network} />
          </span>
        ),
    },
  ];
}

/** libvirt does not tell it for every bridge. */
function Stp({ on }: { readonly on: boolean | undefined }) {
  const { t } = useTranslation('networks');
  if (on === undefined) return <>—</>;
  return <>{t(on ? 'bridges.stpOn' : 'bridges.stpOff')}</>;
}

/** One port a line, as `brctl show` has it, with the machine at its other end. */
function Ports({ ports }: { readonly ports: readonly BridgePort[] }) {
  const { t } = useTranslation('networks');
  if (ports.length === 0) return <>{t('bridges.noPorts')}</>;
  return (
    <ul className={classes.ports}>
      {ports.map((port) => (
        <li key={port.name}>
          <code>{port.name}</code>
          {port.domain !== undefined && <MachineLink domain={port.domain} />}
        </li>
      ))}
    </ul>
  );
}
