// The machine at a glance: live graphs, what it is, its devices.
import { useTranslation } from 'react-i18next';
import type { DomainDetails, DomainSummary } from '../../../../shared/model/domain.ts';
import type { Fetched } from '../../../live/hooks.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { DeviceList } from './device-list.tsx';
import classes from './machine.module.css';
import { MachineFacts } from './machine-facts.tsx';
import { MachineGraphs } from './machine-graphs.tsx';
import { ScreenLink } from './screen-link.tsx';

interface OverviewTabProps {
  readonly domain: DomainSummary;
  readonly details: Fetched<DomainDetails>;
}

export function OverviewTab({ domain, details }: OverviewTabProps) {
  const { t } = useTranslation('machine');
  return (
    <>
      <div className={classes.top}>
        <ScreenLink domain={domain} />
        <MachineGraphs domain={domain} />
      </div>
      <MachineFacts domain={domain} details={details.value} />
      {details.failure && <FailureNote failure={details.failure} action={t('detailsFailed')} />}
      {details.value === undefined && details.failure === undefined && <Loading />}
      {details.value !== undefined && <DeviceList devices={details.value.devices} />}
    </>
  );
}
