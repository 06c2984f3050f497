// One machine: its head with state and actions, and its tabs. Screen and serial console are handed in.
import { Tabs } from '@mantine/core';
import { type ComponentType, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { connectionOf, type DomainKey } from '../../../../shared/model/keys.ts';
import { useDomain, useFetched, useRequest } from '../../../live/hooks.ts';
import { PlaceLink } from '../../../live/links.tsx';
import type { MachineTab } from '../../../live/place.ts';
import { useReach } from '../../../live/reach.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReachGate } from '../../../ui/reach-gate.tsx';
import { MachineFailures } from '../machine-failures.tsx';
import { MachineToolbar } from '../machine-toolbar.tsx';
import classes from './machine.module.css';
import { MachineNotes } from './machine-notes.tsx';
import { MachineState } from './machine-state.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { XmlTab } from './xml-tab.tsx';

export interface MachinePageProps {
  readonly domain: DomainKey;
  readonly tab: MachineTab;
  /** What the Screen and Serial tabs show. */
  readonly screen: ComponentType<{ readonly domain: DomainKey }>;
  readonly serial: ComponentType<{ readonly domain: DomainKey }>;
  readonly onTab: (tab: MachineTab) => void;
}

export function MachinePage(props: MachinePageProps) {
  const { t } = useTranslation('machine');
  const domain = useDomain(props.domain);
  const reach = useReach(connectionOf(props.domain));

  // Another client can undefine the machine while its page is open.
  if (domain !== undefined) return <KnownMachine {...props} machine={domain} />;
  return (
    <Page title={t('title')}>
      <ReachGate {...reach}>
        <EmptyState
          title={t('gone.title')}
          action={<PlaceLink to={{ page: 'machines' }}>{t('gone.back')}</PlaceLink>}
        >
          {t('gone.text')}
        </EmptyState>
      </ReachGate>
    </Page>
  );
}

const TABS: readonly MachineTab[] = ['overview', 'screen', 'serial', 'xml'];

function KnownMachine(props: MachinePageProps & { readonly machine: DomainSummary }) {
  const { machine, tab, onTab, screen: Screen, serial: Serial } = props;
  const { t } = useTranslation('machine');
  const reach = useReach(machine.connection);
  const domains = useMemo(() => [machine], [machine]);
  const keys = useMemo(() => [machine.key], [machine.key]);
  const refresh = useRequest((api, domain: DomainKey) => api.domains.refresh({ domain }));
  const details = useFetched(
    (api) => api.domains.details({ domain: machine.key }),
    [machine.key, machine.revision, reach.reach],
  );
  // How often the difference was asked for: a new number opens the XML tab on it.
  const [diffAsked, setDiffAsked] = useState(0);

  async function readAgain() {
    await refresh.run(machine.key);
    details.again();
  }

  function showDifference() {
    setDiffAsked((count) => count + 1);
    onTab('xml');
  }

  return (
    <Page
      title={machine.name}
      aside={<MachineState domain={machine} />}
      toolbar={<MachineToolbar domains={domains} />}
      onRefresh={() => void readAgain()}
      refreshing={refresh.pending || details.pending}
      fill
    >
      <ReachGate {...reach}>
        <MachineFailures domains={keys} />
        <MachineNotes
          domain={machine}
          details={details.value}
          refreshFailure={refresh.failure}
          onShowDifference={showDifference}
        />
        <Tabs
          value={tab}
          onChange={(value) => onTab(TABS.find((one) => one === value) ?? 'overview')}
          keepMounted={false}
          className={classes.full}
        >
          <Tabs.List>
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" className={classes.body}>
            <OverviewTab domain={machine} details={details} />
          </Tabs.Panel>
          <Tabs.Panel value="screen" className={classes.full}>
            <Suspense fallback={<Loading />}>
              <Screen domain={machine.key} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="serial" className={classes.full}>
            <Suspense fallback={<Loading />}>
              <Serial domain={machine.key} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="xml" className={classes.body}>
            <XmlTab key={diffAsked} domain={machine} begin={diffAsked > 0 ? 'diff' : undefined} />
          </Tabs.Panel>
        </Tabs>
      </ReachGate>
    </Page>
  );
}
