// One thing that can be done, as an object: menu, toolbar, context menu, palette and shortcut are all drawn from it.
import type { Icon } from '@tabler/icons-react';

export interface Action {
  /** What is done, whatever it is done to: `machine.start`. */
  readonly id: string;
  /** The key of its name, with its catalogue: `domains:action.start`. */
  readonly label: string;
  readonly icon?: Icon;
  /** As `matchesShortcut` reads it. */
  readonly shortcut?: string;
  /** Actions of one group stand together. */
  readonly group: string;
  /** Something is lost by it: it is drawn in red, and asks before. */
  readonly danger?: boolean;
  /** The key of the sentence why it cannot be done now, with its catalogue; absent when it can. */
  readonly obstacle?: string;
  /** Of a choice: whether it holds now. */
  readonly checked?: boolean;
  /** The `virsh` lines that do the same. */
  lines?(): readonly string[];
  /** Not to be called while there is an obstacle. */
  run(): void;
}

/** The actions in their groups, in order. */
export function groupsOf(actions: readonly Action[]): readonly (readonly Action[])[] {
  const groups: Action[][] = [];
  for (const action of actions) {
    const last = groups.at(-1);
    if (last?.[0]?.group === action.group) last.push(action);
    else groups.push([action]);
  }
  return groups;
}

/** Does it, if it can be done now. */
export function perform(action: Action): void {
  if (action.obstacle === undefined) action.run();
}
