// The contract's group `labels`: tags and groups of many machines at once, and the way back.
import type { AppHandlers } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { type DomainKey, localPartOf } from '../../../shared/model/keys.ts';
import type { LabelEdit, LabelFailure, LabelOutcome } from '../../../shared/model/labels.ts';
import { failureOf } from '../../libvirt/failure-of.ts';
import type { Log } from '../../log.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import type { Hosts } from '../hosts.ts';
import { RequestFailed } from '../request-failed.ts';
import { eachOfHosts } from './each-of-hosts.ts';
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

export interface LabelDeps {
  readonly hosts: Hosts;
  readonly settings: SettingsStore;
  readonly machines: () => readonly DomainSummary[];
  readonly log: Log;
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
  const { hosts, log, machines } = deps;
  const stored = new StoredGroups(deps.settings);
  const undos = new Map<string, Way>();
  let lastId = 0;

  async function runAll(edits: readonly PlannedEdit[], signal: AbortSignal): Promise<Done> {
    const back: PlannedEdit[] = [];
    const done = new Map<DomainKey, LabelEdit>();
    const failed: { readonly domain: DomainKey; readonly failure: Failure }[] = [];
    await eachOfHosts(edits, async ({ domain, edit }) => {
      try {
        const host = hosts.ofDomain(domain);
        const undo = await relabel(host, localPartOf(domain), edit, signal);
        done.set(domain, edit);
        if (undo !== undefined) back.push({ domain, edit: undo });
      } catch (error) {
        failed.push({ domain, failure: failureOf(error, log) });
      }
    });
    const names = new Map(machines().map(({ key, name }) => [key, name]));
    const failures = failed.map((one) => ({ ...one, name: names.get(one.domain) ?? '' }));
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
  async function follow({ edits, stored: wanted }: LabelPlan, signal: AbortSignal): Promise<LabelOutcome> {
    const done = await runAll(edits, signal);
    const change = wanted === undefined ? { add: [], drop: [] } : await stored.set(wanted);
    return outcome(done, change);
  }

  return {
    async change({ domains, ...edit }, { signal }) {
      const before = machines();
      const done = await runAll(
        [...new Set(domains)].map((domain) => ({ domain, edit })),
        signal,
      );
      return outcome(
        done,
        edit.group === undefined ? { add: [], drop: [] } : await stored.follow(before, done.done),
      );
    },
    async addGroup({ group }) {
      if (machines().some((one) => one.group?.path === group.path)) return;
      await stored.apply({ add: [group], drop: [] });
    },
    changeGroup: async ({ group, path, colour }, { signal }) =>
      await follow(
        groupChangePlan(machines(), stored.all, group, {
          ...(path !== undefined && { path }),
          ...(colour !== undefined && { colour }),
        }),
        signal,
      ),
    removeGroup: async ({ group }, { signal }) =>
      await follow(groupRemovalPlan(machines(), stored.all, group), signal),
    changeTag: async ({ tag, name, colour }, { signal }) =>
      await follow(
        tagChangePlan(machines(), tag, {
          ...(name !== undefined && { name }),
          ...(colour !== undefined && { colour }),
        }),
        signal,
      ),
    removeTag: async ({ tag }, { signal }) => await follow(tagRemovalPlan(machines(), tag), signal),
    async undo({ change }, { signal }) {
      const way = undos.get(change);
      if (way === undefined)
        throw new RequestFailed({ kind: 'conflict', message: 'too much has been changed since' });
      undos.delete(change);
      const done = await runAll(way.edits, signal);
      await stored.apply(way.stored);
      return outcome(done, way.stored);
    },
  };
}
