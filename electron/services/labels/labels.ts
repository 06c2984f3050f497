// The contract's group `labels`: tags and groups of many machines at once, and the way back.
import type { AppHandlers } from '../../../shared/contract.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { connectionOf, type DomainKey, localPartOf } from '../../../shared/model/keys.ts';
import type { LabelEdit, LabelFailure, LabelOutcome } from '../../../shared/model/labels.ts';
import type { RepeatableEdit } from '../../../shared/model/task.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import type { Hosts } from '../hosts.ts';
import { RequestFailed } from '../request-failed.ts';
import { type BulkTarget, runBulk } from '../tasks/bulk.ts';
import type { TaskLog } from '../tasks/task-log.ts';
import { detailOf } from './detail.ts';
import {
  groupChangePlan,
  groupRemovalPlan,
  type LabelPlan,
  type PlannedEdit,
  tagChangePlan,
  tagRemovalPlan,
} from './plans.ts';
import { relabel } from './relabel.ts';
import { reversed, type StoredChange, StoredGroups } from './stored-groups.ts';

/** More are not read by anybody. */
const MOST_FAILURES_TOLD = 100;
/** Older changes cannot be taken back. */
const MOST_UNDOS = 20;
/** Characters of an edit that is told with its task, each time that changes. */
const LONGEST_EDIT = 2000;

export interface LabelDeps {
  readonly hosts: Hosts;
  readonly settings: SettingsStore;
  readonly machines: () => readonly DomainSummary[];
  readonly tasks: TaskLog;
}

interface Way {
  readonly edits: readonly PlannedEdit[];
  readonly stored: StoredChange;
}

interface Done {
  readonly back: readonly PlannedEdit[];
  readonly done: ReadonlyMap<DomainKey, LabelEdit>;
  readonly failures: readonly LabelFailure[];
}

export function createLabelHandlers(deps: LabelDeps): AppHandlers['labels'] {
  const { hosts, tasks, machines } = deps;
  const stored = new StoredGroups(deps.settings);
  const undos = new Map<string, Way>();
  let lastId = 0;

  function targetOf(domain: DomainKey): BulkTarget {
    const host = hosts.find(connectionOf(domain));
    const name = host?.domain(localPartOf(domain))?.name ?? '';
    return { domain, name, host: host?.summary().name ?? '' };
  }

  /** A task of its own; a page that goes away leaves it running. */
  async function runAll(edits: readonly PlannedEdit[], same?: RepeatableEdit): Promise<Done> {
    const back: PlannedEdit[] = [];
    const done = new Map<DomainKey, LabelEdit>();
    const failures: LabelFailure[] = [];
    const wanted = new Map(edits.map(({ domain, edit }) => [domain, edit]));
    const [first] = edits;
    if (first === undefined) return { back, done, failures };
    const isKept = same !== undefined && JSON.stringify(same).length <= LONGEST_EDIT;
    const detail = detailOf(first.edit);
    const spec = { kind: 'labels', detail, ...(isKept && { labels: same }) } as const;
    const bulk = runBulk(tasks, spec, [...wanted.keys()].map(targetOf), async ({ domain, name }, control) => {
      try {
        const edit = wanted.get(domain) ?? {};
        const undo = await relabel(hosts.ofDomain(domain), localPartOf(domain), edit, control);
        done.set(domain, edit);
        if (undo !== undefined) back.push({ domain, edit: undo });
      } catch (error) {
        failures.push({ domain, name, failure: tasks.failureOf(error) });
        throw error;
      }
    });
    await bulk.ended;
    return { back, done, failures };
  }

  function outcome({ back, failures }: Done, change: StoredChange): LabelOutcome {
    const told = {
      changed: back.length,
      failed: failures.length,
      failures: failures.slice(0, MOST_FAILURES_TOLD),
    };
    if (back.length === 0 && change.add.length === 0 && change.drop.length === 0) return told;
    lastId += 1;
    const undo = `u${lastId}`;
    undos.set(undo, { edits: back, stored: reversed(change) });
    const [oldest] = undos.keys();
    if (undos.size > MOST_UNDOS && oldest !== undefined) undos.delete(oldest);
    return { ...told, undo };
  }

  /** Changes the labels of whom a plan names. */
  async function follow({ edits, stored: wanted }: LabelPlan): Promise<LabelOutcome> {
    const done = await runAll(edits);
    const change = wanted === undefined ? { add: [], drop: [] } : await stored.set(wanted);
    return outcome(done, change);
  }

  return {
    async change({ domains, ...edit }) {
      const before = machines();
      const edits = [...new Set(domains)].map((domain) => ({ domain, edit }));
      const done = await runAll(edits, edit);
      return outcome(
        done,
        edit.group === undefined ? { add: [], drop: [] } : await stored.follow(before, done.done),
      );
    },
    async addGroup({ group }) {
      if (machines().some((one) => one.group?.path === group.path)) return;
      await stored.apply({ add: [group], drop: [] });
    },
    changeGroup: async ({ group, path, colour }) =>
      await follow(
        groupChangePlan(machines(), stored.all, group, {
          ...(path !== undefined && { path }),
          ...(colour !== undefined && { colour }),
        }),
      ),
    removeGroup: async ({ group }) => await follow(groupRemovalPlan(machines(), stored.all, group)),
    changeTag: async ({ tag, name, colour }) =>
      await follow(
        tagChangePlan(machines(), tag, {
          ...(name !== undefined && { name }),
          ...(colour !== undefined && { colour }),
        }),
      ),
    removeTag: async ({ tag }) => await follow(tagRemovalPlan(machines(), tag)),
    async undo({ change }) {
      const way = undos.get(change);
      if (way === undefined)
        throw new RequestFailed({ kind: 'conflict', message: 'too much has been changed since' });
      undos.delete(change);
      const done = await runAll(way.edits);
      await stored.apply(way.stored);
      return outcome(done, way.stored);
    },
  };
}
