// What was asked of hosts: every action and long job, from the moment it was asked to its result.
import type { Obstacle } from '../domain-rules.ts';
import type { Failure } from '../failure.ts';
import { DOMAIN_ACTIONS } from './domain.ts';
import type { ConnectionId, DomainKey } from './keys.ts';
import type { LabelEdit } from './labels.ts';

export type TaskId = string & { readonly brand: 'TaskId' };

/** What a task does; each has its words under `kind` in the `tasks` catalogue. */
export const TASK_KINDS = [
  ...DOMAIN_ACTIONS,
  'add-tablet',
  'labels',
  'network-start',
  'network-stop',
  'network-autostart-on',
  'network-autostart-off',
  'pool-start',
  'pool-stop',
  'pool-refresh',
  'pool-autostart-on',
  'pool-autostart-off',
  'host-add',
  'host-connect',
  'host-disconnect',
  'host-refresh',
  'host-remove',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What a task was about, in the words of that moment: it may be gone by now. */
export interface TaskSubject {
  /** Absent while a host is being added. */
  readonly connection?: ConnectionId;
  /** The host's name. */
  readonly host: string;
  /** The name of the machine, network or pool, or the host's own. */
  readonly name: string;
  readonly domain?: DomainKey;
}

export interface TaskProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'machines';
}

/** A tag is renamed wherever it is, not on some machines. */
export type RepeatableEdit = Omit<LabelEdit, 'renameTag'>;

/** `interrupted`: the engine ended before the task did, and nobody knows what became of it. */
export const TASK_STATES = ['running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** How many machines of a bulk action are where. */
export type TaskCounts = Readonly<Record<ItemState, number>>;

export interface Task {
  readonly id: TaskId;
  /** Grows with each change, as long as one engine lives. */
  readonly revision: number;
  readonly kind: TaskKind;
  readonly state: TaskState;
  /** Absent for a bulk action: its machines are items. */
  readonly subject?: TaskSubject;
  /** The names of the hosts of a bulk action. */
  readonly hosts?: readonly string[];
  readonly counts?: TaskCounts;
  /** What a sentence about it says further, like the name of a tag. */
  readonly detail?: string;
  /** What was to become of the labels of all its machines, where that is the same for all and not too long. */
  readonly labels?: RepeatableEdit;
  /** ms since 1970 */
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly progress?: TaskProgress;
  /** It can still be taken back, at least what of it has not begun. */
  readonly cancellable: boolean;
  /** It was taken back, and ends when what is under way has ended. */
  readonly cancelling?: true;
  /** Guests that were asked to go down and did not in time. */
  readonly unheard?: readonly DomainKey[];
  readonly failure?: Failure;
  /** The command that does the same. */
  readonly virsh?: string;
}

/**
 * Where one machine of a bulk action is. `guest`: its guest was asked and takes its time; `unheard`: it did not listen;
 * `skipped`: there was nothing to do, or it could not be asked.
 */
export const ITEM_STATES = [
  'waiting',
  'running',
  'guest',
  'done',
  'skipped',
  'failed',
  'unheard',
  'cancelled',
  'interrupted',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why a machine was left out: what was in the way, or that it is not there any more. */
export type SkipReason = Obstacle | 'gone';

/** One machine of a bulk action. */
export interface TaskItem {
  readonly domain: DomainKey;
  readonly name: string;
  readonly host: string;
  readonly state: ItemState;
  /** Its guest was asked, which nobody can take back. */
  readonly asked?: true;
  readonly why?: SkipReason;
  readonly failure?: Failure;
  /** ms since 1970 */
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly virsh?: string;
}

/** The machines of a bulk action that changed after the `since` that was asked for. */
export interface TaskItems {
  /** What to ask with the next time. */
  readonly revision: number;
  readonly items: readonly TaskItem[];
}

/** Words of one search for tasks, and the letters of each. */
export const MOST_WORDS = 20;
export const LONGEST_WORD = 200;
