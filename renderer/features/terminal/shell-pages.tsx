// The terminals of a host and of its machines.
import { useTranslation } from 'react-i18next';
import { type ConnectionId, connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { useDomain } from '../../live/hooks.ts';
import { useReach } from '../../live/reach.ts';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { ShellPage } from './shell-page.tsx';

export function HostShellPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('terminal');
  const reach = useReach(connection);
  const title = t('hostShell', { host: reach.host });
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`host ${connection} ${reach.reach}`}
        open={(api, size) => api.consoles.hostShell({ connection, ...size })}
      />
    </ReachGate>
  );
}

export function VirshShellPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('terminal');
  const reach = useReach(connection);
  const title = t('virshShell', { host: reach.host });
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`virsh ${connection} ${reach.reach}`}
        open={(api, size) => api.consoles.virshShell({ connection, ...size })}
      />
    </ReachGate>
  );
}

interface GuestShellPageProps {
  readonly domain: DomainKey;
  readonly address: string;
  readonly user?: string;
}

export function GuestShellPage({ domain, address, user }: GuestShellPageProps) {
  const { t } = useTranslation('terminal');
  const reach = useReach(connectionOf(domain));
  const title = t('guestShell', { machine: useDomain(domain)?.name ?? address });
  const input = { domain, address, ...(user === undefined ? {} : { user }) };
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`guest ${domain} ${address} ${user ?? ''} ${reach.reach}`}
        open={(api, size) => api.consoles.guestShell({ ...input, ...size })}
      />
    </ReachGate>
  );
}
