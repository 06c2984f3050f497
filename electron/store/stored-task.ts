// A task as a line of JSON. Whatever the line holds, what is read of it can be shown: checked in every field, and bounded.
import { z } from 'zod';
import { connectionId, domainKey, labelEdit, taskId } from '../../shared/checks.ts';
import { OBSTACLES } from '../../shared/domain-rules.ts';
import type { Failure } from '../../shared/failure.ts';
import { ITEM_STATES, TASK_KINDS, TASK_STATES, type Task, type TaskItem } from '../../shared/model/task.ts';

/** Characters of a text; ours are shorter. */
const LONGEST_TEXT = 20_000;

export interface StoredTask {
  readonly task: Task;
  readonly items?: readonly TaskItem[];
}

const text = z.string().max(LONGEST_TEXT);
const timeMs = z.number();

const failure: z.ZodType<Failure> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), code: z.number(), domain: z.number(), message: text }),
  z.object({
    kind: z.literal('unreachable'),
    stage: z.enum(['resolve', 'connect', 'tls', 'auth', 'open', 'lost']),
    message: text,
    code: z.union([text, z.number()]).exactOptional(),
  }),
  z.object({ kind: z.literal('protocol'), message: text }),
  z.object({ kind: z.literal('invalid'), field: text, message: text }),
  z.object({ kind: z.literal('conflict'), message: text }),
  z.object({ kind: z.literal('busy'), message: text, job: text.exactOptional() }),
  z.object({ kind: z.literal('timeout'), afterMs: z.number() }),
  z.object({ kind: z.literal('unsupported'), what: text }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('bug'), id: text }),
]);

const task = z.object({
  id: taskId,
  revision: z.number(),
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  subject: z
    .object({
      connection: connectionId.exactOptional(),
      host: text,
      name: text,
      domain: domainKey.exactOptional(),
    })
    .exactOptional(),
  hosts: z.array(text).exactOptional(),
  counts: z.record(z.enum(ITEM_STATES), z.int().min(0)).exactOptional(),
  detail: text.exactOptional(),
  labels: z.object(labelEdit).exactOptional(),
  startedAtMs: timeMs,
  endedAtMs: timeMs.exactOptional(),
  cancellable: z.boolean(),
  unheard: z.array(domainKey).exactOptional(),
  failure: failure.exactOptional(),
  virsh: text.exactOptional(),
});

const item = z.object({
  domain: domainKey,
  name: text,
  host: text,
  state: z.enum(ITEM_STATES),
  asked: z.literal(true).exactOptional(),
  why: z.enum([...OBSTACLES, 'gone']).exactOptional(),
  failure: failure.exactOptional(),
  startedAtMs: timeMs.exactOptional(),
  endedAtMs: timeMs.exactOptional(),
  virsh: text.exactOptional(),
});

const line = z.object({ task, items: z.array(item).exactOptional() });

/** The line of a task, without its end. */
export function writeLine(stored: StoredTask): string {
  return JSON.stringify(stored);
}

/** One that was cut off, changed by hand or written by a newer version is nobody's loss but its own. */
export function readLine(given: string): StoredTask | undefined {
  try {
    return line.safeParse(JSON.parse(given)).data;
  } catch {
    return undefined;
  }
}

/** Whose line it is, as far as it looks like one of ours; it need not be a good one. */
export function idOf(given: string): string | undefined {
  return /^\{"task":\{"id":"([0-9a-f-]{36})"/.exec(given)?.[1];
}
