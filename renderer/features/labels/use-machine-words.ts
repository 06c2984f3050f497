// The machines of a dialog as they are now: one that is gone is left out.
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { useDomains } from '../../live/hooks.ts';

export interface MachineWords {
  readonly machines: readonly DomainSummary[];
  /** The name of the only one, or how many they are; of those that were there last. */
  readonly words: string;
}

export function useMachineWords(keys: readonly DomainKey[]): MachineWords {
  const { t } = useTranslation('labels');
  const domains = useDomains();
  const last = useRef('');
  return useMemo(() => {
    const wanted = new Set(keys);
    const found = domains.filter(({ key }) => wanted.has(key));
    // All of them are that list: what is known of it is not found out again.
    const machines = found.length === domains.length ? domains : found;
    const [only, ...others] = machines;
    if (only !== undefined)
      last.current = others.length === 0 ? only.name : t('machines', { count: machines.length });
    return { machines, words: last.current };
  }, [domains, keys, t]);
}
