// Machines that are off can be left out of all lists; whoever leaves them out is told how many there are.
import { ActionIcon, Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../shared/model/domain.ts';
import { isActive } from './domain-rules.ts';
import { useChangeSettings, useSettings } from './hooks.ts';

/** Off, and neither in trouble nor on its way: what is left out. */
export function isStopped(domain: DomainSummary): boolean {
  return domain.state === 'off' && domain.transition === undefined && !isActive(domain);
}

export interface ShownDomains {
  readonly all: readonly DomainSummary[];
  readonly shown: readonly DomainSummary[];
  readonly hidden: number;
}

export function useShownDomains(all: readonly DomainSummary[]): ShownDomains {
  const { hideStopped } = useSettings();
  return useMemo(() => {
    if (!hideStopped) return { all, shown: all, hidden: 0 };
    const shown = all.filter((domain) => !isStopped(domain));
    return { all, shown, hidden: all.length - shown.length };
  }, [all, hideStopped]);
}

function useToggle(): readonly [hides: boolean, toggle: () => void] {
  const { hideStopped } = useSettings();
  const change = useChangeSettings();
  return [hideStopped, useCallback(() => void change({ hideStopped: !hideStopped }), [change, hideStopped])];
}

/** Says what it does, and shows whether it holds. */
export const StoppedToggle = memo(function StoppedToggle({ size = 24 }: { readonly size?: number }) {
  const { t } = useTranslation('labels');
  const [hides, toggle] = useToggle();
  const Sign = hides ? IconEyeOff : IconEye;
  return (
    <ActionIcon
      size={size}
      aria-label={t('stopped.hide')}
      aria-pressed={hides}
      title={t(hides ? 'stopped.show' : 'stopped.hide')}
      variant={hides ? 'light' : 'subtle'}
      onClick={toggle}
    >
      <Sign size={size > 20 ? 16 : 14} />
    </ActionIcon>
  );
});

/** In a place of its own: shows those that are left out. */
export function ShowStopped() {
  const { t } = useTranslation('labels');
  const [, toggle] = useToggle();
  return (
    <Button variant="default" onClick={toggle}>
      {t('stopped.show')}
    </Button>
  );
}

/** How many are left out, with the way to see them. */
export function HiddenStopped({ hidden }: { readonly hidden: number }) {
  const { t } = useTranslation('labels');
  const [, toggle] = useToggle();
  if (hidden === 0) return null;
  return (
    <div
      role="status"
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: '2px 8px',
        padding: '2px 12px',
        color: 'var(--gh-dim)',
        fontSize: 12,
      }}
    >
      {t('stopped.hidden', { count: hidden })}
      <Button variant="subtle" size="compact-xs" px={0} onClick={toggle}>
        {t('stopped.showThem')}
      </Button>
    </div>
  );
}
