// Opens a socket of this system and says, when it cannot, at which stage and why.
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { Cancelled, Unreachable } from '../errors.ts';

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

const RESOLVE_CODES: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'EAI_FAIL']);

/** The system's code of an error, e.g. `ECONNREFUSED`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A connected socket; rejects with `Unreachable` (resolve, connect) or `Cancelled`. `where` names it in messages. */
export function openSocket(target: NetConnectOpts, where: string, options: OpenOptions): Promise<Socket> {
  const { signal, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Cancelled());
    const socket = connect(target);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.off('error', fail);
      finish();
    };
    const giveUp = (reason: Error) =>
      settle(() => {
        // An error of the abandoned attempt has no reader any more.
        socket.on('error', () => undefined);
        socket.destroy();
        reject(reason);
      });
    const cancel = () => giveUp(new Cancelled());
    const fail = (error: Error) => giveUp(asUnreachable(error, where));
    const timer = setTimeout(
      () =>
        giveUp(
          new Unreachable('connect', `${where} did not answer within ${timeoutMs / 1000} s`, {
            code: 'ETIMEDOUT',
          }),
        ),
      timeoutMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    socket.once('error', fail);
    socket.once('connect', () => settle(() => resolve(socket)));
  });
}

function asUnreachable(error: Error, where: string): Unreachable {
  const code = systemCode(error);
  const stage = code !== undefined && RESOLVE_CODES.has(code) ? 'resolve' : 'connect';
  const rest = code === undefined ? { cause: error } : { code, cause: error };
  return new Unreachable(stage, `${where}: ${explain(code) ?? error.message}`, rest);
}

function explain(code: string | undefined): string | undefined {
  switch (code) {
    case 'ENOENT':
      return 'there is no such socket; is libvirt installed and running?';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'EACCES':
      return 'permission denied';
    case 'ENOTSOCK':
      return 'this is not a socket';
    case 'ENOTFOUND':
    case 'EAI_NONAME':
      return 'no host of this name is known';
    default:
      return undefined;
  }
}
