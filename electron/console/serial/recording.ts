// Writes what a console shows to a file, as it comes, in bounded space: the file and the one before it.
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const ROTATE_AT_BYTES = 16 * 1_048_576;
/** A disk that is slower than the guest must not fill the memory. */
const QUEUE_BYTES = 8 * 1_048_576;
const RETRY_MS = 10_000;

export interface RecordingOptions {
  readonly path: string;
  /** Told of each failure to write, at most once in ten seconds; what comes meanwhile is not recorded. */
  readonly onTrouble: (error: unknown) => void;
  readonly rotateAtBytes?: number;
}

export class Recording {
  readonly #options: RecordingOptions;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #missedBytes = 0;
  #file: FileHandle | undefined;
  #fileBytes = 0;
  #retryAtMs = 0;
  #writing: Promise<void> | undefined;

  constructor(options: RecordingOptions) {
    this.#options = options;
  }

  /** Takes bytes, which must not change afterwards, and never waits. */
  append(bytes: Uint8Array): void {
    if (this.#queuedBytes + bytes.length > QUEUE_BYTES || Date.now() < this.#retryAtMs) {
      this.#missedBytes += bytes.length;
      return;
    }
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    this.#writing ??= this.#drain();
  }

  /** Settles when everything taken is written. */
  async close(): Promise<void> {
    await this.#writing;
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(this.#options.onTrouble);
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) await this.#writeQueue();
    } catch (error) {
      this.#missedBytes += this.#queuedBytes;
      this.#queue = [];
      this.#queuedBytes = 0;
      this.#retryAtMs = Date.now() + RETRY_MS;
      this.#options.onTrouble(error);
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeQueue(): Promise<void> {
    const file = this.#file ?? (await this.#open());
    const missed = this.#missedBytes === 0 ? '' : `\r\n[${this.#missedBytes} bytes were not recorded]\r\n`;
    const bytes = Buffer.concat([Buffer.from(missed), ...this.#queue]);
    const atStake = this.#missedBytes + this.#queuedBytes;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#missedBytes = 0;
    try {
      await file.appendFile(bytes);
    } catch (error) {
      this.#missedBytes += atStake;
      throw error;
    }
    this.#fileBytes += bytes.length;
    if (this.#fileBytes >= (this.#options.rotateAtBytes ?? ROTATE_AT_BYTES)) await this.#rotate(file);
  }

  async #open(): Promise<FileHandle> {
    const { path } = this.#options;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a', 0o600);
    this.#file = file;
    this.#fileBytes = (await file.stat()).size;
    return file;
  }

  async #rotate(file: FileHandle): Promise<void> {
    this.#file = undefined;
    await file.close();
    await rename(this.#options.path, `${this.#options.path}.1`);
  }
}
