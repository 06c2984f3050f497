// One machine as a picture of its screen, with its name, its state and how busy it is.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { isRunning, lookOf, stateKeyOf } from '../../live/domain-rules.ts';
import { useDomainSample } from '../../live/measured.ts';
import { useFormat } from '../../ui/format.ts';
import { StateBadge } from '../../ui/state.tsx';
import { MachineScreen } from './machine-screen.tsx';
import classes from './tiles.module.css';

interface TileProps {
  readonly domain: DomainSummary;
}

function Cpu({ domain }: TileProps) {
  const { t } = useTranslation('domains');
  const format = useFormat();
  const percent = useDomainSample(domain.key)?.cpuPercent ?? GAP;
  if (percent === GAP) return null;
  return (
    <span className={classes.cpu} title={t('column.cpu')}>
      {format.percent(percent)}
    </span>
  );
}

export function MachineTile({ domain }: TileProps) {
  const { t } = useTranslation('domains');
  return (
    <>
      <span className={classes.screen}>
        <MachineScreen domain={domain} />
      </span>
      <span className={classes.caption}>
        <span className={classes.name} title={domain.name}>
          <bdi>{domain.name.slice(0, 200)}</bdi>
        </span>
        <span className={classes.facts}>
          <StateBadge look={lookOf(domain)} label={t(stateKeyOf(domain))} />
          {isRunning(domain) && <Cpu domain={domain} />}
        </span>
      </span>
    </>
  );
}
