// What the engine demands of every input. Bounds are generous for people and small for attackers.
import { z } from 'zod';
import { HOST_COLOURS, type HostProfile } from './model/connect.ts';
import type { ConnectionId, DomainKey, NetworkKey, PoolKey } from './model/keys.ts';
import { type Group, groupPath, type LabelEdit, labelName, MOST_TAGS, type Tag } from './model/labels.ts';
import type { PromptAnswer, PromptId } from './model/prompt.ts';
import {
  LANGUAGES,
  MACHINE_GROUPINGS,
  MACHINE_STARTS,
  MEASURED,
  MOST_SEARCHES,
  RELEASE_KEYS,
  type SavedSearch,
  SCREEN_FITS,
  THEMES,
} from './model/settings.ts';
import type { TaskId } from './model/task.ts';
import type { SearchChange } from './saved-searches.ts';

const CONNECTION = '[a-z0-9]{1,32}';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const byUuid = new RegExp(`^${CONNECTION}/${UUID}$`);

function branded<Brand extends string>(pattern: RegExp): z.ZodType<Brand> {
  return z.custom<Brand>((value) => typeof value === 'string' && value.length <= 300 && pattern.test(value));
}

export const connectionId = branded<ConnectionId>(new RegExp(`^${CONNECTION}$`));
export const domainKey = branded<DomainKey>(byUuid);
export const networkKey = branded<NetworkKey>(byUuid);
export const poolKey = branded<PoolKey>(byUuid);

export const uriText = z.string().min(1).max(4096);
export const hostProfile: z.ZodType<HostProfile> = z.strictObject({
  uri: uriText,
  readOnly: z.boolean(),
  name: z.string().max(200),
  colour: z.enum(HOST_COLOURS),
  notes: z.string().max(20_000),
  autoconnect: z.boolean(),
});
/** Goes on a command line: no option, no shell word. */
export const userName = z.string().regex(/^(?!-)[A-Za-z0-9._@%+-]{1,128}$/);
export const ipAddress = z.union([z.ipv4(), z.ipv6()]);
export const promptId = branded<PromptId>(/^[a-z0-9-]{1,64}$/);
export const taskId = branded<TaskId>(/^[0-9a-f-]{36}$/);
const secret = z.string().max(4096);
export const promptAnswer: z.ZodType<PromptAnswer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret, remember: z.boolean() }),
  z.strictObject({ kind: z.literal('login'), user: z.string().max(256), secret, remember: z.boolean() }),
  z.strictObject({ kind: z.literal('yes') }),
  z.strictObject({ kind: z.literal('no') }),
]);
/** libvirt's alias of a device, or a made-up name of ours for one that has none. */
export const deviceName = z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/);
export const displayIndex = z.int().min(0).max(63);
export const terminalColumns = z.int().min(2).max(1000);
export const terminalRows = z.int().min(1).max(1000);

const colour = z.enum(HOST_COLOURS);
/** A name as it is kept: what would have to be trimmed or cut is refused. */
export const tagName = z.string().refine((name) => labelName(name) === name);
export const groupName = z.string().refine((path) => groupPath(path) === path);
const tag: z.ZodType<Tag> = z.strictObject({ name: tagName, colour: colour.exactOptional() });
export const labelGroup: z.ZodType<Group> = z.strictObject({
  path: groupName,
  colour: colour.exactOptional(),
});
export const labelColour = colour;
export const labelEdit = {
  addTags: z.array(tag).max(MOST_TAGS).exactOptional(),
  removeTags: z.array(tagName).max(MOST_TAGS).exactOptional(),
  group: z.union([labelGroup, z.literal('none')]).exactOptional(),
} satisfies { readonly [Field in keyof LabelEdit]?: unknown };

const columnName = z.string().max(64);
/** Columns that this version does not know are kept: another window may. */
export const machinesView = z.object({
  kind: z.enum(['list', 'tiles']),
  columns: z
    .array(z.object({ id: columnName, width: z.int().min(1).max(10_000).exactOptional() }))
    .max(64)
    .exactOptional(),
  sort: z.array(z.object({ column: columnName, descending: z.boolean() })).max(64),
  groupBy: z.enum(MACHINE_GROUPINGS),
});

const searchId = z.string().min(1).max(64);
const searchWords = z.strictObject({
  name: z.string().min(1).max(100),
  query: z.string().max(2000),
  colour,
});
export const savedSearch: z.ZodType<SavedSearch> = searchWords.extend({ id: searchId });
const searchBefore = { before: searchId.exactOptional() };
export const searchChange: z.ZodType<SearchChange> = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('add'), search: savedSearch, ...searchBefore }),
  z.strictObject({
    op: z.literal('edit'),
    id: searchId,
    words: z.strictObject({
      name: searchWords.shape.name.exactOptional(),
      query: searchWords.shape.query.exactOptional(),
      colour: colour.exactOptional(),
    }),
  }),
  z.strictObject({ op: z.literal('move'), id: searchId, ...searchBefore }),
  z.strictObject({ op: z.literal('remove'), id: searchId }),
]);

/** Settings that a page writes whole; of lists that grow it changes one part at a time. */
export const settingsChange = {
  theme: z.enum(THEMES).optional(),
  language: z.enum(LANGUAGES).optional(),
  machinesView: machinesView.optional(),
  statisticsIntervalMs: z.int().min(1000).max(60_000).optional(),
  density: z.enum(['compact', 'comfortable']).optional(),
  backgroundStatistics: z.boolean().optional(),
  measured: z.array(z.enum(MEASURED)).max(MEASURED.length).optional(),
  machineStart: z.enum(MACHINE_STARTS).optional(),
  consolesConnect: z.boolean().optional(),
  screenFit: z.enum(SCREEN_FITS).optional(),
  releaseKeys: z.enum(RELEASE_KEYS).optional(),
  terminalFontPx: z.int().min(8).max(32).optional(),
  tray: z.boolean().optional(),
  guestTimeoutMs: z.int().min(5000).max(3_600_000).optional(),
  notifications: z.boolean().optional(),
  skippedQuestions: z.array(z.string().max(64)).max(64).optional(),
  askForOne: z.boolean().optional(),
  hideStopped: z.boolean().optional(),
};
/** What a file of settings may hold. */
export const importedSettings = z.strictObject({
  ...settingsChange,
  groups: z.array(labelGroup).max(1000).optional(),
  searches: z.array(savedSearch).max(MOST_SEARCHES).optional(),
});
