// Keeps the long histories of hosts and machines over the end of the engine: each host's are written every few minutes and at
// the end, and read again soon after the start, or when somebody asks for them before.
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { HostMetric } from '../../shared/model/statistics.ts';
import type { DomainHistories } from '../inventory/domain-histories.ts';
import {
  type HostHistories,
  LONGEST_IMAGE,
  NoImage,
  restoreHistories,
  saveHistories,
} from '../inventory/history-image.ts';
import type { LongHistory } from '../inventory/long-history.ts';
import type { Log } from '../log.ts';
import { type HistoryFiles, SpoiltFile } from '../store/history-files.ts';

/** A crash loses so much. */
const WRITE_EVERY_MS = 5 * 60_000;
/** At the start others have the right of way. */
const READ_AFTER_MS = 3000;

export interface KeptHost {
  readonly id: ConnectionId;
  readonly uri: string;
  readonly statistics: { readonly longHistory: LongHistory<HostMetric> };
}

export interface HistoryKeeperOptions {
  readonly files: HistoryFiles;
  readonly domains: DomainHistories;
  readonly log: Log;
  /** Whether a person wants long histories at all. */
  readonly wanted: () => boolean;
}

interface Kept {
  readonly host: KeptHost;
  reading: Promise<void> | undefined;
  /** Nothing is written over a file that was not read. */
  isRead: boolean;
  /** Of the newest measurement that is in the file. */
  writtenMs: number;
}

export class HistoryKeeper {
  readonly #options: HistoryKeeperOptions;
  readonly #kept = new Map<ConnectionId, Kept>();
  readonly #timers: readonly NodeJS.Timeout[];
  /** One file at a time. */
  #queue: Promise<void> = Promise.resolve();
  #isBroken = false;

  constructor(options: HistoryKeeperOptions) {
    this.#options = options;
    this.#timers = [
      setTimeout(() => void this.#readAll(), READ_AFTER_MS).unref(),
      setInterval(() => void this.write(), WRITE_EVERY_MS).unref(),
    ];
  }

  hold(host: KeptHost): void {
    this.#kept.set(host.id, { host, reading: undefined, isRead: false, writtenMs: 0 });
  }

  /** Resolves when what was kept of a host is in memory, or cannot be. */
  async ready(id: ConnectionId): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined || kept.isRead || !this.#options.wanted()) return;
    kept.reading ??= this.#inTurn(() => this.#read(kept)).finally(() => {
      kept.reading = undefined;
    });
    await kept.reading;
  }

  /** Writes what is not in its file yet. */
  async write(): Promise<void> {
    for (const kept of [...this.#kept.values()]) {
      const { lastMs } = kept.host.statistics.longHistory;
      if (lastMs <= kept.writtenMs || !this.#options.wanted()) continue;
      await this.ready(kept.host.id);
      await this.#inTurn(() => this.#writeOne(kept));
    }
  }

  /** The host is held no longer. */
  async remove(id: ConnectionId): Promise<void> {
    this.#kept.delete(id);
    await this.#inTurn(() => this.#minding('removed', () => this.#options.files.remove(id)));
  }

  /** A person may not want them any more. */
  async settle(): Promise<void> {
    if (!this.#options.wanted()) await this.keepOnly([]);
  }

  /** Removes what is left of hosts other than these, and all where none is wanted. */
  async keepOnly(ids: readonly ConnectionId[]): Promise<void> {
    const stay = new Set(this.#options.wanted() ? ids : []);
    await this.#inTurn(() => this.#minding('removed', () => this.#options.files.keepOnly(stay)));
    for (const [id, kept] of this.#kept) if (!stay.has(id)) kept.writtenMs = 0;
  }

  /** Writes for the last time. */
  async dispose(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.write();
    await this.#queue;
  }

  async #readAll(): Promise<void> {
    for (const id of [...this.#kept.keys()]) await this.ready(id);
  }

  async #read(kept: Kept): Promise<void> {
    const { files } = this.#options;
    const { id, uri } = kept.host;
    try {
      const image = await files.read(id, LONGEST_IMAGE);
      if (!this.#isHeld(kept)) return;
      if (image !== undefined) {
        await restoreHistories(image, { connection: id, uri }, this.#historiesOf(kept), Date.now());
      }
      kept.isRead = true;
    } catch (error) {
      await this.#minding('read', () => this.#putAside(kept, error));
    }
  }

  /** Throws what says nothing of the file itself. */
  async #putAside(kept: Kept, error: unknown): Promise<void> {
    if (!(error instanceof NoImage) && !(error instanceof SpoiltFile)) throw error;
    const keptAs = await this.#options.files.putAside(kept.host.id);
    kept.isRead = true;
    this.#options.log.warn(`a long history is of no use, kept as ${keptAs}`, error.message);
  }

  async #writeOne(kept: Kept): Promise<void> {
    // It was removed, or switched off, or could not be read, since it was its turn.
    if (!this.#isHeld(kept) || !kept.isRead || !this.#options.wanted()) return;
    const { id, uri } = kept.host;
    const { lastMs } = kept.host.statistics.longHistory;
    await this.#minding('written', async () => {
      const content = saveHistories({ connection: id, uri }, this.#historiesOf(kept));
      await this.#options.files.write(id, content);
      kept.writtenMs = lastMs;
      this.#isBroken = false;
    });
  }

  #historiesOf({ host }: Kept): HostHistories {
    return { host: host.statistics.longHistory, domains: this.#options.domains };
  }

  #isHeld(kept: Kept): boolean {
    return this.#kept.get(kept.host.id) === kept;
  }

  /** A disk that is full or cannot be written costs the history, and one line of the log. */
  async #minding(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#isBroken) this.#options.log.warn(`a long history cannot be ${what}`, error);
      this.#isBroken = true;
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work);
    return this.#queue;
  }
}
