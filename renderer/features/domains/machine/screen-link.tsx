// The machine's screen as it is now, small; a click goes to the screen itself.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { hashOf } from '../../../live/place.ts';
import { MachineScreen, useScreenObstacle } from '../machine-screen.tsx';
import classes from './machine.module.css';

/** Nothing for a machine that has no picture now. */
export function ScreenLink({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  if (useScreenObstacle(domain) !== undefined) return null;
  const href = hashOf({ page: 'machine', domain: domain.key, tab: 'screen' });
  return (
    <a className={classes.screen} href={href} aria-label={t('openScreen')} title={t('openScreen')}>
      <MachineScreen domain={domain} />
    </a>
  );
}
