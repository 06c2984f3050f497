// Which columns the machines grid shows and how it sorts: remembered in the settings, the same in all windows.
import { useMemo } from 'react';
import { useChangeSettings, useHosts, useSettings } from '../../live/hooks.ts';
import type { Sorting } from '../../ui/data-grid-types.ts';
import { COLUMN_IDS, type ColumnId, FIXED_COLUMN } from './machine-columns.tsx';

export interface GridSettings {
  readonly columns: readonly ColumnId[];
  readonly sorting: Sorting;
  toggleColumn(id: ColumnId): void;
  usualColumns(): void;
  sort(sorting: Sorting): void;
}

const USUAL_SORTING: Sorting = { column: 'name', descending: false };

export function useGridSettings(): GridSettings {
  const { gridColumns, gridSort } = useSettings();
  const change = useChangeSettings();
  const several = useHosts().length > 1;
  return useMemo(() => {
    const chosen: readonly string[] = gridColumns ?? COLUMN_IDS;
    const known = COLUMN_IDS.filter((id) => id === FIXED_COLUMN || chosen.includes(id));
    // With one host its column would say the same in every row.
    const columns = known.filter((id) => id !== 'host' || several);
    return {
      columns,
      sorting: gridSort ?? USUAL_SORTING,
      toggleColumn: (id) => {
        const next = known.includes(id) ? known.filter((one) => one !== id) : [...known, id];
        void change({ gridColumns: [...next] });
      },
      usualColumns: () => void change({ gridColumns: [...COLUMN_IDS] }),
      sort: (gridSorting) => void change({ gridSort: gridSorting }),
    };
  }, [gridColumns, gridSort, change, several]);
}
