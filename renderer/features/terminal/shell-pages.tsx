// The terminals of a host and of its machines.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConnectionId, connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { useDomain } from '../../live/hooks.ts';
import { type Reach, useReach } from '../../live/reach.ts';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { ShellPage } from './shell-page.tsx';

/** Counts how often the host has come back: a shell that was lost with it begins again then, and not before. */
function useVisit(reach: Reach): number {
  const [seen, setSeen] = useState({ reach, visit: 0 });
  if (seen.reach === reach) return seen.visit;
  const visit = reach === 'ready' ? seen.visit + 1 : seen.visit;
  setSeen({ reach, visit });
  return visit;
}

export function HostShellPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('terminal');
  const reach = useReach(connection);
  const visit = useVisit(reach.reach);
  const title = t('hostShell', { host: reach.host });
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`host ${connection} ${visit}`}
        open={(api, size) => api.consoles.hostShell({ connection, ...size })}
      />
    </ReachGate>
  );
}

export function VirshShellPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('terminal');
  const reach = useReach(connection);
  const visit = useVisit(reach.reach);
  const title = t('virshShell', { host: reach.host });
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`virsh ${connection} ${visit}`}
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
  const visit = useVisit(reach.reach);
  const title = t('guestShell', { machine: useDomain(domain)?.name ?? address });
  const input = { domain, address, ...(user === undefined ? {} : { user }) };
  return (
    <ReachGate {...reach}>
      <ShellPage
        title={title}
        label={title}
        subject={`guest ${domain} ${address} ${user ?? ''} ${visit}`}
        open={(api, size) => api.consoles.guestShell({ ...input, ...size })}
      />
    </ReachGate>
  );
}
