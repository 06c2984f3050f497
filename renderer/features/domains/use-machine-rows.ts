// From the machines that a page is about to the rows that it draws: searched, sorted, grouped.
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useHosts } from '../../live/hooks.ts';
import { useSampleOf } from '../../live/measured.ts';
import { type MachineSearch, useMachineSearch } from '../../live/search/hooks.ts';
import type { Grouping } from '../../ui/data-grid-types.ts';
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

function useGrouping(
  rows: readonly DomainSummary[],
  by: MachinesViewState['groupBy'],
): Grouping<DomainSummary> | undefined {
  const { t } = useTranslation('domains');
  const hosts = useHosts();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const onFold = useCallback((id: string, fold: boolean) => {
    setFolded((before) => new Set(fold ? [...before, id] : [...before].filter((one) => one !== id)));
  }, []);
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
