// The log of tasks on the disk: a line of JSON for each task when it begins and when it ends, the last line of a task counts.
// Lines are only added, so that a crash loses at most the one that was being written; now and then the file is made short.
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { connectionId, domainKey, taskId } from '../../shared/checks.ts';
import { OBSTACLES } from '../../shared/domain-rules.ts';
import type { Failure } from '../../shared/failure.ts';
import { isFailure } from '../../shared/failure.ts';
import { ITEM_STATES, TASK_KINDS, TASK_STATES, type Task, type TaskItem } from '../../shared/model/task.ts';
import type { Log } from '../log.ts';
import { replaceFile } from './atomic-file.ts';
import { withLock } from './file-lock.ts';
import { readOwnFile } from './own-file.ts';
import { makePrivateFolder } from './paths.ts';

/** ms that lines wait for others to be written with them. */
const GATHER_MS = 300;
/** Lines of so many characters have been added since it was made short last: then it is made short again. */
const SHORTEN_AT = 4_194_304;
/** Nobody reads further back. */
const MOST_TASKS = 1000;
const MOST_ITEMS = 20_000;

export interface StoredTask {
  readonly task: Task;
  readonly items?: readonly TaskItem[];
}

export interface TaskJournal {
  /** What is on the disk, oldest first; nothing when it cannot be read. */
  read(): Promise<readonly StoredTask[]>;
  /** Adds a line soon. */
  write(stored: StoredTask): void;
  /** Resolves when everything is written, or cannot be. */
  dispose(): Promise<void>;
}

const failure = z.custom<Failure>(isFailure);
const timeMs = z.number();

const task = z.object({
  id: taskId,
  revision: z.number(),
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  subject: z
    .object({
      connection: connectionId,
      host: z.string(),
      name: z.string(),
      domain: domainKey.exactOptional(),
    })
    .exactOptional(),
  hosts: z.array(z.string()).exactOptional(),
  counts: z.record(z.enum(ITEM_STATES), z.int().min(0)).exactOptional(),
  detail: z.string().exactOptional(),
  startedAtMs: timeMs,
  endedAtMs: timeMs.exactOptional(),
  cancellable: z.boolean(),
  unheard: z.array(domainKey).exactOptional(),
  failure: failure.exactOptional(),
  virsh: z.string().exactOptional(),
});

const item = z.object({
  domain: domainKey,
  name: z.string(),
  host: z.string(),
  state: z.enum(ITEM_STATES),
  why: z.enum([...OBSTACLES, 'gone']).exactOptional(),
  failure: failure.exactOptional(),
  startedAtMs: timeMs.exactOptional(),
  endedAtMs: timeMs.exactOptional(),
  virsh: z.string().exactOptional(),
});

const line = z.object({ task, items: z.array(item).exactOptional() });

/** A line that was cut off, changed by hand or written by a newer version is nobody's loss but its own. */
function readLine(text: string): StoredTask | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The last line of each task, in the order in which tasks began; of the machines only those of the newest tasks. */
function readLines(text: string): readonly StoredTask[] {
  const tasks = new Map<string, StoredTask>();
  for (const one of text.split('\n')) {
    const stored = one === '' ? undefined : readLine(one);
    if (stored !== undefined) tasks.set(stored.task.id, stored);
  }
  const newest = [...tasks.values()]
    .toSorted((a, b) => a.task.startedAtMs - b.task.startedAtMs)
    .slice(-MOST_TASKS);
  let room = MOST_ITEMS;
  return newest
    .toReversed()
    .map(({ task: kept, items }) => {
      room -= items?.length ?? 0;
      return items === undefined || room < 0 ? { task: kept } : { task: kept, items };
    })
    .reverse();
}

function linesOf(stored: readonly StoredTask[]): string {
  return stored.map((one) => `${JSON.stringify(one)}\n`).join('');
}

class FileTaskJournal implements TaskJournal {
  readonly #path: string;
  readonly #log: Log;
  #waiting: StoredTask[] = [];
  #timer: NodeJS.Timeout | undefined;
  #queue: Promise<void> = Promise.resolve();
  #added = 0;
  #isBroken = false;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  async read(): Promise<readonly StoredTask[]> {
    try {
      const text = (await readOwnFile(this.#path)) ?? '';
      this.#added = text.length;
      return readLines(text);
    } catch (error) {
      this.#log.warn('the log of tasks cannot be read', error);
      return [];
    }
  }

  write(stored: StoredTask): void {
    this.#waiting.push(stored);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  async dispose(): Promise<void> {
    this.#flush();
    await this.#queue;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const text = linesOf(this.#waiting);
    this.#waiting = [];
    this.#queue = this.#queue.then(() => this.#add(text));
  }

  async #add(text: string): Promise<void> {
    try {
      makePrivateFolder(dirname(this.#path));
      await withLock(`${this.#path}.lock`, async () => {
        // What a crash left of a line before must not spoil ours.
        await appendFile(this.#path, `\n${text}`, { mode: 0o600 });
        this.#added += text.length;
        if (this.#added > SHORTEN_AT) await this.#shorten();
      });
      this.#isBroken = false;
    } catch (error) {
      // Once: a full disk would fill what is left of it with our words.
      if (!this.#isBroken) this.#log.warn('the log of tasks cannot be written', error);
      this.#isBroken = true;
    }
  }

  /** Under the lock. */
  async #shorten(): Promise<void> {
    await replaceFile(this.#path, linesOf(await this.read()));
    this.#added = 0;
  }
}

/** The log at `path`; the file is made with the first task. */
export function openTaskJournal(path: string, log: Log): TaskJournal {
  return new FileTaskJournal(path, log);
}
