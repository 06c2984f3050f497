// The engine's process: forked, started again when it dies, and given a port for each page that asks.
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Log } from '../log.ts';
import { type EngineWords, STARTED, writeEngineWords } from './engine-words.ts';
import { Restarts } from './restarts.ts';

/** Consoles, streams and connections are closed in this time, or with the process. */
const STOP_MS = 3000;
const KILL_MS = 1000;

async function settlesWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const late = new AbortController();
  const settled = await Promise.race([
    promise.then(() => true),
    sleep(ms, false, { signal: late.signal }).catch(() => false),
  ]);
  late.abort();
  return settled;
}

export interface EngineProcessOptions {
  readonly entry: string;
  /** Opened beside what is stored, by the first engine that lives so long. */
  readonly startUris: readonly string[];
  /** Its log goes to the terminal too. */
  readonly debug: boolean;
  readonly log: Log;
  /** Whatever an engine says to main, and the way to answer that engine. */
  readonly onMessage: (message: unknown, answer: (message: unknown) => void) => void;
  /** A new engine runs; it knows nothing of what was said to the one before. */
  readonly onStarted: () => void;
}

export class EngineProcess {
  readonly #entry: string;
  #words: EngineWords;
  readonly #log: Log;
  readonly #onMessage: EngineProcessOptions['onMessage'];
  readonly #onStarted: () => void;
  readonly #waiting = new Map<WebContents, string>();
  #process: UtilityProcess | undefined;
  readonly #restarts = new Restarts();
  #restart: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor({ entry, startUris, debug, log, onMessage, onStarted }: EngineProcessOptions) {
    this.#onMessage = onMessage;
    this.#onStarted = onStarted;
    this.#entry = entry;
    this.#words = { uris: startUris, restarted: false, debug };
    this.#log = log;
  }

  start(): void {
    const startedAt = Date.now();
    const child = utilityProcess.fork(this.#entry, writeEngineWords(this.#words), {
      serviceName: 'Guesthouse engine',
      stdio: 'inherit',
    });
    child.once('spawn', () => this.#spawned(child));
    child.on('message', (message: unknown) => {
      // What was named is stored; the next must not bring back one that was removed since.
      if (message === STARTED) this.#words = { ...this.#words, uris: [], restarted: true };
      this.#onMessage(message, (answer) => child.postMessage(answer));
    });
    child.once('exit', (code) => this.#exited(code, Date.now() - startedAt));
  }

  /** Gives `page` a port; one that asks while there is no engine gets it from the next. */
  connect(page: WebContents, nonce: string): void {
    if (this.#process === undefined) {
      this.#waiting.set(page, nonce);
      if (this.#restarts.failing) this.#tellFailing(page);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    this.#process.postMessage('page', [port1]);
    page.postMessage('engine-port', nonce, [port2]);
  }

  /** Says something to the engine that runs now; without one nobody hears it. */
  tell(message: unknown): void {
    this.#process?.postMessage(message);
  }

  /** The computer woke; an engine that is only starting connects anyway. */
  wake(): void {
    this.#process?.postMessage('wake');
  }

  /** Lets it close what it holds; ends it when that takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#process;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage('stop');
    if (await settlesWithin(ended, STOP_MS)) return;
    this.#log.warn('the engine did not stop in time and is ended');
    // Not `child.kill()`: a process that hangs or is stopped would outlive a polite signal, and the app.
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    await settlesWithin(ended, KILL_MS);
  }

  #spawned(child: UtilityProcess): void {
    this.#process = child;
    this.#onStarted();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [page, nonce] of waiting) if (!page.isDestroyed()) this.connect(page, nonce);
  }

  #exited(code: number, livedMs: number): void {
    this.#process = undefined;
    if (this.#stopping) return;
    const restartMs = this.#restarts.died(livedMs);
    this.#log.error(
      `the engine ended with code ${code} after ${livedMs} ms; the next starts in ${restartMs} ms`,
    );
    if (this.#restarts.failing) for (const page of this.#waiting.keys()) this.#tellFailing(page);
    this.#restart = setTimeout(() => this.start(), restartMs);
  }

  #tellFailing(page: WebContents): void {
    if (!page.isDestroyed()) page.send('engine-failing', dirname(this.#log.path));
  }
}
