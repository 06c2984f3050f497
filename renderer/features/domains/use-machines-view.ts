// How the list of machines stands: remembered in the settings, the same in all windows.
import { useMemo } from 'react';
import type { ColumnChoice, MachineGrouping, MachinesView } from '../../../shared/model/settings.ts';
import { useChangeSettings, useHosts, useSettings } from '../../live/hooks.ts';
import type { Sorting, Widths } from '../../ui/data-grid-types.ts';
import { type ColumnId, FIXED_COLUMN, isColumnId, USUAL_COLUMNS } from './column-ids.ts';

export interface MachinesViewState {
  readonly kind: MachinesView['kind'];
  readonly groupBy: MachineGrouping;
  readonly sorting: readonly Sorting[];
  /** Those that are shown, in order. */
  readonly columns: readonly ColumnId[];
  readonly widths: Widths;
  show(kind: MachinesView['kind']): void;
  group(by: MachineGrouping): void;
  sort(sorting: readonly Sorting[]): void;
  /** Shows a column before another, at the end, or no more. */
  place(id: string, before: string | undefined): void;
  hide(id: string): void;
  resize(id: string, width: number): void;
  usualColumns(): void;
}

/** `id` before `before`, or at the end; what was chosen for it stays. */
export function placed(
  columns: readonly ColumnChoice[],
  id: string,
  before: string | undefined,
): readonly ColumnChoice[] {
  const choice = columns.find((one) => one.id === id) ?? { id };
  const others = columns.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  return at < 0 ? [...others, choice] : [...others.slice(0, at), choice, ...others.slice(at)];
}

/** Where there are several hosts, which one it is matters more than a title, and there is room for one of them. */
function usualColumns(several: boolean): readonly ColumnChoice[] {
  return USUAL_COLUMNS.filter((id) => !several || id !== 'title').map((id) => ({ id }));
}

function chosenColumns({ columns }: MachinesView, several: boolean): readonly ColumnChoice[] {
  if (columns === undefined) return usualColumns(several);
  return columns.some(({ id }) => id === FIXED_COLUMN) ? columns : [{ id: FIXED_COLUMN }, ...columns];
}

/** Each once, though a file changed by hand may name it twice. */
function shownIds(chosen: readonly ColumnChoice[], several: boolean): readonly ColumnId[] {
  const ids = [...new Set(chosen.map(({ id }) => id))].filter(isColumnId);
  // With one host its column would say the same in every row.
  return several ? ids : ids.filter((id) => id !== 'host');
}

export function useMachinesView(): MachinesViewState {
  const { machinesView: view } = useSettings();
  const save = useChangeSettings();
  const several = useHosts().length > 1;
  return useMemo(() => {
    const chosen = chosenColumns(view, several);
    const change = (part: Partial<MachinesView>) =>
      void save({ machinesView: writable({ ...view, ...part }) });
    const { kind, groupBy, sort: sorting } = view;
    return {
      kind,
      groupBy,
      sorting,
      columns: shownIds(chosen, several),
      widths: Object.fromEntries(
        chosen.flatMap(({ id, width }) => (width === undefined ? [] : [[id, width] as const])),
      ),
      show: (next) => change({ kind: next }),
      group: (by) => change({ groupBy: by }),
      sort: (sort) => change({ sort }),
      place: (id, before) => change({ columns: placed(chosen, id, before) }),
      hide: (id) => change({ columns: chosen.filter((one) => one.id !== id) }),
      resize: (id, width) =>
        change({ columns: chosen.map((one) => (one.id === id ? { ...one, width } : one)) }),
      usualColumns: () => change({ columns: usualColumns(several) }),
    };
  }, [view, save, several]);
}

/** The contract's arrays can be written to. */
function writable({ columns, sort, ...rest }: MachinesView) {
  return { ...rest, sort: [...sort], ...(columns === undefined ? {} : { columns: [...columns] }) };
}
