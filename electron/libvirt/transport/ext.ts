// A program of this computer that speaks to the host by its standard input and output.
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { Duplex } from 'node:stream';
import type { Asker, StepListener } from '../ask.ts';
import { Cancelled, Unreachable, Unsupported } from '../errors.ts';
import type { ByteTransport, TransportHandlers } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { DuplexTransport } from './duplex.ts';
import type { OpenOptions } from './socket.ts';

export interface ProgramOptions extends OpenOptions {
  readonly ask?: Asker | undefined;
  readonly steps?: StepListener | undefined;
}

const DIAGNOSIS_BYTES = 4096;
const KILL_AFTER_MS = 2_000;
const STREAMS_MS = 500;
const VARIABLES = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|TZ|TMPDIR|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|LC_\w+)$/;

/** Asks, then runs the URI's program; rejects with `Unreachable` (connect, auth), `Unsupported` or `Cancelled`. */
export async function openExtTransport(uri: HostUri, options: ProgramOptions): Promise<ByteTransport> {
  const path = await findProgram(uri.client.command ?? '', process.env.PATH ?? '');
  await allow(path, options);
  options.steps?.begun('connect');
  const child = await start(path);
  options.steps?.done('connect', path);
  return new ProgramTransport(path, child);
}

/** The absolute path of a program, found as a shell finds it. */
async function findProgram(command: string, searchPath: string): Promise<string> {
  const folders = searchPath.split(delimiter).filter(isAbsolute);
  const candidates = command.includes('/')
    ? [resolve(command)]
    : folders.map((folder) => join(folder, command));
  for (const path of command === '' ? [] : candidates) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Unreachable('connect', `${command}: there is no such program`, { code: 'PROGRAM_MISSING' });
}

async function allow(path: string, { ask, signal }: ProgramOptions): Promise<void> {
  if (ask === undefined) throw new Unsupported('a program as the way to a host where nobody can be asked');
  const question = { kind: 'program', path, words: [] } as const;
  const answer = await ask.ask(question, { signal: signal ?? new AbortController().signal, wrong: false });
  if (signal?.aborted) throw new Cancelled();
  if (answer.kind !== 'yes') {
    throw new Unreachable('auth', `${path} was not allowed to run`, { code: 'CANCELLED' });
  }
}

function start(path: string): Promise<ChildProcessWithoutNullStreams> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => VARIABLES.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn(path, [], { stdio: ['pipe', 'pipe', 'pipe'], env, cwd: '/' });
    child.once('spawn', () => resolve(child));
    child.once('error', (cause) =>
      reject(new Unreachable('connect', `${path}: ${cause.message}`, { code: 'PROGRAM_MISSING', cause })),
    );
  });
}

/** Its standard streams. Why it ended is told once it is gone: its last words come after its output. */
class ProgramTransport extends DuplexTransport {
  readonly #path: string;
  readonly #gone: Promise<void>;
  #said = '';
  #spoke = false;

  constructor(path: string, child: ChildProcessWithoutNullStreams) {
    const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
    super(duplex);
    this.#path = path;
    this.#gone = goneOf(child);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-DIAGNOSIS_BYTES);
    });
    duplex.once('close', () => endProgram(child));
  }

  override open(handlers: TransportHandlers): void {
    super.open({
      ...handlers,
      data: (chunk) => {
        this.#spoke = true;
        handlers.data(chunk);
      },
      closed: (error) => void this.#gone.then(() => handlers.closed(this.#reason(error))),
    });
  }

  #reason(cause: Error | undefined): Error | undefined {
    const words = this.#said.trim();
    if (this.#spoke && words === '' && cause === undefined) return undefined;
    const why = words === '' ? 'the program has ended' : words;
    const stage = this.#spoke ? 'lost' : 'connect';
    return new Unreachable(stage, `${this.#path}: ${why}`, { code: 'PROGRAM_ENDED', cause });
  }
}

/** With its streams; what it started may hold those open for longer. */
function goneOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.once('exit', () => setTimeout(resolve, STREAMS_MS).unref());
  });
}

function endProgram(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.once('exit', () => clearTimeout(timer));
}
