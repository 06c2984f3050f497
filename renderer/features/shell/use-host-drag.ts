// Dragging a host to another place in the sidebar, and a machine to a group. The host's menu does the same for the keyboard.
import { type DragEvent, useMemo, useState } from 'react';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useHosts, useRequest } from '../../live/hooks.ts';
import { placed, type Side } from '../../live/host-order.ts';
import { putMachines } from '../../live/machine-drag.ts';
import type { SidebarRow } from './sidebar-rows.ts';

interface Drag {
  readonly host: ConnectionId;
  /** Where it would come to lie. */
  readonly target?: ConnectionId;
  readonly side?: Side;
}

export interface RowDrag {
  readonly draggable: boolean;
  /** Where the line is that shows it. */
  readonly dropSide: Side | undefined;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** What a row needs to take part. What stands below a host belongs to it: there the host comes behind that one. */
export function useHostDrag(rows: readonly SidebarRow[]): (row: SidebarRow) => RowDrag {
  const [drag, setDrag] = useState<Drag>();
  const ids = useHosts().map(({ id }) => id);
  const reorder = useRequest((api, order: readonly ConnectionId[]) =>
    api.connections.reorder({ connections: [...order] }),
  );
  const { run } = reorder;
  const key = ids.join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the ids, which are another array each time
  return useMemo(() => {
    function over(row: SidebarRow, event: DragEvent): void {
      if (drag === undefined) return;
      event.preventDefault();
      const side = row.kind === 'host' ? sideOf(event) : 'after';
      if (drag.target !== row.host.id || drag.side !== side)
        setDrag({ host: drag.host, target: row.host.id, side });
    }
    function drop(event: DragEvent): void {
      if (drag?.target === undefined || drag.side === undefined) return;
      event.preventDefault();
      const order = placed(ids, drag.host, drag.target, drag.side);
      setDrag(undefined);
      if (order !== undefined) void run(order);
    }
    const line = drag === undefined ? undefined : lineOf(drag, rows);
    return (row) => ({
      draggable: row.domain !== undefined || (row.kind === 'host' && ids.length > 1),
      dropSide: line?.row === row.id ? line.side : undefined,
      onDragStart: (event) => {
        if (row.domain !== undefined) return putMachines(event, [row.domain]);
        event.dataTransfer.effectAllowed = 'move';
        // Firefox drags nothing without data; the id means nothing to any other program.
        event.dataTransfer.setData('application/x-guesthouse-host', row.host.id);
        setDrag({ host: row.host.id });
      },
      onDragOver: (event) => over(row, event),
      onDrop: drop,
      onDragEnd: () => setDrag(undefined),
    });
  }, [drag, key, run, rows]);
}

/** Before a host is above its own row, behind it is below the last row of what it holds. */
function lineOf(
  { host, target, side }: Drag,
  rows: readonly SidebarRow[],
): { readonly row: string; readonly side: Side } | undefined {
  if (target === undefined || side === undefined || target === host) return undefined;
  const its = rows.filter((row) => row.host.id === target);
  const row = side === 'before' ? its[0] : its.at(-1);
  return row && { row: row.id, side };
}

function sideOf(event: DragEvent): Side {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height / 2 ? 'before' : 'after';
}
