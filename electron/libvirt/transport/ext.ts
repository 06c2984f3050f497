// A program of this computer that speaks to the host by its standard input and output.
import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { Duplex } from 'node:stream';
import type { Asker, StepListener } from '../ask.ts';
import { Cancelled, Unreachable, Unsupported } from '../errors.ts';
import type { ByteTransport } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { DuplexTransport } from './duplex.ts';
import { type OpenOptions, systemCode } from './socket.ts';

export interface ProgramOptions extends OpenOptions {
  readonly ask?: Asker | undefined;
  readonly steps?: StepListener | undefined;
}

const DIAGNOSIS_BYTES = 4096;
const KILL_AFTER_MS = 2_000;
const VARIABLES = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|TZ|TMPDIR|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|LC_\w+)$/;

/** Asks, then runs the URI's program; rejects with `Unreachable` (connect, auth), `Unsupported` or `Cancelled`. */
export async function openExtTransport(uri: HostUri, options: ProgramOptions): Promise<ByteTransport> {
  const path = await findProgram(uri.client.command ?? '', process.env.PATH ?? '');
  await allow(path, options);
  options.steps?.begun('connect');
  const child = await start(path);
  options.steps?.done('connect', path);
  return transportOf(child, path);
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
  throw new Unreachable('connect', `${command}: there is no such program`, { code: 'ENOENT' });
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

function start(path: string): Promise<ChildProcess> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => VARIABLES.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn(path, [], { stdio: ['pipe', 'pipe', 'pipe'], env, cwd: '/' });
    child.once('spawn', () => resolve(child));
    child.once('error', (cause) => {
      const code = systemCode(cause);
      const rest = code === undefined ? { cause } : { code, cause };
      reject(new Unreachable('connect', `${path}: ${cause.message}`, rest));
    });
  });
}

function transportOf(child: ChildProcess, path: string): ByteTransport {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null) throw new Unreachable('connect', `${path} has no standard streams`);
  let said = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-DIAGNOSIS_BYTES);
  });
  const duplex = Duplex.from({ readable: stdout, writable: stdin });
  duplex.once('close', () => endProgram(child));
  return new DuplexTransport(duplex, (error) => {
    const words = said.trim();
    if (words === '' && error === undefined) return undefined;
    return new Unreachable('lost', `${path}: ${words === '' ? error?.message : words}`, { cause: error });
  });
}

function endProgram(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.once('exit', () => clearTimeout(timer));
}
