// One ssh of ours as a stream: what it says on stderr is kept for the diagnosis, and it ends with the stream.
import { type ChildProcess, spawn } from 'node:child_process';
import process, { env } from 'node:process';
import { Duplex } from 'node:stream';

const TAIL_CHARACTERS = 4096;
const TERM_MS = 500;
const KILL_MS = 1500;

/** What ssh needs of our environment to find its files, its keys and its tickets. */
const PASSED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|SSH_SK_\w+|KRB5\w*|SystemRoot|USERPROFILE)$/;

export function sshEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => PASSED.test(name))), ...added };
}

/** Those that run. An engine that ends in a hurry takes them with it: one that waits for an answer does not read its input. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

export interface SshEnd {
  /** Undefined when it was killed, or never started. */
  readonly code: number | undefined;
  /** The last of what it said on stderr. */
  readonly said: string;
  /** The program could not be started. */
  readonly error?: Error;
}

export class SshProcess {
  /** Its stdin and stdout. */
  readonly stream: Duplex;
  /** Settles once it is gone. */
  readonly ended: Promise<SshEnd>;
  readonly #child: ChildProcess;
  #said = '';
  #gone = false;

  constructor(program: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
    // Its own session: no terminal of ours is asked, and no Ctrl+C of ours ends it before we do.
    const child = spawn(program, [...args], {
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    running.add(child);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-TAIL_CHARACTERS);
    });
    child.stdin.on('error', () => undefined);
    this.stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    this.stream.on('error', () => undefined);
    this.stream.once('close', () => this.end());
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => this.#settle(resolve, { code: undefined, said: this.#said, error }));
      // With its streams: the last words on stderr come after its end.
      child.once('close', (code) => this.#settle(resolve, { code: code ?? undefined, said: this.#said }));
    });
  }

  /** What it has said on stderr so far. */
  get said(): string {
    return this.#said;
  }

  /** Ends it: by the end of its input, then by force. Settles when it is gone. */
  async end(): Promise<void> {
    if (this.#gone) return;
    this.#child.stdin?.end();
    const term = setTimeout(() => this.#child.kill('SIGTERM'), TERM_MS);
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), KILL_MS);
    await this.ended;
    clearTimeout(term);
    clearTimeout(kill);
  }

  /** Ends it at once, e.g. while it waits for an answer. */
  kill(): void {
    if (!this.#gone) this.#child.kill('SIGTERM');
  }

  #settle(resolve: (end: SshEnd) => void, end: SshEnd): void {
    this.#gone = true;
    running.delete(this.#child);
    resolve(end);
  }
}
