// The log of tasks on the disk: a line of JSON for each task when it begins and when it ends, the last line of a task counts.
// Lines are only added, so that a crash loses at most the one that was being written; now and then the file is made short.
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TaskId } from '../../shared/model/task.ts';
import type { Log } from '../log.ts';
import { replaceFile } from './atomic-file.ts';
import { withLock } from './file-lock.ts';
import { readOwnEnd } from './own-file.ts';
import { makePrivateFolder } from './paths.ts';
import { idOf, readLine, type StoredTask, writeLine } from './stored-task.ts';

/** ms that lines wait for others to be written with them. */
const GATHER_MS = 300;
/** Lines of so many characters have been added since it was made short last: then it is made short again. */
const SHORTEN_AT = 8_388_608;
/** Nobody reads further back. */
const MOST_TASKS = 1000;
/** Characters of lines with the machines of bulk actions; older tasks keep their numbers alone. */
const MOST_ITEM_CHARACTERS = 8_388_608;
/** Bytes that are read, from the end of the file; ours is half as long at most. */
const MOST_READ = 33_554_432;

export interface TaskJournal {
  /** What is on the disk, oldest first; nothing when it cannot be read. */
  read(): Promise<readonly StoredTask[]>;
  /** Adds a line soon; that of a bulk action which is under way at once. */
  write(stored: StoredTask): void;
  /** Takes all that is written of these tasks out of the file. */
  forget(tasks: readonly TaskId[]): void;
  /** Resolves when everything is written, or cannot be. */
  dispose(): Promise<void>;
}

/** The last good line of each task, in the order in which tasks began; of the machines only those of the newest. */
function readLines(text: string): readonly StoredTask[] {
  const found = new Map<string, StoredTask>();
  let room = MOST_ITEM_CHARACTERS;
  for (const line of text.split('\n').reverse()) {
    const id = idOf(line);
    if (id === undefined || found.has(id)) continue;
    const stored = readLine(line);
    if (stored === undefined) continue;
    if (stored.items !== undefined) room -= line.length;
    found.set(id, room > 0 ? stored : { task: stored.task });
  }
  const inOrder = [...found.values()].reverse().sort((a, b) => a.task.startedAtMs - b.task.startedAtMs);
  return inOrder.slice(-MOST_TASKS);
}

/** What cannot be written waits for the next that is, as far as it is not outdated. */
function newestOf(lines: readonly StoredTask[]): StoredTask[] {
  const newest = new Map<TaskId, StoredTask>();
  for (const line of lines) {
    newest.delete(line.task.id);
    newest.set(line.task.id, line);
  }
  return [...newest.values()].slice(-MOST_TASKS);
}

function linesOf(stored: readonly StoredTask[]): string {
  return stored.map((one) => `${writeLine(one)}\n`).join('');
}

class FileTaskJournal implements TaskJournal {
  readonly #path: string;
  readonly #log: Log;
  /** Still to be taken out of the file. */
  readonly #forgotten = new Set<string>();
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
      return readLines((await readOwnEnd(this.#path, MOST_READ)) ?? '');
    } catch (error) {
      this.#log.warn('the log of tasks cannot be read', error);
      return [];
    }
  }

  write(stored: StoredTask): void {
    this.#waiting.push(stored);
    // An engine that ends soon has done it to hundreds of machines by then.
    if (stored.items !== undefined && stored.task.state === 'running') this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  forget(tasks: readonly TaskId[]): void {
    for (const id of tasks) this.#forgotten.add(id);
    this.#waiting = this.#waiting.filter(({ task }) => !this.#forgotten.has(task.id));
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  async dispose(): Promise<void> {
    this.#flush();
    await this.#queue;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0 && this.#forgotten.size === 0) return;
    const lines = this.#waiting;
    this.#waiting = [];
    this.#queue = this.#queue.then(() => this.#save(lines));
  }

  async #save(lines: readonly StoredTask[]): Promise<void> {
    const text = linesOf(lines);
    try {
      makePrivateFolder(dirname(this.#path));
      await withLock(`${this.#path}.lock`, async () => {
        if (this.#forgotten.size > 0) await this.#shorten();
        if (text !== '') await this.#add(text);
      });
      this.#isBroken = false;
    } catch (error) {
      // Once: a full disk would fill what is left of it with our words.
      if (!this.#isBroken) this.#log.warn('the log of tasks cannot be written', error);
      this.#isBroken = true;
      this.#waiting = newestOf([...lines, ...this.#waiting]);
    }
  }

  /** Under the lock. */
  async #add(text: string): Promise<void> {
    // What a crash left of a line before must not spoil ours.
    await appendFile(this.#path, `\n${text}`, { mode: 0o600 });
    this.#added += text.length;
    if (this.#added > SHORTEN_AT) await this.#shorten();
  }

  /** Under the lock. What cannot be read is left as it is. */
  async #shorten(): Promise<void> {
    const text = await readOwnEnd(this.#path, MOST_READ);
    if (text !== undefined) {
      const kept = readLines(text).filter(({ task }) => !this.#forgotten.has(task.id));
      await replaceFile(this.#path, linesOf(kept));
    }
    this.#forgotten.clear();
    this.#added = 0;
  }
}

/** The log at `path`; the file is made with the first task. */
export function openTaskJournal(path: string, log: Log): TaskJournal {
  return new FileTaskJournal(path, log);
}
