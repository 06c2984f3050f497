// CPU and memory of the host, and what its machines read, write, receive and send together.
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { HostGraphs } from '../../graphs/graphs.tsx';
import { RangeChoice, useRange } from '../../graphs/range-choice.tsx';
import { PlaceLink } from '../../live/links.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './hosts.module.css';

export function HostGraphsSection({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const [range, setRange] = useRange();
  if (host.lacks.includes('statistics'))
    return (
      <Section title={t('graphs.title')}>
        <p className={classes.quiet}>{t('graphs.unsupported')}</p>
      </Section>
    );
  return (
    <Section
      title={t('graphs.title')}
      tools={
        <>
          <span className={classes.more}>
            <PlaceLink to={{ page: 'performance', connection: host.id }}>{t('graphs.more')}</PlaceLink>
          </span>
          <RangeChoice range={range} onRange={setRange} />
        </>
      }
    >
      <HostGraphs connection={host.id} memoryKiB={host.facts?.memoryKiB ?? 0} range={range} />
    </Section>
  );
}
