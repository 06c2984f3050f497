// Where a display is reached from here. Its address is the word of a host that may be hostile: a host elsewhere must not be
// able to point us at services of this machine, or of its neighbours.
import { lookup } from 'node:dns/promises';
import { BlockList, connect, isIP, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import type { DisplayInfo } from '../../shared/model/console.ts';
import type { DisplayFacts } from '../domain-xml/consoles.ts';
import { Unreachable } from '../libvirt/errors.ts';
import { systemCode } from '../libvirt/transport/socket.ts';
import type { ConsoleHost, HostLogin } from './host-access.ts';

export type Endpoint =
  | { readonly kind: 'unix'; readonly path: string }
  /** Reached from the far end of the host's login only, by the address as the host knows it. */
  | { readonly kind: 'far'; readonly login: HostLogin; readonly host: string; readonly port: number }
  | { readonly kind: 'far-unix'; readonly login: HostLogin; readonly path: string }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly loopback: 'allowed' | 'forbidden';
    };

export interface Reach {
  readonly reach: DisplayInfo['reach'];
  readonly address?: string;
  readonly endpoint?: Endpoint;
}

/** Ports of VNC begin here; a lower one of another machine is some other service. */
const FIRST_VNC_PORT = 5900;
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addSubnet('0.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::', 'ipv6');

/** Judges the display of a running machine. */
export function reachOf(
  display: DisplayFacts,
  host: Pick<ConsoleHost, 'local' | 'hostName' | 'login'>,
): Reach {
  if (display.type !== 'vnc') return { reach: 'unsupported' };
  if (display.socket !== undefined) return socketReach(display.socket, host);
  const { port } = display;
  if (port === undefined || port < 1 || port > 65_535) return { reach: 'none' };
  const listen = display.address ?? '127.0.0.1';
  const address = `${listen.includes(':') ? `[${listen}]` : listen}:${port}`;
  if (host.login !== undefined) return farReach(host.login, listen, port, address);
  const name = host.local ? localName(listen) : remoteName(listen, port, host.hostName);
  if (name === undefined) return { reach: 'forbidden', address };
  const loopback = host.local ? 'allowed' : 'forbidden';
  return { reach: 'tcp', address, endpoint: { kind: 'tcp', host: name, port, loopback } };
}

function socketReach(path: string, { local, login }: Pick<ConsoleHost, 'local' | 'login'>): Reach {
  if (!path.startsWith('/')) return { reach: 'forbidden', address: path };
  if (login !== undefined)
    return { reach: 'unix', address: path, endpoint: { kind: 'far-unix', login, path } };
  if (!local) return { reach: 'forbidden', address: path };
  return { reach: 'unix', address: path, endpoint: { kind: 'unix', path } };
}

/** The bytes leave from the host itself, so its loopback is its own; other services of it are still not ours to talk to. */
function farReach(login: HostLogin, listen: string, port: number, address: string): Reach {
  if (port < FIRST_VNC_PORT) return { reach: 'forbidden', address };
  const host =
    listen === '0.0.0.0' || listen === 'localhost' ? '127.0.0.1' : listen === '::' ? '::1' : listen;
  if (isIP(host) === 0) return { reach: 'forbidden', address };
  return { reach: 'tcp', address, endpoint: { kind: 'far', login, host, port } };
}

function localName(listen: string): string | undefined {
  if (listen === '0.0.0.0' || listen === 'localhost') return '127.0.0.1';
  if (listen === '::') return '::1';
  return isLoopback(listen) || isOwnAddress(listen) ? listen : undefined;
}

/** Another host's display is looked for at the name that the person typed, whatever address the definition claims. */
function remoteName(listen: string, port: number, hostName: string | undefined): string | undefined {
  const open = listen === '0.0.0.0' || listen === '::';
  if (port < FIRST_VNC_PORT || (!open && (listen === 'localhost' || isLoopback(listen)))) return undefined;
  return hostName;
}

function isLoopback(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === address));
}

/** A connected stream. Throws Unreachable (`FORBIDDEN` for what must not be tried), or the reason of `signal`. */
export async function openEndpoint(endpoint: Endpoint, signal: AbortSignal): Promise<Duplex> {
  if (endpoint.kind === 'far') return endpoint.login.openTcp(endpoint.host, endpoint.port, signal);
  if (endpoint.kind === 'far-unix') return endpoint.login.openUnix(endpoint.path, signal);
  if (endpoint.kind === 'unix') return connected(connect({ path: endpoint.path }), signal);
  const address = await resolve(endpoint.host, signal);
  if (endpoint.loopback === 'forbidden' && isLoopback(address)) {
    throw new Unreachable('connect', `${endpoint.host} is this machine's own loopback`, {
      code: 'FORBIDDEN',
    });
  }
  return connected(connect({ host: address, port: endpoint.port, noDelay: true }), signal);
}

async function resolve(host: string, signal: AbortSignal): Promise<string> {
  if (isIP(host) !== 0) return host;
  const found = lookup(host).catch((error: unknown) => {
    throw unreachable('resolve', error);
  });
  return (await beforeAbort(found, signal)).address;
}

/** The system's resolver cannot be stopped; only the wait for it ends. */
function beforeAbort<T>(wanted: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    wanted.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      // Later errors come with `close` and are read from `errored`; without a listener they would end the engine.
      socket.on('error', () => undefined);
      socket.off('error', fail);
      resolve(socket);
    });
    const fail = (error: Error) => {
      signal.removeEventListener('abort', abort);
      reject(unreachable('connect', error));
    };
    socket.once('error', fail);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

function unreachable(stage: 'resolve' | 'connect', error: unknown): Unreachable {
  const code = systemCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return new Unreachable(stage, message, { cause: error, ...(code === undefined ? {} : { code }) });
}
