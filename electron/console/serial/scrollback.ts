// What a console has shown: a terminal without a window. It keeps up with what people and boots write; in a flood it lets
// go and parses only the end, when it is over.
/// <reference path="../xterm.d.ts" />
import { SerializeAddon } from '@xterm/addon-serialize/lib/addon-serialize.mjs';
import { Terminal } from '@xterm/headless/lib-headless/xterm-headless.mjs';
import { Backlog } from './backlog.ts';

export const SCROLLBACK_LINES = 10_000;
/** Enough for 10,000 long and coloured lines. */
const BACKLOG_BYTES = 4 * 1_048_576;
/** The parser does some 25 MB/s; from 15 MB/s on it would take the engine's time from everything else. */
const FLOOD_BYTES_PER_TICK = 1_500_000;
const TICK_MS = 100;
const PIECE_BYTES = 65_536;
const TAIL_BYTES = 65_536;

/** CAN ends a cut escape sequence; then attributes, character sets, margins and modes as after DECSTR. */
const AFTER_GAP = '\x18\x1b[!p\x1b[0m\x1b(B\x0f';

export interface ScrollbackEvents {
  /** Everything that was written has been parsed, at this very moment. */
  readonly onSettled: () => void;
  /** A tenth of a second of a flood has passed. */
  readonly onFloodTick: () => void;
}

export class Scrollback {
  readonly #terminal: Terminal;
  readonly #serializer = new SerializeAddon();
  readonly #backlog = new Backlog(BACKLOG_BYTES);
  readonly #events: ScrollbackEvents;
  #parsing = false;
  #flooded = false;
  #tickBytes = 0;
  #ticker: NodeJS.Timeout | undefined;

  constructor(events: ScrollbackEvents) {
    this.#events = events;
    this.#terminal = new Terminal({
      cols: 80,
      rows: 24,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.#terminal.loadAddon(this.#serializer);
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** More comes than can be parsed. */
  get flooded(): boolean {
    return this.#flooded;
  }

  /** `serialized` and `text` tell everything that was written. */
  get settled(): boolean {
    return !this.#parsing && this.#backlog.bytes === 0;
  }

  /** Takes bytes, which must not change afterwards, and never waits. */
  write(bytes: Uint8Array): void {
    this.#backlog.push(bytes);
    this.#tickBytes += bytes.length;
    if (this.#tickBytes > FLOOD_BYTES_PER_TICK) this.#flooded = true;
    this.#ticker ??= setInterval(() => this.#tick(), TICK_MS);
    this.#parse();
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** Forgets all but the line of the cursor. */
  clear(): void {
    this.#backlog.clear();
    this.#terminal.clear();
  }

  /** Screen, scrollback and modes, as bytes for another terminal of this size. */
  serialized(): Uint8Array {
    return Buffer.from(this.#serializer.serialize(), 'utf8');
  }

  /** The last lines of a flood as they came. */
  tail(): Uint8Array {
    return Buffer.concat([Buffer.from(AFTER_GAP, 'latin1'), this.#backlog.tail(TAIL_BYTES)]);
  }

  /** As plain text: lines that the terminal had wrapped are whole again. */
  text(): string {
    const { normal, alternate, active } = this.#terminal.buffer;
    const buffers = active.type === 'alternate' ? [normal, alternate] : [normal];
    const lines: string[] = [];
    for (const buffer of buffers) {
      for (let row = 0; row < buffer.length; row++) {
        const line = buffer.getLine(row);
        const text = line?.translateToString(!buffer.getLine(row + 1)?.isWrapped) ?? '';
        if (line?.isWrapped && lines.length > 0) lines.push(`${lines.pop() ?? ''}${text}`);
        else lines.push(text);
      }
    }
    return `${lines.join('\n').trimEnd()}\n`;
  }

  dispose(): void {
    clearInterval(this.#ticker);
    this.#backlog.clear();
    this.#terminal.dispose();
  }

  #tick(): void {
    const bytes = this.#tickBytes;
    const wasFlooded = this.#flooded;
    this.#tickBytes = 0;
    this.#flooded = this.#flooded && bytes > FLOOD_BYTES_PER_TICK / 2;
    if (this.#flooded) {
      this.#events.onFloodTick();
      return;
    }
    // Cleared in the middle of a flood, there may be nothing to parse.
    if (wasFlooded && this.settled) this.#events.onSettled();
    this.#parse();
    if (bytes > 0 || !this.settled) return;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
  }

  #parse(): void {
    if (this.#parsing || this.#flooded) return;
    const next = this.#backlog.shift();
    if (next === undefined) return;
    this.#parsing = true;
    if (next.afterGap) this.#terminal.write(AFTER_GAP);
    for (let at = PIECE_BYTES; at < next.bytes.length; at += PIECE_BYTES) {
      this.#terminal.write(next.bytes.subarray(at - PIECE_BYTES, at));
    }
    const last = Math.max(0, Math.ceil(next.bytes.length / PIECE_BYTES) - 1) * PIECE_BYTES;
    this.#terminal.write(next.bytes.subarray(last), () => this.#parsed());
  }

  #parsed(): void {
    this.#parsing = false;
    if (this.#backlog.bytes > 0) this.#parse();
    else this.#events.onSettled();
  }
}
