// What the settings file holds, and how it is read.
import { z } from 'zod';
import {
  connectionId,
  deviceName,
  domainKey,
  labelGroup,
  machinesView,
  savedSearch,
  uriText,
} from '../../shared/checks.ts';
import { HOST_COLOURS, type HostProfile } from '../../shared/model/connect.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import {
  LANGUAGES,
  MACHINE_STARTS,
  MEASURED,
  RELEASE_KEYS,
  SCREEN_FITS,
  THEMES,
  USUAL_MACHINES_VIEW,
} from '../../shared/model/settings.ts';
import { type FileKind, type Reading, readChecked } from './checked-file.ts';
import { SETTINGS_VERSION } from './first-settings.ts';

/** No person adds as many hosts. Numbers beyond it are not counted on from: some day the next would be none. */
const HIGHEST_NUMBER = 1_000_000;

const storedSettings = z.object({
  theme: z.enum(THEMES).default('system'),
  language: z.enum(LANGUAGES).default('system'),
  machinesView: machinesView.exactOptional(),
  /** What the first versions kept instead: ids of columns, and one that sorts. */
  gridColumns: z.array(z.string()).exactOptional(),
  gridSort: z.object({ column: z.string(), descending: z.boolean() }).exactOptional(),
  statisticsIntervalMs: z.int().min(1000).max(60_000).default(2000),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  backgroundStatistics: z.boolean().default(true),
  measured: z.array(z.enum(MEASURED)).default([...MEASURED]),
  machineStart: z.enum(MACHINE_STARTS).default('overview'),
  consolesConnect: z.boolean().default(true),
  screenFit: z.enum(SCREEN_FITS).default('scale'),
  releaseKeys: z.enum(RELEASE_KEYS).default('ctrl-alt'),
  terminalFontPx: z.int().min(8).max(32).default(13),
  tray: z.boolean().default(false),
  guestTimeoutMs: z.int().min(5000).max(3_600_000).default(120_000),
  notifications: z.boolean().default(true),
  skippedQuestions: z.array(z.string()).default([]),
  askForOne: z.boolean().default(false),
  groups: z.array(labelGroup).default([]),
  hideStopped: z.boolean().default(false),
  searches: z.array(savedSearch).default([]),
});

const settings = storedSettings.transform(({ gridColumns, gridSort, machinesView: view, ...rest }) => ({
  ...rest,
  machinesView: view ?? {
    ...USUAL_MACHINES_VIEW,
    ...(gridColumns === undefined ? {} : { columns: gridColumns.map((id) => ({ id })) }),
    ...(gridSort === undefined ? {} : { sort: [gridSort] }),
  },
}));

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
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  settings: settings.prefault({}),
  connections: z.array(connection).default([]),
  /** The number of the next connection: ids are never used twice. */
  nextConnection: z.int().min(1).default(1),
  recordings: z.array(recording).default([]),
  /** The libvirts of this computer were added once; whoever removed them has them no more. */
  usualOffered: z.boolean().default(false),
});

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

/** The number after the one in an id of ours; 1 for any other. */
function numberAfter(id: ConnectionId): number {
  const number = Number(/^c(\d+)$/.exec(id)?.[1] ?? 0);
  return number <= HIGHEST_NUMBER ? number + 1 : 1;
}

/** A file that was changed by hand may have one id twice, or count from too low: each connection gets an id of its own. */
function withOwnIds(document: SettingsDocument): SettingsDocument {
  const { nextConnection } = document;
  const taken = new Set(document.connections.map(({ id }) => id));
  let next = nextConnection <= HIGHEST_NUMBER ? nextConnection : 1;
  for (const id of taken) next = Math.max(next, numberAfter(id));
  /** The next id that nobody has; `next` is then its number. */
  const free = () => {
    while (taken.has(makeConnectionId(next))) next += 1;
    return makeConnectionId(next);
  };
  const seen = new Set<ConnectionId>();
  const connections = document.connections.map((one) => {
    const id = seen.has(one.id) ? free() : one.id;
    seen.add(id);
    taken.add(id);
    return { ...one, id };
  });
  free();
  return { ...document, connections, nextConnection: next };
}

const KIND: FileKind<SettingsDocument> = {
  version: SETTINGS_VERSION,
  check(value) {
    const { data } = documentSchema.safeParse(value);
    return data === undefined ? undefined : withOwnIds(data);
  },
};

export function readDocument(path: string): Promise<Reading<SettingsDocument>> {
  return readChecked(path, KIND);
}
