// Plain TCP: neither encrypted nor, mostly, authenticated. For tests and closed networks.
import type { ByteTransport } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { DuplexTransport } from './duplex.ts';
import { type OpenOptions, openSocket } from './socket.ts';

const TCP_PORT = 16_509;

/** Connects to a daemon's TCP port; rejects with `Unreachable` or `Cancelled`. */
export async function openTcpTransport(uri: HostUri, options: OpenOptions): Promise<ByteTransport> {
  const host = uri.host ?? 'localhost';
  const port = uri.port ?? TCP_PORT;
  const socket = await openSocket(
    { host, port, noDelay: true, keepAlive: true },
    `${host} port ${port}`,
    options,
  );
  return new DuplexTransport(socket);
}
