// UNIX sockets of this computer, with the user's own daemon started when none runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled, Unreachable } from '../errors.ts';
import type { ByteTransport } from '../rpc/byte-transport.ts';
import { type LocalDaemon, localDaemon, type Surroundings } from '../sockets.ts';
import type { HostUri } from '../uri.ts';
import { DuplexTransport } from './duplex.ts';
import { type OpenOptions, openSocket, systemCode } from './socket.ts';

// As libvirt's own client: it tries every 10 ms, 500 times, and a daemon without clients leaves after 2 minutes.
const RETRY_MS = 10;
const RETRIES = 500;
const DAEMON_TIMEOUT_SECONDS = 120;
const NOT_RUNNING: ReadonlySet<unknown> = new Set(['ENOENT', 'ECONNREFUSED']);

/** What is around this process, for `localDaemon`. */
export function ownSurroundings(): Surroundings {
  return { isRoot: process.getuid?.() === 0, home: homedir(), env: process.env, exists: existsSync };
}

/** Connects to the daemon that a local URI means; rejects with `Unreachable` or `Cancelled`. */
export async function openUnixTransport(
  uri: HostUri,
  options: OpenOptions & { readonly readonly: boolean },
  around: Surroundings = ownSurroundings(),
): Promise<ByteTransport> {
  const daemon = localDaemon(uri, options.readonly, around);
  const attempt = async () =>
    new DuplexTransport(await openSocket({ path: daemon.socketPath }, daemon.socketPath, options));
  try {
    return await attempt();
  } catch (error) {
    if (!isNotRunning(error) || daemon.program === undefined) throw error;
    await startDaemon(daemon.program, daemonEnvironment(around.env));
    return await retry(attempt, daemon, options);
  }
}

function isNotRunning(error: unknown): boolean {
  return error instanceof Unreachable && NOT_RUNNING.has(error.code);
}

/** What a daemon and its machines need of our environment; the rest, such as the library path of an app image, is ours. */
const DAEMON_VARIABLES =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|TZ|TMPDIR|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK|(LC|XDG|LIBVIRT|VIRT[A-Z]+|QEMU)_\w+)$/;

function daemonEnvironment(env: Surroundings['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => DAEMON_VARIABLES.test(name)));
}

/** libvirt holds a file lock around this. Without one two starts are harmless: the second daemon leaves. */
function startDaemon(program: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [`--timeout=${DAEMON_TIMEOUT_SECONDS}`], {
      detached: true,
      stdio: 'ignore',
      cwd: '/',
      env,
    });
    child.once('error', (cause) => {
      const code = systemCode(cause);
      const why = code === 'ENOENT' ? 'is not installed' : cause.message;
      reject(
        new Unreachable('connect', `${program} ${why}`, code === undefined ? { cause } : { code, cause }),
      );
    });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

async function retry(
  attempt: () => Promise<ByteTransport>,
  daemon: LocalDaemon,
  { signal }: OpenOptions,
): Promise<ByteTransport> {
  for (let tries = 0; tries < RETRIES; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isNotRunning(error)) throw error;
    }
    await sleep(RETRY_MS);
    if (signal?.aborted) throw new Cancelled();
  }
  throw new Unreachable(
    'connect',
    `${daemon.program} was started but does not listen on ${daemon.socketPath}`,
  );
}
