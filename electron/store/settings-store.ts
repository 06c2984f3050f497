// What is remembered between starts. Each change is made to the file as it is now, under a lock: two engines on one file lose nothing.
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HostProfile } from '../../shared/model/connect.ts';
import { type ConnectionId, connectionOf, type DomainKey } from '../../shared/model/keys.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { destinationOf, replaceFile } from './atomic-file.ts';
import { isBad, putAside, type Reading } from './checked-file.ts';
import {
  emptyDocument,
  makeConnectionId,
  readDocument,
  type SettingsDocument,
  type StoredConnection,
} from './document.ts';
import { withLock } from './file-lock.ts';
import { codeOf } from './own-file.ts';
import { makePrivateFolder } from './paths.ts';
import { type NewTrouble, Troubles } from './troubles.ts';

export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** Reads are of memory; changes resolve when they are on the disk, or when a trouble was told instead. */
export interface SettingsStore {
  readonly path: string;
  /** What is wrong with the file now. */
  readonly troubles: Troubles;
  readonly settings: Settings;
  /** In the order of the sidebar. */
  readonly connections: readonly StoredConnection[];
  /** Fields that are absent or undefined stay as they are. */
  change(change: SettingsChange): Promise<Settings>;
  /** A change that depends on what is stored at that moment; `make` may be asked more than once. */
  edit(make: (now: Settings) => SettingsChange): Promise<Settings>;
  /** The same URI with the same access again gives the one that is stored. `closed`: it is not opened by itself. */
  addConnection(profile: HostProfile, options?: { readonly closed: boolean }): Promise<StoredConnection>;
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
  /** Resolves when everything is written, or cannot be. */
  dispose(): Promise<void>;
}

type Edit = (document: SettingsDocument) => SettingsDocument;
type DocumentConnection = SettingsDocument['connections'][number];

class FileSettingsStore implements SettingsStore {
  readonly path: string;
  readonly troubles: Troubles;
  #document: SettingsDocument = emptyDocument();
  /** What the file last held. It stands in for one that is lost or spoilt while we run. */
  #known: SettingsDocument | undefined;
  #watcher: FSWatcher | undefined;
  #queue: Promise<void> = Promise.resolve();
  readonly #settingsListeners = new Set<(settings: Settings) => void>();
  readonly #unsaved: Edit[] = [];

  constructor(path: string, troubles: Troubles) {
    this.path = path;
    this.troubles = troubles;
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
    await this.#enqueue(() => this.#load(), 'unreadable');
    await this.#watch();
  }

  change(change: SettingsChange): Promise<Settings> {
    return this.edit(() => change);
  }

  async edit(make: (now: Settings) => SettingsChange): Promise<Settings> {
    await this.#edit((document) => {
      const { settings } = document;
      const given = Object.entries(make(settings)).filter(([, value]) => value !== undefined);
      return { ...document, settings: { ...settings, ...Object.fromEntries(given) } };
    });
    return this.settings;
  }

  async addConnection(profile: HostProfile, { closed } = { closed: false }): Promise<StoredConnection> {
    const same = (one: StoredConnection) => one.uri === profile.uri && one.readOnly === profile.readOnly;
    await this.#edit((document) => {
      if (document.connections.some(same)) return document;
      const id = makeConnectionId(document.nextConnection);
      return {
        ...document,
        nextConnection: document.nextConnection + 1,
        connections: [...document.connections, { ...profile, id, closed, allowedPrograms: [] }],
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

  async dispose(): Promise<void> {
    this.#watcher?.close();
    this.#settingsListeners.clear();
    await this.#queue;
    // There may be room by now.
    if (this.#unsaved.length > 0) await this.#edit((document) => document);
  }

  async #watch(): Promise<void> {
    try {
      const file = await destinationOf(this.path);
      // The folder, since the file is replaced and not written.
      this.#watcher = watch(dirname(file), (_event, name) => {
        if (name === basename(file)) this.#queue = this.#queue.then(() => this.#glance()).catch(() => {});
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // The system has no watches left, or there is no folder: what another engine writes is then seen at our next change.
    }
  }

  /** It changed under us. What makes no sense may be half of what an editor is writing: our next change looks again. */
  async #glance(): Promise<void> {
    const reading = await readDocument(this.path);
    if (reading.state === 'good') this.#learn(reading);
  }

  #editOne(id: ConnectionId, edit: (one: DocumentConnection) => DocumentConnection): Promise<void> {
    const changed = (one: DocumentConnection) => (one.id === id ? edit(one) : one);
    return this.#edit((document) => ({ ...document, connections: document.connections.map(changed) }));
  }

  /** One change after the other; each begins from what is on the disk then. */
  #edit(edit: Edit): Promise<void> {
    return this.#enqueue(async () => {
      // What cannot be written is kept, holds until the end of this engine, and is tried again with the next change.
      this.#unsaved.push(edit);
      this.#take(edit(this.#document));
      await this.#save();
    }, 'not-saved');
  }

  async #save(): Promise<void> {
    // It may be gone, or there was no room for it when we came.
    makePrivateFolder(dirname(this.path));
    await withLock(this.#lock, async () => {
      const onDisk = await this.#reread();
      if (this.#document !== onDisk) {
        await replaceFile(this.path, `${JSON.stringify(this.#document, null, 2)}\n`);
      }
    });
    this.#known = this.#document;
    this.#unsaved.length = 0;
    this.troubles.settle('settings', 'not-saved', 'unreadable', 'newer');
    if (this.#watcher === undefined) await this.#watch();
  }

  get #lock(): string {
    return `${this.path}.lock`;
  }

  async #load(): Promise<void> {
    const reading = await readDocument(this.path);
    if (!isBad(reading)) return this.#learn(reading);
    try {
      // Once more, and alone: another engine may have put it aside, and a good one in its place.
      await withLock(this.#lock, () => this.#reread());
    } catch (error) {
      this.#tell(reading.state, error);
    }
  }

  /** Takes what is on the disk with what is unsaved on top, and returns it; what makes no sense is put aside. Under the lock. */
  async #reread(): Promise<SettingsDocument | undefined> {
    const reading = await readDocument(this.path);
    if (isBad(reading)) {
      const keptAs = await putAside(this.path, reading);
      this.#say({ what: reading.state, keptAs, message: reading.message });
    }
    this.#learn(reading);
    return reading.state === 'good' ? reading.value : undefined;
  }

  #learn(reading: Reading<SettingsDocument>): void {
    if (reading.state === 'good') {
      this.#known = reading.value;
      this.troubles.settle('settings', 'unreadable', 'newer');
    }
    this.#take(this.#unsaved.reduce((before, edit) => edit(before), this.#known ?? emptyDocument()));
  }

  #enqueue(work: () => Promise<unknown>, what: NewTrouble['what']): Promise<void> {
    this.#queue = this.#queue.then(work).then(
      () => {},
      (error) => this.#tell(what, error),
    );
    return this.#queue;
  }

  #tell(what: NewTrouble['what'], error: unknown): void {
    const code = codeOf(error);
    const message = error instanceof Error ? error.message : String(error);
    this.#say({ what, message, ...(code === undefined ? {} : { code }) });
  }

  #say(trouble: Pick<NewTrouble, 'what' | 'keptAs' | 'code' | 'message'>): void {
    const inUse = this.#known === undefined ? 'usual' : 'earlier';
    this.troubles.tell({ ...trouble, file: 'settings', path: this.path, inUse });
  }

  #take(document: SettingsDocument): void {
    const changed = JSON.stringify(document.settings) !== JSON.stringify(this.settings);
    this.#document = document;
    if (changed) for (const listener of this.#settingsListeners) listener(document.settings);
  }
}

/** Opens the settings at `path`; the file is made at the first change. What cannot be read is told as a trouble. */
export async function openSettingsStore(path: string, troubles = new Troubles()): Promise<SettingsStore> {
  const store = new FileSettingsStore(path, troubles);
  await store.open();
  return store;
}
