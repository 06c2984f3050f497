// One serial device of one machine: one stream from libvirt, any number of views, and what was shown so far. It is opened
// for the first view, kept for a while after the last, and opened again with each start while someone looks or records.
import type { Failure } from '../../../shared/failure.ts';
import type { SerialCommand, SerialNotice } from '../../../shared/model/console.ts';
import { isConsoleInUse } from '../../libvirt/error-predicates.ts';
import { failureOf } from '../../libvirt/failure-of.ts';
import type { StreamEnd } from '../../libvirt/streams.ts';
import type { Log } from '../../log.ts';
import { asSerialCommand } from '../commands.ts';
import type { Recording } from './recording.ts';
import { Scrollback } from './scrollback.ts';
import { type SerialChannel, SerialView } from './serial-view.ts';

/** What is needed of libvirt's stream; `write` returning false asks to wait for `drained`. */
export interface SerialStream {
  write(bytes: Uint8Array): boolean;
  drained(): Promise<void>;
  abort(): Promise<void>;
  readonly ended: Promise<StreamEnd>;
}

/** Opens the device's stream. `force` throws out whoever holds it. Each piece given to `onData` is the receiver's own. */
export type OpenSerial = (options: {
  readonly force: boolean;
  readonly onData: (bytes: Uint8Array) => void;
}) => Promise<SerialStream>;

export interface SerialConsoleOptions {
  readonly open: OpenSerial;
  /** libvirt's id of the machine's present run; absent while it is off. */
  readonly run: () => number | undefined;
  /** Nobody has looked for a while and nothing is recorded: the console has let go and may be forgotten. */
  readonly onIdle: () => void;
  readonly log: Pick<Log, 'error'>;
  readonly keepMs?: number;
  readonly graceMs?: number;
}

type State = Extract<SerialNotice, { type: 'state' }>['state'];

const KEEP_MS = 600_000;
/** A stream ends shortly before libvirt says that its machine has stopped. */
const STOP_GRACE_MS = 1_500;
/** A device that closes at once is not opened again and again. */
const REOPEN_AFTER_MS = 3_000;
const TEXT_WAIT_MS = 2_000;

export class SerialConsole {
  readonly #options: SerialConsoleOptions;
  readonly #scrollback: Scrollback;
  readonly #views = new Set<SerialView>();
  readonly #waitingForText: (() => void)[] = [];
  #recording: Recording | undefined;
  #state: State = 'off';
  #failure: Failure | undefined;
  #stream: SerialStream | undefined;
  #opening: Promise<void> | undefined;
  #openedAtMs = 0;
  #run: number | undefined;
  #keepTimer: NodeJS.Timeout | undefined;
  #graceTimer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: SerialConsoleOptions) {
    this.#options = options;
    this.#run = options.run();
    this.#scrollback = new Scrollback({
      onSettled: () => {
        for (const settled of this.#waitingForText.splice(0)) settled();
        this.#replayAll();
      },
      onFloodTick: () => this.#showFlood(),
    });
  }

  get held(): boolean {
    return this.#stream !== undefined;
  }

  /** Someone looks at it, did so a moment ago, or records it, and has not released it. */
  get wanted(): boolean {
    const watched = this.#views.size > 0 || this.#keepTimer !== undefined || this.#recording !== undefined;
    return watched && this.#state !== 'released';
  }

  attach(channel: SerialChannel): void {
    const view = new SerialView(channel);
    if (this.#views.size === 0 && this.#state === 'released') this.#state = 'off';
    this.#forgetKeeping();
    this.#views.add(view);
    channel.onClose(() => this.#detach(view));
    channel.onDrain(() => this.#catchUp());
    channel.onNotice((notice) => {
      const command = asSerialCommand(notice);
      if (command !== undefined) this.#command(view, command);
    });
    channel.onBytes((bytes) => this.#typed(bytes));
    this.#answerWith(view);
    view.notify(this.#stateNotice());
    this.#catchUp();
    if (this.wanted && this.#stream === undefined) void this.open();
  }

  /** Opens the stream unless it is open; never rejects, what comes of it is the state. */
  open({ force = false, starting = false } = {}): Promise<void> {
    if (this.#stream !== undefined && !force) return Promise.resolve();
    if (this.#options.run() === undefined && !starting) {
      this.#setState('off');
      return Promise.resolve();
    }
    this.#opening ??= this.#tryOpen(force).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Gives the device back to others. */
  async release(): Promise<void> {
    await this.#opening;
    this.#setState('released');
    await this.#letGo();
  }

  async record(recording: Recording | undefined): Promise<void> {
    const before = this.#recording;
    this.#recording = recording;
    if (recording === undefined) this.#keepForAWhile();
    else if (this.wanted) await this.open();
    await before?.close();
  }

  /** Screen and scrollback as plain text; in a flood that goes on what has been parsed so far. */
  async text(): Promise<string> {
    if (!this.#scrollback.settled) await this.#settled();
    return this.#scrollback.text();
  }

  /** Something about the machine or its link may have changed. */
  machineChanged(linkIsBack: boolean): void {
    const run = this.#options.run();
    const restarted = run !== this.#run && run !== undefined && this.#run !== undefined;
    if (run !== this.#run) {
      this.#run = run;
      if (this.#state === 'released') this.#setState('off');
    }
    if (restarted) {
      void this.#letGo();
      this.#setState('off');
    }
    if (run === undefined) {
      if (this.#stream === undefined) this.#setState('off');
    } else if (this.wanted && this.#stream === undefined && (linkIsBack || this.#state === 'off')) {
      void this.open();
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#forgetKeeping();
    clearTimeout(this.#graceTimer);
    await Promise.all([this.#letGo(), this.#recording?.close()]);
    this.#scrollback.dispose();
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waitingForText.push(resolve);
      setTimeout(resolve, TEXT_WAIT_MS).unref();
    });
  }

  async #tryOpen(force: boolean): Promise<void> {
    this.#setState('opening');
    try {
      const stream = await this.#options.open({ force, onData: (bytes) => this.#received(bytes) });
      if (this.#disposed) return await stream.abort();
      this.#stream = stream;
      this.#openedAtMs = Date.now();
      this.#setState('open');
      void stream.ended.then((end) => this.#streamEnded(stream, end));
    } catch (error) {
      if (this.#options.run() === undefined) this.#setState('off');
      else
        this.#setState(
          !force && isConsoleInUse(error) ? 'in-use' : 'lost',
          failureOf(error, this.#options.log),
        );
    }
  }

  #streamEnded(stream: SerialStream, end: StreamEnd): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    if (this.#state === 'released' || end.kind === 'aborted') return;
    if (end.kind === 'lost') this.#setState('lost', failureOf(end.reason, this.#options.log));
    else this.#afterGrace(end);
  }

  /** The machine stops, or only the stream does: another client took it, or the device closed. */
  #afterGrace(end: StreamEnd): void {
    const lived = Date.now() - this.#openedAtMs;
    this.#graceTimer = setTimeout(() => {
      if (this.#stream !== undefined || this.#opening !== undefined) return;
      if (this.#options.run() === undefined) this.#setState('off');
      else if (this.wanted && lived > REOPEN_AFTER_MS) void this.open();
      else
        this.#setState('lost', end.kind === 'failed' ? failureOf(end.error, this.#options.log) : undefined);
    }, this.#options.graceMs ?? STOP_GRACE_MS);
  }

  async #letGo(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    await stream?.abort();
  }

  #received(bytes: Uint8Array): void {
    this.#recording?.append(bytes);
    for (const view of this.#views) view.live(bytes);
    this.#scrollback.write(bytes);
  }

  #typed(bytes: Uint8Array): Promise<void> | undefined {
    const stream = this.#stream;
    // What is typed while it opens is not lost.
    if (stream === undefined) return this.#opening?.then(() => this.#typed(bytes));
    if (stream.write(bytes)) return undefined;
    return stream.drained().catch(() => undefined);
  }

  #command(view: SerialView, command: SerialCommand): void {
    if (command.type === 'focus') this.#answerWith(view);
    else if (command.type === 'take-over') void this.#takeOver();
    else if (command.type === 'reopen') void this.#reopen();
    else if (command.type === 'clear') this.#clear();
    else if (view.answering) this.#scrollback.resize(command.columns, command.rows);
  }

  async #takeOver(): Promise<void> {
    await this.#opening;
    if (this.#stream === undefined) await this.open({ force: true });
  }

  async #reopen(): Promise<void> {
    await this.#opening;
    if (this.#stream === undefined) await this.open();
  }

  #clear(): void {
    this.#scrollback.clear();
    for (const view of this.#views) view.fallBehind();
    this.#catchUp();
  }

  /** Of several views exactly one answers what the guest asks its terminal. */
  #answerWith(view: SerialView): void {
    for (const other of this.#views) if (other !== view) other.answering = false;
    view.answering = true;
  }

  #detach(view: SerialView): void {
    this.#views.delete(view);
    const [heir] = this.#views;
    if (view.answering && heir !== undefined) heir.answering = true;
    this.#keepForAWhile();
  }

  #keepForAWhile(): void {
    this.#forgetKeeping();
    if (this.#views.size > 0 || this.#recording !== undefined || this.#disposed) return;
    this.#keepTimer = setTimeout(() => {
      this.#keepTimer = undefined;
      void this.#letGo();
      this.#options.onIdle();
    }, this.#options.keepMs ?? KEEP_MS);
    this.#keepTimer.unref();
  }

  #forgetKeeping(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
  }

  #catchUp(): void {
    if (this.#scrollback.settled && !this.#scrollback.flooded) this.#replayAll();
  }

  #replayAll(): void {
    const behind = [...this.#views].filter((view) => view.wantsReplay);
    if (behind.length === 0) return;
    const { columns, rows } = this.#scrollback;
    const replay = { bytes: this.#scrollback.serialized(), columns, rows };
    for (const view of behind) view.replay(replay);
  }

  #showFlood(): void {
    const behind = [...this.#views].filter((view) => view.wantsReplay);
    if (behind.length === 0) return;
    const { columns, rows } = this.#scrollback;
    const glimpse = { bytes: this.#scrollback.tail(), columns, rows };
    for (const view of behind) view.glimpse(glimpse);
  }

  #stateNotice(): SerialNotice {
    const state = { type: 'state', state: this.#state } as const;
    return this.#failure === undefined ? state : { ...state, failure: this.#failure };
  }

  #setState(state: State, failure?: Failure): void {
    if (state === this.#state && failure === undefined && this.#failure === undefined) return;
    this.#state = state;
    this.#failure = failure;
    const notice = this.#stateNotice();
    for (const view of this.#views) view.notify(notice);
  }
}
