// What can be done about the result of a task on machines.
import { useMemo } from 'react';
import { isActive } from '../../shared/domain-rules.ts';
import { DOMAIN_ACTIONS, type DomainAction } from '../../shared/model/domain.ts';
import type { ItemState, Task } from '../../shared/model/task.ts';
import { useDomainOperations } from './domain-operations.ts';
import { useApi, useDomainTable } from './hooks.ts';
import { usePutAway } from './task-hooks.ts';

export interface Remedies {
  /** For guests that did not listen and still run. */
  readonly force?: {
    readonly action: 'reset' | 'force-off';
    readonly count: number;
    readonly run: () => void;
  };
  /** For machines where it failed or was not done any more, or a host that was not reached. */
  readonly again?: () => void;
}

/** Where it may be wanted still: the rest of what the engine's end or a person has cut short, too. */
const OPEN: ReadonlySet<ItemState> = new Set(['failed', 'interrupted', 'cancelled']);

function canRepeat({ state, counts, unheard }: Task): boolean {
  if (counts !== undefined) return [...OPEN].some((one) => counts[one] > 0);
  return (state === 'failed' && unheard === undefined) || state === 'interrupted';
}

function actionIn({ kind }: Task): DomainAction | undefined {
  return DOMAIN_ACTIONS.find((action) => action === kind);
}

export function useRemedies(task: Task): Remedies {
  const api = useApi();
  const table = useDomainTable();
  const { request } = useDomainOperations();
  const putAway = usePutAway();
  return useMemo(() => {
    const { connection } = task.subject ?? {};
    if (task.kind === 'host-connect' && task.state === 'failed' && connection !== undefined)
      return { again: () => void api.connections.connect({ connection }) };
    const action = actionIn(task);
    if (action === undefined || task.state === 'running') return {};
    const active = (task.unheard ?? []).flatMap((key) => {
      const domain = table.get(key);
      return domain !== undefined && isActive(domain) ? [domain] : [];
    });
    const force = action === 'reboot' ? 'reset' : 'force-off';
    const open = async () => {
      const { subject } = task;
      if (subject !== undefined) return subject.domain === undefined ? [] : [subject.domain];
      const result = await api.tasks.items({ task: task.id, since: 0 });
      const items = result.ok ? result.value.items : [];
      return items.filter(({ state }) => OPEN.has(state)).map(({ domain }) => domain);
    };
    const again = async () => {
      const domains = (await open()).flatMap((key) => table.get(key) ?? []);
      putAway(task.id);
      request(action, domains);
    };
    return {
      ...(active.length > 0 && {
        force: { action: force, count: active.length, run: () => request(force, active) },
      }),
      ...(canRepeat(task) && { again: () => void again() }),
    };
  }, [task, api, table, request, putAway]);
}
