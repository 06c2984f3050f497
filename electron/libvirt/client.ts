// Opens connections to libvirt hosts. The bytes are spoken here, without any native library.
import { Connection } from './connection.ts';
import { ConnectionClosed } from './errors.ts';
import { handshake } from './handshake.ts';
import type { KeepaliveOptions } from './rpc/keepalive.ts';
import { type OpenTransport, openTransport } from './transport/open.ts';
import { type HostUri, parseUri } from './uri.ts';

export interface ConnectTimeouts {
  /** For the way to the host. */
  readonly connectMs: number;
  /** For the first answer, which shows that libvirt is there. */
  readonly answerMs: number;
  /** For the driver to open. The test driver reads its whole file: 10,000 machines take it 20 s. */
  readonly openMs: number;
  /** For a person to decide about a polkit question. */
  readonly authMs: number;
  /** For a call that names no deadline. */
  readonly callMs: number;
}

export interface ConnectOptions {
  readonly readonly?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<ConnectTimeouts> | undefined;
  /** `false` for connections that stop reading at times: neither side then asks whether the other lives. */
  readonly keepalive?: KeepaliveOptions | false | undefined;
  readonly openTransport?: OpenTransport | undefined;
  readonly onBusy?: ((busy: boolean) => void) | undefined;
}

const TIMEOUTS: ConnectTimeouts = {
  connectMs: 15_000,
  answerMs: 15_000,
  openMs: 60_000,
  authMs: 300_000,
  callMs: 60_000,
};
// A dead host is noticed within 15 s of its last sign of life.
const KEEPALIVE: KeepaliveOptions = { intervalMs: 3_000, count: 4 };

/**
 * Connects, authenticates and opens. Rejects with `InvalidUri`, `Unreachable` (with its stage),
 * `ProtocolViolation`, `Unsupported` or `Cancelled`.
 */
export async function connect(uri: string | HostUri, options: ConnectOptions = {}): Promise<Connection> {
  const parsed = typeof uri === 'string' ? parseUri(uri) : uri;
  const { readonly = false, signal, keepalive = KEEPALIVE } = options;
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const open = options.openTransport ?? openTransport;
  const transport = await open(parsed, { readonly, signal, timeoutMs: timeouts.connectMs });
  const connection = new Connection(transport, { uri: parsed, readonly, callTimeoutMs: timeouts.callMs });
  if (options.onBusy !== undefined) connection.onBusy(options.onBusy);
  try {
    await handshake(connection, { ...timeouts, signal, keepalive });
    return connection;
  } catch (error) {
    connection.channel.finish(new ConnectionClosed());
    throw error;
  }
}
