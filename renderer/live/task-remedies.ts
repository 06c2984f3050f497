// What can be done about the result of a task on machines.
import { useCallback, useMemo } from 'react';
import { isActive } from '../../shared/domain-rules.ts';
import { DOMAIN_ACTIONS, type DomainAction, type DomainSummary } from '../../shared/model/domain.ts';
import type { ItemState, RepeatableEdit, Task } from '../../shared/model/task.ts';
import { useDomainOperations } from './domain-operations.ts';
import { useApi, useDomainTable } from './hooks.ts';
import { useChangeLabels } from './label-changes.ts';
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

/** Does to the labels of these machines what was to be done to all of a task. */
function useLabelAgain() {
  const change = useChangeLabels();
  return useCallback(
    ({ addTags, removeTags, group }: RepeatableEdit, machines: readonly DomainSummary[]) => {
      const domains = machines.map(({ key }) => key);
      if (domains.length === 0) return;
      const edit = {
        ...(addTags && { addTags: [...addTags] }),
        ...(removeTags && { removeTags: [...removeTags] }),
        ...(group && { group }),
      };
      const name = typeof group === 'object' ? group.path : '';
      const what = group === undefined ? 'tagged' : name === '' ? 'ungrouped' : 'moved';
      void change(what, name, (api) => api.labels.change({ domains, ...edit }));
    },
    [change],
  );
}

export function useRemedies(task: Task): Remedies {
  const api = useApi();
  const table = useDomainTable();
  const { request } = useDomainOperations();
  const putAway = usePutAway();
  const label = useLabelAgain();
  return useMemo(() => {
    const { connection } = task.subject ?? {};
    if (task.kind === 'host-connect' && task.state === 'failed' && connection !== undefined)
      return { again: () => void api.connections.connect({ connection }) };
    if (task.state === 'running') return {};
    const open = async () => {
      const { subject } = task;
      if (subject !== undefined) return subject.domain === undefined ? [] : [subject.domain];
      const result = await api.tasks.items({ task: task.id, since: 0 });
      const items = result.ok ? result.value.items : [];
      return items.filter(({ state }) => OPEN.has(state)).map(({ domain }) => domain);
    };
    const rest = async () => {
      const domains = (await open()).flatMap((key) => table.get(key) ?? []);
      putAway(task.id);
      return domains;
    };
    const { labels } = task;
    if (labels !== undefined)
      return canRepeat(task) ? { again: () => void rest().then((domains) => label(labels, domains)) } : {};
    const action = actionIn(task);
    if (action === undefined) return {};
    const again = () => void rest().then((domains) => request(action, domains));
    const active = (task.unheard ?? []).flatMap((key) => {
      const domain = table.get(key);
      return domain !== undefined && isActive(domain) ? [domain] : [];
    });
    const force = action === 'reboot' ? 'reset' : 'force-off';
    return {
      ...(active.length > 0 && {
        force: { action: force, count: active.length, run: () => request(force, active) },
      }),
      ...(canRepeat(task) && { again }),
    };
  }, [task, api, table, request, putAway, label]);
}
