// A link with a delay: what one side sends arrives at the other `delayMs` later, in both directions, in order.
import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';

export interface SlowProxyOptions {
  /** A UNIX socket to listen on; without it a free port of the loopback. */
  readonly listenPath?: string;
  readonly target: NetConnectOpts;
  /** One way: 25 gives a round trip of 50 ms. */
  readonly delayMs: number;
}

export interface SlowProxy {
  /** Undefined when it listens on a UNIX socket. */
  readonly port: number | undefined;
  /** Connections so far. */
  accepted(): number;
  dispose(): Promise<void>;
}

/** More than this on its way, and the sender waits: no real link holds it either. */
const IN_FLIGHT_MAX = 64 * 1024 * 1024;

/** Starts a proxy in front of `target`. A connection that ends at one side ends at the other, as late as its bytes. */
export async function startSlowProxy({ listenPath, target, delayMs }: SlowProxyOptions): Promise<SlowProxy> {
  const open = new Set<Socket>();
  let accepted = 0;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    accepted += 1;
    const far = connect({ ...target, allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.once('close', () => open.delete(from));
      // A broken connection is passed on as a broken connection.
      from.once('error', () => to.destroy());
      relay(from, to, delayMs);
    }
  });
  await listen(server, listenPath);
  return {
    port: portOf(server.address()),
    accepted: () => accepted,
    dispose: () => close(server, open),
  };
}

function relay(from: Socket, to: Socket, delayMs: number): void {
  let inFlight = 0;
  // Timers of one duration fire in the order in which they were set.
  const later = (action: () => void) => setTimeout(action, delayMs);
  from.setNoDelay(true);
  from.on('data', (bytes) => {
    inFlight += bytes.length;
    if (inFlight > IN_FLIGHT_MAX) from.pause();
    later(() => {
      to.write(bytes, () => {
        inFlight -= bytes.length;
        if (inFlight <= IN_FLIGHT_MAX) from.resume();
      });
    });
  });
  from.once('end', () => later(() => to.end()));
}

function listen(server: Server, path: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path === undefined ? { host: '127.0.0.1', port: 0 } : { path }, resolve);
  });
}

const portOf = (address: AddressInfo | string | null): number | undefined =>
  address !== null && typeof address === 'object' ? address.port : undefined;

function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
