// The machine that an open menu is about.
import { useEffect } from 'react';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import { useDomain } from './hooks.ts';

/** The machine as it is now; should it vanish, `close` is called, so that nothing opens when it is back. */
export function useMenuDomain(key: DomainKey | undefined, close: () => void): DomainSummary | undefined {
  const domain = useDomain(key);
  const vanished = key !== undefined && domain === undefined;
  useEffect(() => {
    if (vanished) close();
  }, [vanished, close]);
  return domain;
}
