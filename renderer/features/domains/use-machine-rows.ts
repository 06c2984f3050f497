// From the machines that a page is about to the rows that it draws: searched, sorted, grouped.
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { MachineGrouping } from '../../../shared/model/settings.ts';
import { useHosts } from '../../live/hooks.ts';
import { useSampleOf } from '../../live/measured.ts';
import { type MachineSearch, useMachineSearch } from '../../live/search/hooks.ts';
import type { Grouping } from '../../ui/data-grid-types.ts';
import { keep, readKeptWords } from '../../ui/kept.ts';
import { useSorted } from '../../ui/use-grid.ts';
import { machineGroups } from './machine-groups.tsx';
import { isRate, machineOrders } from './machine-orders.ts';
import type { MachinesViewState } from './use-machines-view.ts';

function useOrders(sorting: MachinesViewState['sorting']) {
  const sampleOf = useSampleOf(sorting.some(({ column }) => isRate(column)));
  const hosts = useHosts();
  return useMemo(() => {
    const names = new Map(hosts.map(({ id, name }) => [id, name]));
    return machineOrders({ sampleOf, hostName: ({ connection }) => names.get(connection) ?? '' });
  }, [sampleOf, hosts]);
}

const KEY = 'guesthouse.folded';

/** Which groups of a kind are folded; one that a person made may be called like a state. */
function useFolded(by: MachineGrouping) {
  const [all, setAll] = useState(() => readKeptWords(KEY));
  const kind = `${by}/`;
  const folded = useMemo(
    () => new Set([...all].filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length))),
    [all, kind],
  );
  const onFold = useCallback(
    (id: string, fold: boolean) =>
      setAll((before) => {
        const after = new Set(before);
        if (fold) after.add(kind + id);
        else after.delete(kind + id);
        keep(KEY, [...after]);
        return after;
      }),
    [kind],
  );
  return { folded, onFold };
}

function useGrouping(
  rows: readonly DomainSummary[],
  by: MachineGrouping,
): Grouping<DomainSummary> | undefined {
  const { t } = useTranslation('domains');
  const hosts = useHosts();
  const { folded, onFold } = useFolded(by);
  const groups = useMemo(
    () => (by === 'none' ? undefined : machineGroups(rows, by, { t, hosts })),
    [rows, by, t, hosts],
  );
  return useMemo(
    () => (groups === undefined ? undefined : { groups, folded, onFold }),
    [groups, folded, onFold],
  );
}

export interface MachineRows extends MachineSearch {
  readonly grouping: Grouping<DomainSummary> | undefined;
}

export function useMachineRows(
  domains: readonly DomainSummary[],
  search: string,
  { sorting, groupBy }: MachinesViewState,
): MachineRows {
  // Sorted first: a letter more in the search box leaves rows out, and sorts nothing.
  const sorted = useSorted({ rows: domains, columns: useOrders(sorting), sorting });
  const found = useMachineSearch(sorted, search);
  const grouping = useGrouping(found.rows, groupBy);
  return useMemo(() => ({ ...found, grouping }), [found, grouping]);
}
