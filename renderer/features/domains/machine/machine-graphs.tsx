// CPU, memory, disk and network of one machine over the range that was chosen.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { DomainGraphs } from '../../../graphs/graphs.tsx';
import { RangeChoice, useRange } from '../../../graphs/range-choice.tsx';
import { isActive } from '../../../live/domain-rules.ts';
import { useHost } from '../../../live/hooks.ts';
import { Section } from '../../../ui/section.tsx';
import classes from './machine.module.css';

export function MachineGraphs({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('machine');
  const [range, setRange] = useRange();
  const lacking = useHost(domain.connection)?.lacks.includes('statistics') === true;
  if (lacking) return <Quiet>{t('graphs.unsupported')}</Quiet>;
  // One that is off was perhaps on before.
  if (!isActive(domain) && range === '2min')
    return <Quiet choice={{ range, onRange: setRange }}>{t('graphs.off')}</Quiet>;
  return (
    <Section title={t('graphs.title')} tools={<RangeChoice range={range} onRange={setRange} />}>
      <DomainGraphs domain={domain.key} maxMemoryKiB={domain.maxMemoryKiB} range={range} />
    </Section>
  );
}

interface QuietProps {
  readonly choice?: Parameters<typeof RangeChoice>[0];
  readonly children: string;
}

function Quiet({ choice, children }: QuietProps) {
  const { t } = useTranslation('machine');
  return (
    <Section title={t('graphs.title')} {...(choice && { tools: <RangeChoice {...choice} /> })}>
      <p className={classes.quiet}>{children}</p>
    </Section>
  );
}
