// What can be done with the tags and groups of machines.
import { IconFolderSymlink, IconTags } from '@tabler/icons-react';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { Action } from '../ui/action.ts';
import type { ActionContext } from './context.ts';

/** Why no labels of these can be changed; undefined when those of one can. */
function obstacleOf(domains: readonly DomainSummary[], { hostOf }: ActionContext): string | undefined {
  let obstacle = domains.length === 0 ? 'noSelection' : 'hostAway';
  // Of ten thousand, the first has most often no obstacle.
  for (const { connection } of domains) {
    const host = hostOf(connection);
    if (host?.state !== 'connected') continue;
    if (!host.readOnly) return undefined;
    obstacle = 'readOnly';
  }
  return obstacle;
}

export function labelActions(domains: readonly DomainSummary[], context: ActionContext): readonly Action[] {
  const obstacle = obstacleOf(domains, context);
  const shared = {
    group: 'labels',
    ...(obstacle === undefined ? {} : { obstacle: `domains:obstacle.${obstacle}` }),
  };
  const keys = () => domains.map(({ key }) => key);
  return [
    {
      ...shared,
      id: 'machine.tags',
      label: 'labels:action.tags',
      icon: IconTags,
      shortcut: 'Ctrl+Shift+G',
      run: () => context.wish({ kind: 'tags', domains: keys() }),
    },
    {
      ...shared,
      id: 'machine.move-to-group',
      label: 'labels:action.moveToGroup',
      icon: IconFolderSymlink,
      shortcut: 'Ctrl+Shift+M',
      run: () => context.wish({ kind: 'move-to-group', domains: keys() }),
    },
  ];
}

/** What they are called, to find them by their words. */
export const LABEL_ACTION_NAMES: readonly Pick<Action, 'id' | 'label'>[] = [
  { id: 'machine.tags', label: 'labels:action.tags' },
  { id: 'machine.move-to-group', label: 'labels:action.moveToGroup' },
];
