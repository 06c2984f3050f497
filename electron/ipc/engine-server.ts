// Joins handlers and wires: what the engine's two entries share.
import { randomUUID } from 'node:crypto';
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import type { ChannelOpening } from '../../shared/ipc.ts';
import type { Wire } from '../../shared/wire.ts';
import type { Log } from '../log.ts';
import { createDispatch } from './dispatch.ts';
import { PageHub } from './page-hub.ts';
import { readOpening } from './page-message.ts';
import { serveChannel } from './page-session.ts';
import { createPortWire, type PortLike } from './port-wire.ts';

/** What is served; `services/handlers.ts` makes it. */
export interface Served {
  readonly handlers: AppHandlers;
  clientGone(clientId: string): void;
}

export interface EngineServer {
  /** Serves a page, and the channels it opens with further ports, over a message port. */
  admitPort(port: PortLike): void;
  /** Serves a page, or one channel, over a socket that has shown the token. */
  admitSocket(wire: Wire, channel?: ChannelOpening): void;
  dispose(): void;
}

/** Builds the services with the pushes of all pages, then serves them. */
export function createEngineServer<S extends Served>(
  build: (pushes: AppPushes) => S,
  log: Log,
): { readonly server: EngineServer; readonly services: S } {
  const hub = new PageHub();
  const services = build(hub.pushes);
  const dispatch = createDispatch(services.handlers, log);
  hub.onGone((clientId) => services.clientGone(clientId));
  const server: EngineServer = {
    admitPort(port) {
      const wire = createPortWire(port);
      const session = hub.admit(wire, dispatch);
      wire.onPort((packet, side) => {
        const opening = readOpening(packet);
        if (opening === undefined) side.close();
        else session.openChannel(opening, createPortWire(side));
      });
    },
    admitSocket(wire, channel) {
      if (channel === undefined) hub.admit(wire, dispatch);
      else serveChannel(dispatch, randomUUID(), channel, wire);
    },
    dispose: () => hub.dispose(),
  };
  return { server, services };
}
