// All storage pools of one host.
import { IconDatabase } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { useHost, usePools, useRequest } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { useReach } from '../../live/reach.ts';
import { virshLine } from '../../live/shell-words.ts';
import { CommandHint, CommandLine } from '../../ui/command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { MiddleText } from '../../ui/middle-text.tsx';
import { Page } from '../../ui/page.tsx';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { type PoolActs, usePoolActs } from './pool-acts.ts';
import { PoolFailure } from './pool-failure.tsx';
import { PoolToolbar } from './pool-toolbar.tsx';
import { PoolAutostart, PoolStateBadge, PoolUse, usePoolType } from './pool-words.tsx';

// libvirt's own default for images of the system's machines.
const USUAL_FOLDER = '/var/lib/libvirt/images';

export function PoolsPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('storage');
  const host = useHost(connection);
  const reach = useReach(connection);
  const refresh = useRequest((api, id: ConnectionId) => api.connections.refresh({ connection: id }));
  const title = host === undefined ? t('title') : t('titleOf', { host: host.name });

  return (
    <Page
      title={title}
      onRefresh={() => void refresh.run(connection)}
      refreshing={refresh.pending}
      toolbar={
        host && <CommandHint commands={[virshLine(host, 'pool-list', '--all', '--details')]} of={title} />
      }
    >
      <ReachGate {...reach}>
        {refresh.failure && (
          <FailureNote failure={refresh.failure} action={t('failed.list')} onClose={refresh.clear} />
        )}
        {host !== undefined && <PoolsOf host={host} label={title} />}
      </ReachGate>
    </Page>
  );
}

function PoolsOf({ host, label }: { readonly host: HostSummary; readonly label: string }) {
  const { t } = useTranslation('storage');
  const pools = usePools(host.id);
  const acts = usePoolActs(host.id);
  const columns = useColumns(acts);

  if (host.lacks.includes('pools'))
    return <EmptyState title={t('unsupported.title')}>{t('unsupported.text')}</EmptyState>;
  if (pools.length === 0)
    return (
      <EmptyState icon={<IconDatabase size={32} stroke={1.5} />} title={t('empty.title')}>
        {t('empty.text')}
        {!host.readOnly && <FirstPool host={host} />}
      </EmptyState>
    );
  return (
    <>
      <PoolFailure acts={acts} />
      <PlainTable label={label} columns={columns} rows={pools} rowKey={(pool) => pool.key} empty="" />
    </>
  );
}

function FirstPool({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('storage');
  return (
    <>
      <p>{t('empty.command')}</p>
      <CommandLine command={virshLine(host, 'pool-define-as', 'default', 'dir', '--target', USUAL_FOLDER)} />
      <CommandLine command={virshLine(host, 'pool-start', 'default')} />
    </>
  );
}

function useColumns(acts: PoolActs): readonly PlainColumn<PoolSummary>[] {
  const { t } = useTranslation('storage');
  const typeName = usePoolType();
  return [
    {
      id: 'name',
      header: t('columns.name'),
      cell: (pool) => <PlaceLink to={{ page: 'pool', pool: pool.key }}>{pool.name}</PlaceLink>,
    },
    { id: 'state', header: t('columns.state'), cell: (pool) => <PoolStateBadge pool={pool} /> },
    { id: 'type', header: t('columns.type'), cell: (pool) => typeName(pool.type) },
    {
      id: 'path',
      header: t('columns.path'),
      cell: (pool) => <MiddleText text={pool.path ?? '—'} />,
      code: true,
      most: 180,
    },
    { id: 'use', header: t('columns.use'), cell: (pool) => <PoolUse pool={pool} /> },
    {
      id: 'autostart',
      header: t('columns.autostart'),
      cell: (pool) => <PoolAutostart pool={pool} acts={acts} />,
    },
    {
      id: 'actions',
      header: t('columns.actions'),
      cell: (pool) => <PoolToolbar pool={pool} acts={acts} compact />,
    },
  ];
}
