// What the settings file holds, and how it is read: checked, with an unreadable or newer one kept aside.
import { readFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { connectionId, deviceName, domainKey, uriText } from '../../shared/checks.ts';
import { HOST_COLOURS, type HostProfile } from '../../shared/model/connect.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Settings, SettingsTrouble } from '../../shared/model/settings.ts';

const VERSION = 1;

const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  gridColumns: z.array(z.string()).exactOptional(),
  gridSort: z.object({ column: z.string(), descending: z.boolean() }).exactOptional(),
  statisticsIntervalMs: z.int().min(1000).max(60_000).default(2000),
});

// `autoconnect` is the person's wish for each start. `closed` is what was done last: a host that was disconnected by hand
// stays closed at the next start although it is wished, until it is connected by hand. A start opens what is wished and
// not closed. The first versions had one mark for both, and none called `closed`.
const connection = z
  .object({
    id: connectionId,
    uri: uriText,
    readOnly: z.boolean(),
    name: z.string().default(''),
    colour: z.enum(HOST_COLOURS).default('none'),
    notes: z.string().default(''),
    autoconnect: z.boolean(),
    closed: z.boolean().optional(),
    /** Programs that the URI names and a person allowed to run here, each with its words. */
    allowedPrograms: z.array(z.array(z.string()).min(1)).default([]),
  })
  .transform(({ closed, autoconnect, ...rest }) =>
    closed === undefined
      ? { ...rest, autoconnect: true, closed: !autoconnect }
      : { ...rest, autoconnect, closed },
  );

const recording = z.object({ domain: domainKey, device: deviceName });

const documentSchema = z.object({
  version: z.literal(VERSION).default(VERSION),
  settings: settings.prefault({}),
  connections: z.array(connection).default([]),
  /** The number of the next connection: ids are never used twice. */
  nextConnection: z.int().min(1).default(1),
  recordings: z.array(recording).default([]),
  /** The libvirts of this computer were added once; whoever removed them has them no more. */
  usualOffered: z.boolean().default(false),
});

const versionOnly = z.object({ version: z.number() });

export type SettingsDocument = z.output<typeof documentSchema>;
export type StoredConnection = Readonly<z.output<typeof connection>>;

export function emptyDocument(): SettingsDocument {
  return documentSchema.parse({});
}

/** What a person says about a stored host. */
export function profileOf({
  uri,
  readOnly,
  name,
  colour,
  notes,
  autoconnect,
}: StoredConnection): HostProfile {
  return { uri, readOnly, name, colour, notes, autoconnect };
}

/** `c1`, `c2`, … */
export function makeConnectionId(number: number): ConnectionId {
  return connectionId.parse(`c${number}`);
}

export interface ReadDocument {
  readonly document: SettingsDocument;
  readonly trouble?: SettingsTrouble;
}

function parse(text: string): SettingsDocument | 'newer' | 'unreadable' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  const version = versionOnly.safeParse(value).data?.version ?? VERSION;
  if (version > VERSION) return 'newer';
  return documentSchema.safeParse(value).data ?? 'unreadable';
}

/** Moves it away, so that the next change makes a new one. */
async function keepAside(path: string, what: 'newer' | 'unreadable'): Promise<SettingsTrouble> {
  const keptAs = `${path}.${what}-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(path, keptAs);
  return { what, keptAs, message: basename(keptAs) };
}

/** Reads the file at `path`; one that is absent is empty, one that makes no sense is kept aside. */
export async function readDocument(path: string): Promise<ReadDocument> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { document: emptyDocument() };
    }
    throw error;
  }
  const document = parse(text);
  if (typeof document !== 'string') return { document };
  return { document: emptyDocument(), trouble: await keepAside(path, document) };
}

/** The settings as they are on the disk, for whoever only needs a first guess: nothing is moved, locked or told. */
export function peekSettings(path: string): Settings {
  try {
    const document = parse(readFileSync(path, 'utf8'));
    if (typeof document !== 'string') return document.settings;
  } catch {
    // Absent, or it cannot be read: whoever opens the store is told.
  }
  return emptyDocument().settings;
}
