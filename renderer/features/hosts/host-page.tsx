// One host: whether and how it is connected, what it is, how busy, and what it can do.
import { Badge, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostState, HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useHost, useRequest } from '../../live/hooks.ts';
import { hostColour } from '../../live/host-colours.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { StateBadge, type StateLook } from '../../ui/state.tsx';
import { CapabilitiesSection } from './capabilities-section.tsx';
import { HostFactsSection } from './host-facts.tsx';
import { HostGraphsSection } from './host-graphs.tsx';
import { HostProblemNote } from './host-problem.tsx';
import { HostToolbar } from './host-toolbar.tsx';
import classes from './hosts.module.css';

const LOOKS: Readonly<Record<HostState, StateLook>> = {
  connecting: 'busy',
  connected: 'running',
  disconnected: 'off',
  failed: 'failed',
  lost: 'failed',
};

export interface HostPageProps {
  readonly connection: ConnectionId;
}

export function HostPage({ connection }: HostPageProps) {
  const { t } = useTranslation('hosts');
  const host = useHost(connection);
  const refresh = useRequest((api, id: ConnectionId) => api.connections.refresh({ connection: id }));
  const [round, setRound] = useState(0);

  function readAgain() {
    setRound(round + 1);
    void refresh.run(connection);
  }

  if (host === undefined) return <EmptyState title={t('gone.title')}>{t('gone.text')}</EmptyState>;
  return (
    <Page
      title={host.name}
      aside={<HostMarks host={host} />}
      toolbar={<HostToolbar host={host} />}
      refreshing={refresh.pending}
      {...(host.state === 'connected' ? { onRefresh: readAgain } : {})}
    >
      {refresh.failure && (
        <FailureNote
          failure={refresh.failure}
          action={t('refreshFailed', { name: host.name })}
          onClose={refresh.clear}
        />
      )}
      <HostBody host={host} round={round} />
    </Page>
  );
}

function HostMarks({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const colour = hostColour(host.profile.colour);
  const connecting = host.state === 'connecting';
  return (
    <>
      {colour !== undefined && (
        <span
          className={classes.colour}
          style={{ background: colour }}
          title={t(`colour.${host.profile.colour}`)}
        />
      )}
      <StateBadge
        look={LOOKS[host.state]}
        label={t(`state.${host.state}`)}
        {...(connecting && host.step !== undefined ? { detail: t(`step.${host.step}`) } : {})}
      />
      {host.transport === 'demo' && (
        <Tooltip label={t('demoWhy')}>
          <Badge variant="light" color="grape" radius="sm" tt="none">
            {t('demo')}
          </Badge>
        </Tooltip>
      )}
      {host.readOnly && (
        <Tooltip label={t('readOnlyWhy')}>
          <Badge variant="outline" color="gray" radius="sm" tt="none">
            {t('readOnly')}
          </Badge>
        </Tooltip>
      )}
    </>
  );
}

function HostBody({ host, round }: { readonly host: HostSummary; readonly round: number }) {
  const { t } = useTranslation('hosts');
  return (
    <>
      {host.problem !== undefined && <HostProblemNote host={host} problem={host.problem} />}
      {host.busy && (
        <p className={classes.note} role="status">
          {t('busy')}
        </p>
      )}
      {host.state === 'connecting' && host.facts === undefined && (
        <Loading label={t('connectingEmpty', { uri: host.uri })} />
      )}
      {host.state === 'disconnected' && host.facts === undefined && (
        <EmptyState title={t('disconnectedEmpty.title')}>{t('disconnectedEmpty.text')}</EmptyState>
      )}
      {host.profile.notes !== '' && (
        <Section title={t('notes')}>
          <p className={classes.notes}>{host.profile.notes}</p>
        </Section>
      )}
      {host.state === 'connected' && <HostGraphsSection host={host} />}
      <HostFactsSection host={host} />
      {host.state === 'connected' && <CapabilitiesSection host={host} round={round} />}
    </>
  );
}
