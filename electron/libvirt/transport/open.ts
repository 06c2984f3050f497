// Picks the way to a host from its URI.
import type { Asker, StepListener } from '../ask.ts';
import { Unsupported } from '../errors.ts';
import type { ByteTransport } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { openExtTransport } from './ext.ts';
import type { OpenOptions } from './socket.ts';
import { openTcpTransport } from './tcp.ts';
import { openTlsTransport } from './tls.ts';
import { openUnixTransport } from './unix.ts';

export interface TransportRequest extends OpenOptions {
  readonly readonly: boolean;
  /** Without one, what would have to be asked is refused. */
  readonly ask?: Asker | undefined;
  readonly steps?: StepListener | undefined;
}

/** Opens a way to the host of a URI. A replacement may be given to `connect`. */
export type OpenTransport = (uri: HostUri, request: TransportRequest) => Promise<ByteTransport>;

/** Opens the way that the URI names; rejects with `Unsupported`, `Unreachable` or `Cancelled`. */
export const openTransport: OpenTransport = async (uri, request) => {
  switch (uri.transport) {
    case 'unix':
      return await openUnixTransport(uri, request);
    case 'tcp':
      return await openTcpTransport(uri, request);
    case 'tls':
      return await openTlsTransport(uri, request);
    case 'ext':
      return await openExtTransport(uri, request);
    case 'ssh':
      throw new Unsupported(`connections over ${uri.transport}`);
  }
};
