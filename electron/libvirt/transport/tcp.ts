// Plain TCP: neither encrypted nor, mostly, authenticated. For tests and closed networks.
import type { ByteTransport } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { DuplexTransport } from './duplex.ts';
import { openRemoteSocket, type RemoteOptions } from './resolve.ts';

const TCP_PORT = 16_509;

/** Connects to a daemon's TCP port; rejects with `Unreachable` or `Cancelled`. */
export async function openTcpTransport(uri: HostUri, options: RemoteOptions): Promise<ByteTransport> {
  const socket = await openRemoteSocket(uri.host ?? 'localhost', uri.port ?? TCP_PORT, options);
  return new DuplexTransport(socket);
}
