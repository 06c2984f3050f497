// The machines as rows of a grid.
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { useNavigate } from '../../live/hooks.ts';
import { putMachines } from '../../live/machine-drag.ts';
import type { Point } from '../../ui/context-menu.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { machineColumns } from './machine-columns.tsx';
import type { GridSelection } from './use-grid-selection.ts';
import { useHostOf } from './use-host-of.ts';
import type { MachineRows } from './use-machine-rows.ts';
import type { MachinesViewState } from './use-machines-view.ts';

export interface MachinesListProps {
  readonly found: MachineRows;
  readonly view: MachinesViewState;
  readonly selection: GridSelection;
  readonly onMenu: (at: Point) => void;
  /** Instead of machines, where there are none. */
  readonly empty: ReactNode;
}

export function keyOf(domain: DomainSummary): DomainKey {
  return domain.key;
}

export function nameOf(domain: DomainSummary): string {
  return domain.name;
}

/** Opens a machine's own page. */
export function useOpen(): (domain: DomainSummary) => void {
  const navigate = useNavigate();
  return useCallback((domain) => navigate({ page: 'machine', domain: domain.key }), [navigate]);
}

/** Machines whose host is away are shown as they were last. */
export function useIsStale(): (domain: DomainSummary) => boolean {
  const hostOf = useHostOf();
  return useCallback((domain) => hostOf(domain.connection)?.state !== 'connected', [hostOf]);
}

/** One of the selected takes the others with it. */
function dragged(domain: DomainSummary, { selected, chosen }: GridSelection): readonly DomainKey[] {
  return selected.has(domain.key) ? chosen.map(({ key }) => key) : [domain.key];
}

export function MachinesList({ found, view, selection, onMenu, empty }: MachinesListProps) {
  const { t } = useTranslation('domains');
  const columns = useMemo(() => machineColumns(view.columns, t), [view.columns, t]);
  return (
    <DataGrid
      label={t('title')}
      columns={columns}
      rows={found.rows}
      search={found.text}
      ordered
      grouping={found.grouping}
      keyOf={keyOf}
      textOf={nameOf}
      sorting={view.sorting}
      onSort={view.sort}
      widths={view.widths}
      onWidth={view.resize}
      onMoveColumn={view.place}
      selected={selection.selected}
      onSelect={selection.setSelected}
      onOpen={useOpen()}
      isStale={useIsStale()}
      onContext={(_, at) => onMenu(at)}
      onDragRow={(domain, event) => putMachines(event, dragged(domain, selection))}
      empty={empty}
    />
  );
}
