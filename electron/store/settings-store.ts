// What is remembered between starts. Each change is made to the file as it is now, under a lock: two engines on one file lose nothing.
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { HostProfile } from '../../shared/model/connect.ts';
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import type { Settings, SettingsTrouble } from '../../shared/model/settings.ts';
import { replaceFile } from './atomic-file.ts';
import {
  emptyDocument,
  makeConnectionId,
  readDocument,
  type SettingsDocument,
  type StoredConnection,
} from './document.ts';
import { withLock } from './file-lock.ts';
import { makePrivateFolder } from './paths.ts';

export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** Reads are of memory; changes resolve when they are on the disk, or when a trouble was told instead. */
export interface SettingsStore {
  readonly path: string;
  readonly settings: Settings;
  /** In the order of the sidebar. */
  readonly connections: readonly StoredConnection[];
  /** Fields that are absent or undefined stay as they are. */
  change(change: SettingsChange): Promise<Settings>;
  /** The same URI with the same access again gives the one that is stored. */
  addConnection(profile: HostProfile): Promise<StoredConnection>;
  editConnection(id: ConnectionId, profile: HostProfile): Promise<void>;
  /** Those that are not named come after, in the order they have. */
  reorderConnections(ids: readonly ConnectionId[]): Promise<void>;
  /** Whether it was closed by hand. */
  setClosed(id: ConnectionId, closed: boolean): Promise<void>;
  /** A program and its words that may run here for this connection from now on. */
  allowProgram(id: ConnectionId, program: readonly string[]): Promise<void>;
  /** Whether the libvirts of this computer were ever added by themselves. */
  readonly usualOffered: boolean;
  markUsualOffered(): Promise<void>;
  /** Forgets it, and which of its consoles are recorded. */
  removeConnection(id: ConnectionId): Promise<void>;
  /** Every console that is recorded, of all machines. */
  readonly recordings: readonly { readonly domain: DomainKey; readonly device: string }[];
  setRecorded(domain: DomainKey, device: string, on: boolean): Promise<void>;
  /** Told also when another engine changed the file. */
  onSettings(listener: (settings: Settings) => void): () => void;
  /** A trouble from before the first listener is kept for it. */
  onTrouble(listener: (trouble: SettingsTrouble) => void): () => void;
  /** Resolves when everything is written. */
  dispose(): Promise<void>;
}

type Edit = (document: SettingsDocument) => SettingsDocument;
type DocumentConnection = SettingsDocument['connections'][number];

class FileSettingsStore implements SettingsStore {
  readonly path: string;
  #document: SettingsDocument = emptyDocument();
  #watcher: FSWatcher | undefined;
  #queue: Promise<void> = Promise.resolve();
  readonly #settingsListeners = new Set<(settings: Settings) => void>();
  readonly #troubleListeners = new Set<(trouble: SettingsTrouble) => void>();
  readonly #untold: SettingsTrouble[] = [];
  readonly #unsaved: Edit[] = [];

  constructor(path: string) {
    this.path = path;
  }

  get settings(): Settings {
    return this.#document.settings;
  }

  get connections(): readonly StoredConnection[] {
    return this.#document.connections;
  }

  get usualOffered(): boolean {
    return this.#document.usualOffered;
  }

  get recordings(): SettingsDocument['recordings'] {
    return this.#document.recordings;
  }

  async open(): Promise<void> {
    await this.#enqueue(async () => makePrivateFolder(dirname(this.path)), 'not-saved');
    await this.#enqueue(() => this.#reread(), 'unreadable');
    this.#watch();
  }

  async change(change: SettingsChange): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await this.#edit((document) => ({ ...document, settings: { ...document.settings, ...given } }));
    return this.settings;
  }

  async addConnection(profile: HostProfile): Promise<StoredConnection> {
    const same = (one: StoredConnection) => one.uri === profile.uri && one.readOnly === profile.readOnly;
    await this.#edit((document) => {
      if (document.connections.some(same)) return document;
      const id = makeConnectionId(document.nextConnection);
      return {
        ...document,
        nextConnection: document.nextConnection + 1,
        connections: [...document.connections, { ...profile, id, closed: false, allowedPrograms: [] }],
      };
    });
    const stored = this.connections.find(same);
    if (stored === undefined) throw new Error('a connection was removed while it was added');
    return stored;
  }

  editConnection(id: ConnectionId, profile: HostProfile): Promise<void> {
    return this.#editOne(id, (one) => ({ ...one, ...profile }));
  }

  reorderConnections(ids: readonly ConnectionId[]): Promise<void> {
    const places = new Map(ids.map((id, place) => [id, place]));
    const placeOf = ({ id }: StoredConnection) => places.get(id) ?? ids.length;
    return this.#edit((document) => ({
      ...document,
      connections: document.connections.toSorted((one, other) => placeOf(one) - placeOf(other)),
    }));
  }

  setClosed(id: ConnectionId, closed: boolean): Promise<void> {
    return this.#editOne(id, (one) => ({ ...one, closed }));
  }

  allowProgram(id: ConnectionId, program: readonly string[]): Promise<void> {
    const allowed = [...program];
    return this.#editOne(id, (one) => ({ ...one, allowedPrograms: [...one.allowedPrograms, allowed] }));
  }

  removeConnection(id: ConnectionId): Promise<void> {
    return this.#edit((document) => ({
      ...document,
      connections: document.connections.filter((one) => one.id !== id),
      recordings: document.recordings.filter(({ domain }) => connectionOf(domain) !== id),
    }));
  }

  markUsualOffered(): Promise<void> {
    return this.#edit((document) => ({ ...document, usualOffered: true }));
  }

  setRecorded(domain: DomainKey, device: string, on: boolean): Promise<void> {
    return this.#edit((document) => {
      const others = document.recordings.filter((one) => one.domain !== domain || one.device !== device);
      return { ...document, recordings: on ? [...others, { domain, device }] : others };
    });
  }

  onSettings(listener: (settings: Settings) => void): () => void {
    this.#settingsListeners.add(listener);
    return () => this.#settingsListeners.delete(listener);
  }

  onTrouble(listener: (trouble: SettingsTrouble) => void): () => void {
    this.#troubleListeners.add(listener);
    for (const trouble of this.#untold.splice(0)) listener(trouble);
    return () => this.#troubleListeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#watcher?.close();
    this.#settingsListeners.clear();
    this.#troubleListeners.clear();
    await this.#queue;
  }

  #watch(): void {
    try {
      // The folder, since the file is replaced and not written.
      this.#watcher = watch(dirname(this.path), (_event, name) => {
        if (name === basename(this.path)) void this.#enqueue(() => this.#reread(), 'unreadable');
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // The system has no watches left, or there is no folder: what another engine writes is then seen at our next change.
    }
  }

  #editOne(id: ConnectionId, edit: (one: DocumentConnection) => DocumentConnection): Promise<void> {
    const changed = (one: DocumentConnection) => (one.id === id ? edit(one) : one);
    return this.#edit((document) => ({ ...document, connections: document.connections.map(changed) }));
  }

  /** One change after the other; each begins from what is on the disk then. */
  #edit(edit: Edit): Promise<void> {
    return this.#enqueue(async () => {
      // What could not be written is kept, holds until the end of this engine, and is tried again with the next change.
      this.#unsaved.push(edit);
      const before = this.#document;
      try {
        await withLock(`${this.path}.lock`, () => this.#save());
        this.#unsaved.length = 0;
      } catch (error) {
        // Once it was read again, the document has this edit already.
        if (this.#document === before) this.#take(edit(before));
        throw error;
      }
    }, 'not-saved');
  }

  async #save(): Promise<void> {
    const before = await this.#reread();
    if (this.#document === before) return;
    await replaceFile(this.path, `${JSON.stringify(this.#document, null, 2)}\n`);
  }

  /** Returns what is on the disk; takes it with what is unsaved on top. */
  async #reread(): Promise<SettingsDocument> {
    const { document, trouble } = await readDocument(this.path);
    this.#take(this.#unsaved.reduce((before, edit) => edit(before), document));
    if (trouble !== undefined) this.#tell(trouble);
    return document;
  }

  #enqueue(work: () => Promise<unknown>, what: SettingsTrouble['what']): Promise<void> {
    this.#queue = this.#queue.then(work).then(
      () => {},
      (error) => this.#tell({ what, message: error instanceof Error ? error.message : String(error) }),
    );
    return this.#queue;
  }

  #take(document: SettingsDocument): void {
    const changed = JSON.stringify(document.settings) !== JSON.stringify(this.settings);
    this.#document = document;
    if (changed) for (const listener of this.#settingsListeners) listener(document.settings);
  }

  #tell(trouble: SettingsTrouble): void {
    if (this.#troubleListeners.size === 0) this.#untold.push(trouble);
    for (const listener of this.#troubleListeners) listener(trouble);
  }
}

/** Opens the settings at `path`; the file is made at the first change. What cannot be read is told as a trouble. */
export async function openSettingsStore(path: string): Promise<SettingsStore> {
  const store = new FileSettingsStore(path);
  await store.open();
  return store;
}

/** Where the settings are in the folder for configuration. */
export function settingsFile(configFolder: string): string {
  return join(configFolder, 'settings.json');
}
