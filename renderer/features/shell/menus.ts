// The menus of the window as data: the menu bar of a browser and the native one are drawn from it.
import { useMemo } from 'react';
import type { HostSummary } from '../../../shared/model/host.ts';
import { type ActionContext, useActionContext } from '../../actions/context.ts';
import { allMachineActions } from '../../actions/machine.ts';
import { useHosts, useSelectedDomains } from '../../live/hooks.ts';
import type { Action } from '../../ui/action.ts';
import type { WindowActions } from './window-actions.ts';

export interface MenuSection {
  /** What they belong to, like a host's name. */
  readonly heading?: string;
  readonly actions: readonly Action[];
}

export interface TopMenu {
  readonly id: 'file' | 'machine' | 'view' | 'go' | 'help';
  readonly sections: readonly MenuSection[];
}

/** A long list of hosts is the sidebar's business. */
const MOST_HOSTS = 8;
const PAGES = ['host', 'networks', 'pools', 'bridges', 'performance'] as const;

/** The pages of a host. */
function hostPages({ id: connection, name }: HostSummary, context: ActionContext): MenuSection {
  return {
    heading: name,
    actions: PAGES.map((page) => ({
      id: `go.${page}.${connection}`,
      label: `app:page.${page}`,
      group: connection,
      run: () => context.go({ page, connection }),
    })),
  };
}

const NOTHING_SELECTED: Action = {
  id: 'machine.none',
  label: 'app:menu.nothingSelected',
  group: 'none',
  obstacle: 'domains:obstacle.noSelection',
  run: () => undefined,
};

export function useMenus({ file, view, go, help }: WindowActions): readonly TopMenu[] {
  const selected = useSelectedDomains();
  const hosts = useHosts();
  const context = useActionContext();
  const machine = useMemo(
    () => (selected.length === 0 ? [NOTHING_SELECTED] : allMachineActions(selected, context)),
    [selected, context],
  );
  return useMemo(
    () => [
      { id: 'file', sections: [{ actions: file }] },
      { id: 'machine', sections: [{ actions: machine }] },
      { id: 'view', sections: [{ actions: view }] },
      {
        id: 'go',
        sections: [{ actions: go }, ...hosts.slice(0, MOST_HOSTS).map((host) => hostPages(host, context))],
      },
      { id: 'help', sections: [{ actions: help }] },
    ],
    [file, machine, view, go, help, hosts, context],
  );
}
