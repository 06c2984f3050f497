// The shortcuts of actions, and the desktop's own menu of them: they act on the selected machines.
import { useEffect, useMemo } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { desktop } from '../../live/desktop.ts';
import { useDomainOperations } from '../../live/domain-operations.ts';
import { useDomains, useSelection } from '../../live/hooks.ts';
import { matchesShortcut, takesAllKeys } from '../../ui/shortcut.ts';
import { useOffers } from './use-offers.ts';

/** The selected machines as they are now; one that is gone is left out. */
export function useSelectedDomains(): readonly DomainSummary[] {
  const selection = useSelection();
  const domains = useDomains();
  return useMemo(() => {
    const wanted = new Set(selection);
    return wanted.size === 0 ? [] : domains.filter((domain) => wanted.has(domain.key));
  }, [selection, domains]);
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea') !== null;
}

export function MachineKeys() {
  const offers = useOffers(useSelectedDomains());
  const { request } = useDomainOperations();

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || takesAllKeys(event.target) || isTyped(event.target)) return;
      const hit = offers.find(
        ({ action: { shortcut } }) => shortcut !== undefined && matchesShortcut(event, shortcut),
      );
      if (hit === undefined || hit.able.length === 0) return;
      event.preventDefault();
      request(hit.action.id, hit.able);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [offers, request]);

  useEffect(() => {
    const able = offers.filter((offer) => offer.able.length > 0);
    desktop()?.setMachineActions(able.map(({ action }) => action.id));
    return desktop()?.onMachineAction((id) => {
      const hit = able.find(({ action }) => action.id === id);
      if (hit !== undefined) request(id, hit.able);
    });
  }, [offers, request]);
  return null;
}
