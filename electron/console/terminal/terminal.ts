// A program in a pseudo-terminal, drawn by a page over a channel of bytes. It ends with the channel.
import type { IPty } from 'node-pty';
import { type ByteChannel, CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import type { TerminalCommand, TerminalNotice } from '../../../shared/model/console.ts';
import { Unsupported } from '../../libvirt/errors.ts';
import { asTerminalCommand } from '../commands.ts';
import { terminalEnvironment } from './child-environment.ts';

export type TerminalChannel = ByteChannel<TerminalNotice, TerminalCommand>;

export interface TerminalOptions {
  readonly file: string;
  readonly args: readonly string[];
  /** Beside the short list that every program in a terminal gets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
}

/** A program that ignores SIGHUP is killed after this. */
const HANGUP_GRACE_MS = 2_000;

/** Starts the program. Rejects with Unsupported where there are no pseudo-terminals. */
export async function runTerminal(channel: TerminalChannel, options: TerminalOptions): Promise<Terminal> {
  return new Terminal(channel, await spawn(options));
}

async function spawn({ file, args, columns, rows, env: added }: TerminalOptions): Promise<IPty> {
  // Loaded when first needed: it is native, and all but terminals works without it.
  const pty = await import('node-pty').catch((cause: unknown) => {
    throw new Unsupported('terminals', cause);
  });
  const env = { ...terminalEnvironment(), ...added };
  return pty.spawn(file, [...args], { cols: columns, rows, env, cwd: env.HOME ?? '/', encoding: null });
}

export class Terminal {
  readonly #pty: IPty;
  #running = true;
  #whenEnded: (() => void) | undefined;

  constructor(channel: TerminalChannel, pty: IPty) {
    this.#pty = pty;
    // With `encoding: null` it gives Buffers, whatever its types say.
    pty.onData((data: string | Uint8Array) => {
      channel.write(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
      if (channel.unackedBytes > CHANNEL_WINDOW_BYTES) pty.pause();
    });
    pty.onExit(({ exitCode }) => {
      this.#running = false;
      this.#whenEnded?.();
      channel.notify({ type: 'exit', code: exitCode });
    });
    channel.onDrain(() => pty.resume());
    channel.onBytes((bytes) => {
      if (this.#running) pty.write(Buffer.from(bytes));
    });
    channel.onNotice((notice) => {
      const command = asTerminalCommand(notice);
      if (this.#running && command !== undefined) pty.resize(command.columns, command.rows);
    });
    channel.onClose(() => this.kill());
  }

  /** Calls back once, when the program is gone. */
  onEnded(listener: () => void): void {
    if (this.#running) this.#whenEnded = listener;
    else listener();
  }

  kill(): void {
    if (!this.#running) return;
    this.#pty.kill('SIGHUP');
    setTimeout(() => {
      if (this.#running) this.#pty.kill('SIGKILL');
    }, HANGUP_GRACE_MS).unref();
  }
}
