// Machines and groups that are dropped on a group, or on the place above all of them, which is none.
import { type DragEvent, useState } from 'react';
import type { HostColour } from '../../../shared/model/connect.ts';
import { type Group, groupName, groupPath, isWithin } from '../../../shared/model/labels.ts';
import { useChangeLabels } from '../../live/label-changes.ts';
import { carriesMachines, machinesIn } from '../../live/machine-drag.ts';
import { useLive } from '../../live/provider.tsx';

const GROUP_TYPE = 'application/x-guesthouse-group';

export type GroupRefusal = 'cycle' | 'tooDeep';

interface Named {
  readonly path: string;
  readonly colour?: HostColour | undefined;
}

export interface GroupDrop {
  /** The path that something is held over now; empty above all groups. */
  readonly over: string | undefined;
  /** Why the last group could not be put where it was dropped. */
  readonly refused: GroupRefusal | undefined;
  forget(): void;
  beginGroup(group: Named, event: DragEvent): void;
  /** What a line, or with no group the place above them, needs to be dropped on. */
  on(target: Named | undefined): {
    onDragOver(event: DragEvent): void;
    onDragLeave(): void;
    onDrop(event: DragEvent): void;
  };
  end(): void;
}

/** Why a group cannot become `path`. */
export function refusalOf(group: string, path: string): GroupRefusal | undefined {
  if (path !== group && isWithin(path, group)) return 'cycle';
  return groupPath(path) === undefined ? 'tooDeep' : undefined;
}

export function groupOf({ path, colour }: Named): Group {
  return colour === undefined ? { path } : { path, colour };
}

export function useGroupDrop(): GroupDrop {
  const { model } = useLive();
  const change = useChangeLabels();
  const [over, setOver] = useState<string>();
  const [group, setGroup] = useState<Named>();
  const [refused, setRefused] = useState<GroupRefusal>();

  function dropMachines(target: Named | undefined, event: DragEvent): void {
    const domains = machinesIn(event, model.getState().domains).map(({ key }) => key);
    if (domains.length === 0) return;
    const wanted = target === undefined ? 'none' : groupOf(target);
    void change(target === undefined ? 'ungrouped' : 'moved', target?.path ?? '', (api) =>
      api.labels.change({ domains, group: wanted }),
    );
  }

  function dropGroup(target: Named | undefined, { path: from }: Named): void {
    const name = groupName(from);
    const path = target === undefined ? name : `${target.path}/${name}`;
    const why = target?.path === from ? 'cycle' : refusalOf(from, path);
    setRefused(why);
    if (why !== undefined || path === from) return;
    void change('groupChanged', path, (api) => api.labels.changeGroup({ group: from, path }));
  }

  const end = () => {
    setOver(undefined);
    setGroup(undefined);
  };
  return {
    over,
    refused,
    forget: () => setRefused(undefined),
    beginGroup: (node, event) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData(GROUP_TYPE, node.path);
      setGroup(node);
      setRefused(undefined);
    },
    end,
    on: (target) => ({
      onDragOver: (event) => {
        if (group === undefined && !carriesMachines(event)) return;
        event.preventDefault();
        setOver(target?.path ?? '');
      },
      onDragLeave: () => setOver(undefined),
      onDrop: (event) => {
        event.preventDefault();
        if (group !== undefined) dropGroup(target, group);
        else dropMachines(target, event);
        end();
      },
    }),
  };
}
