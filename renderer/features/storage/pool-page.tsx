// One storage pool: what it is, how full, and its volumes.
import { useTranslation } from 'react-i18next';
import { connectionOf, type PoolKey } from '../../../shared/model/keys.ts';
import type { PoolDetails, PoolSummary } from '../../../shared/model/storage.ts';
import { type Fetched, useFetched, usePool } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { useReach } from '../../live/reach.ts';
import { DefinitionSection } from '../../ui/code/definition-section.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { Section } from '../../ui/section.tsx';
import { isActive, type PoolActs, usePoolActs } from './pool-acts.ts';
import { PoolFailure } from './pool-failure.tsx';
import { PoolToolbar } from './pool-toolbar.tsx';
import { PoolAutostart, PoolStateBadge, PoolUse, usePoolType } from './pool-words.tsx';
import { VolumesSection } from './volumes-section.tsx';

export function PoolPage({ pool: key }: { readonly pool: PoolKey }) {
  const { t } = useTranslation('storage');
  const pool = usePool(key);
  const reach = useReach(connectionOf(key));

  if (pool !== undefined) return <KnownPool pool={pool} />;
  return (
    <Page title={t('title')}>
      <ReachGate {...reach}>
        <EmptyState
          title={t('gone.title')}
          action={
            <PlaceLink to={{ page: 'pools', connection: connectionOf(key) }}>{t('gone.back')}</PlaceLink>
          }
        >
          {t('gone.text')}
        </EmptyState>
      </ReachGate>
    </Page>
  );
}

function KnownPool({ pool }: { readonly pool: PoolSummary }) {
  const reach = useReach(pool.connection);
  const acts = usePoolActs(pool.connection);
  const details = useFetched(
    (api) => api.pools.details({ pool: pool.key }),
    [pool.key, pool.state, reach.reach],
  );

  return (
    <Page
      title={pool.name}
      aside={<PoolStateBadge pool={pool} />}
      toolbar={<PoolToolbar pool={pool} acts={acts} onRefreshed={details.again} />}
      onRefresh={details.again}
      refreshing={details.pending}
    >
      <ReachGate {...reach}>
        <PoolFailure acts={acts} />
        <PoolBody pool={pool} acts={acts} details={details} />
      </ReachGate>
    </Page>
  );
}

interface PoolBodyProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
  readonly details: Fetched<PoolDetails>;
}

function PoolBody({ pool, acts, details }: PoolBodyProps) {
  const { t } = useTranslation('storage');
  return (
    <>
      <PoolFacts pool={pool} acts={acts} />
      <VolumesSection pool={pool} active={isActive(pool)} details={details} />
      {details.value !== undefined && (
        <DefinitionSection
          text={details.value.xml}
          title={t('xml.title')}
          label={t('xml.label', { name: pool.name })}
        />
      )}
    </>
  );
}

function PoolFacts({ pool, acts }: { readonly pool: PoolSummary; readonly acts: PoolActs }) {
  const { t } = useTranslation('storage');
  const format = useFormat();
  const typeName = usePoolType();
  return (
    <Section title={t('facts.title')}>
      <Facts
        facts={[
          { label: t('columns.type'), value: typeName(pool.type) },
          { label: t('columns.path'), value: pool.path ?? '—', code: true },
          { label: t('columns.use'), value: <PoolUse pool={pool} /> },
          {
            label: t('columns.free'),
            value: pool.capacityBytes === 0 ? '—' : format.bytes(pool.availableBytes),
          },
          { label: t('autostart'), value: <PoolAutostart pool={pool} acts={acts} /> },
          {
            label: t('facts.definition'),
            value: t(pool.persistent ? 'facts.persistent' : 'transient'),
          },
          { label: t('facts.uuid'), value: pool.uuid, code: true },
        ]}
      />
    </Section>
  );
}
