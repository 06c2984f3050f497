// The machine's state beside its name: sign, word, reason or elapsed time, and its title.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { lookOf, stateKeyOf } from '../../../live/domain-rules.ts';
import { useNow } from '../../../live/hooks.ts';
import { useFormat } from '../../../ui/format.ts';
import { StateBadge } from '../../../ui/state.tsx';
import classes from './machine.module.css';
import { useReason } from './reasons.ts';

// A hostile title may be megabytes; nobody reads more in a heading.
const LONGEST_TITLE = 300;

export function MachineState({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('domains');
  const reason = useReason(domain);
  return (
    <>
      {domain.title !== undefined && (
        <span className={classes.title} title={domain.title.slice(0, LONGEST_TITLE)}>
          {domain.title.slice(0, LONGEST_TITLE)}
        </span>
      )}
      {domain.transition === undefined ? (
        <StateBadge
          look={lookOf(domain)}
          label={t(stateKeyOf(domain))}
          {...(reason === '' ? {} : { detail: reason })}
        />
      ) : (
        <Transition domain={domain} sinceMs={domain.transition.sinceMs} />
      )}
    </>
  );
}

function Transition({ domain, sinceMs }: { readonly domain: DomainSummary; readonly sinceMs: number }) {
  const { t } = useTranslation(['machine', 'domains']);
  const format = useFormat();
  const now = useNow(1000);
  return (
    <StateBadge
      look="busy"
      label={t(stateKeyOf(domain), { ns: 'domains' })}
      detail={t('transition.elapsed', { duration: format.duration(now - sinceMs) })}
    />
  );
}
