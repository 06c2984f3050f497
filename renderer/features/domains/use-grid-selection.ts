import { useMemo, useState } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useSelect } from '../../live/hooks.ts';
import { FITS_A_FRAME, useAtLeisure } from '../../live/leisure.ts';
import { NO_DOMAINS } from '../../live/live.ts';

export interface GridSelection {
  readonly selected: ReadonlySet<string>;
  readonly setSelected: (keys: ReadonlySet<string>) => void;
  /** The selected machines as they are now. */
  readonly chosen: readonly DomainSummary[];
}

/**
 * The selection of the list; it is what the Machine menu and its shortcuts act on while the page is shown.
 * What a search leaves out is not acted on, and is selected again when it is found again.
 */
export function useGridSelection(domains: readonly DomainSummary[]): GridSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // At once, so that a key that is pressed right after acts on them; of very many the rows show it first.
  const settled = useAtLeisure(selected, selected.size > FITS_A_FRAME);
  const chosen = useMemo(() => {
    // Between the two nothing is chosen: a key that is quicker must not act on what was selected before.
    if (settled !== selected || settled.size === 0) return NO_DOMAINS;
    return domains.filter(({ key }) => settled.has(key));
  }, [domains, settled, selected]);
  useSelect(chosen);
  return useMemo(() => ({ selected, setSelected, chosen }), [selected, chosen]);
}
