// Opens connections to libvirt hosts. The bytes are spoken here, without any native library.
import type { Asker, StepListener } from './ask.ts';
import { Connection } from './connection.ts';
import { ConnectionClosed } from './errors.ts';
import { handshake } from './handshake.ts';
import type { KeepaliveOptions } from './rpc/keepalive.ts';
import { type CredentialMemory, SaslRefused } from './sasl/login.ts';
import { LayeredTransport } from './sasl/security-layer.ts';
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
  readonly ask?: Asker | undefined;
  readonly steps?: StepListener | undefined;
  /** What one connection's login was, for the others of the same host. */
  readonly memory?: CredentialMemory | undefined;
  readonly onBusy?: ((busy: boolean) => void) | undefined;
}

const TIMEOUTS: ConnectTimeouts = {
  connectMs: 15_000,
  answerMs: 15_000,
  openMs: 60_000,
  authMs: 300_000,
  callMs: 60_000,
};
// As often as ssh asks.
const LOGIN_ATTEMPTS = 3;
// A dead host is noticed within 15 s of its last sign of life.
const KEEPALIVE: KeepaliveOptions = { intervalMs: 3_000, count: 4 };

/**
 * Connects, authenticates and opens. Rejects with `InvalidUri`, `Unreachable` (with its stage),
 * `ProtocolViolation`, `Unsupported` or `Cancelled`.
 */
export async function connect(uri: string | HostUri, options: ConnectOptions = {}): Promise<Connection> {
  const parsed = typeof uri === 'string' ? parseUri(uri) : uri;
  const withMemory = { ...options, memory: options.memory ?? { login: undefined } };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(parsed, withMemory, attempt > 1);
    } catch (error) {
      // A server may hang up after a refusal: each try has a connection of its own.
      if (!(error instanceof SaslRefused) || attempt === LOGIN_ATTEMPTS) throw error;
    }
  }
}

async function tryOnce(parsed: HostUri, options: ConnectOptions, wrong: boolean): Promise<Connection> {
  const { readonly = false, signal, keepalive = KEEPALIVE, ask, steps, memory } = options;
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const open = options.openTransport ?? openTransport;
  const request = { readonly, signal, timeoutMs: timeouts.connectMs, ask, steps };
  const transport = new LayeredTransport(await open(parsed, request));
  const connection = new Connection(transport, { uri: parsed, readonly, callTimeoutMs: timeouts.callMs });
  if (options.onBusy !== undefined) connection.onBusy(options.onBusy);
  try {
    const protect = transport.protect.bind(transport);
    await handshake(connection, { ...timeouts, signal, keepalive, ask, steps, memory, wrong, protect });
    // It can have ended with the very packet that opened it.
    if (connection.end !== undefined) throw connection.end;
    return connection;
  } catch (error) {
    connection.channel.finish(new ConnectionClosed());
    throw error;
  }
}
