// Finds the addresses of a host apart from reaching it, so that a person sees which of the two failed.
import { lookup } from 'node:dns/promises';
import type { Socket } from 'node:net';
import type { StepListener } from '../ask.ts';
import { Cancelled, Unreachable } from '../errors.ts';
import { type OpenOptions, openSocket, systemCode } from './socket.ts';

export interface RemoteOptions extends OpenOptions {
  readonly steps?: StepListener | undefined;
}

/** A socket to a port of a host, any of its addresses; rejects with `Unreachable` (resolve, connect) or `Cancelled`. */
export async function openRemoteSocket(host: string, port: number, options: RemoteOptions): Promise<Socket> {
  const { steps } = options;
  steps?.begun('resolve');
  const addresses = await resolve(host, options);
  steps?.done('resolve', addresses.map(({ address }) => address).join(', '));
  steps?.begun('connect');
  const target = {
    host,
    port,
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: true,
    lookup: (_name: string, { all }: { all?: boolean | undefined }, give: GiveAddresses) => {
      const [first] = addresses;
      if (all !== true && first !== undefined) give(null, first.address, first.family);
      else give(null, [...addresses]);
    },
  };
  const socket = await openSocket(target, `${host} port ${port}`, options);
  steps?.done('connect', socket.remoteAddress);
  return socket;
}

interface Address {
  readonly address: string;
  readonly family: number;
}
type GiveAddresses = (error: Error | null, address: string | Address[], family?: number) => void;

async function resolve(host: string, { signal, timeoutMs }: OpenOptions): Promise<readonly Address[]> {
  if (signal?.aborted) throw new Cancelled();
  const gone = new AbortController();
  const limit = AbortSignal.any([gone.signal, ...(signal === undefined ? [] : [signal])]);
  const timer = setTimeout(() => gone.abort(), timeoutMs);
  const ended = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () =>
      reject(signal?.aborted ? new Cancelled() : tooLate(host, timeoutMs)),
    );
  });
  try {
    return await Promise.race([lookup(host, { all: true }), ended]);
  } catch (error) {
    if (error instanceof Cancelled || error instanceof Unreachable) throw error;
    throw unresolved(host, error);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(host: string, timeoutMs: number): Unreachable {
  return new Unreachable('resolve', `${host}: its name was not resolved within ${timeoutMs / 1000} s`, {
    code: 'ETIMEDOUT',
  });
}

function unresolved(host: string, cause: unknown): Unreachable {
  const code = systemCode(cause);
  const words = cause instanceof Error ? cause.message : String(cause);
  const why = code === 'ENOTFOUND' ? 'no host of this name is known' : words;
  return new Unreachable('resolve', `${host}: ${why}`, code === undefined ? { cause } : { code, cause });
}
