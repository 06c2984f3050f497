// A visit to a server as the app pays it: one host link, all events, calls by their usual route.
import { afterAll, beforeAll } from 'vitest';
import { LibvirtError } from '../../../electron/libvirt/errors.ts';
import { type HostLink, openHostLink } from '../../../electron/libvirt/host-link.ts';
import { connectGetLibVersion } from '../../../electron/libvirt/protocol/connect.gen.ts';
import type { Procedure } from '../../../electron/libvirt/protocol/procedure.ts';
import type { OpenTransport } from '../../../electron/libvirt/transport/open.ts';
import { type Differences, differencesOf } from './differences.ts';
import { EventLog } from './event-log.ts';

/** How a server is reached, and what is known of it without asking it. */
export interface Server {
  readonly uri: string;
  /** Another way than the URI's own, e.g. into this process. */
  readonly openTransport?: OpenTransport;
  /** e.g. `9.0.0` */
  readonly version: string;
  /** What `connect_get_uri` answers. */
  readonly ownUri: string;
  readonly hostname: string;
  /** Kinds of objects that it has no driver for. */
  readonly lacks?: readonly ObjectKind[];
  /** A folder of the server in which a pool may be made. */
  readonly scratchFolder: string;
  dispose(): Promise<void>;
}

export type ObjectKind = 'interfaces' | 'node devices' | 'secrets' | 'network filters';

export interface Visit {
  readonly server: Server;
  readonly link: HostLink;
  readonly events: EventLog;
  /** Classes of events that the server refused, as libvirt names them. */
  readonly refusedEvents: readonly string[];
  readonly differences: Differences;
  call<A, R>(procedure: Procedure<A, R>, args: NoInfer<A>): Promise<R>;
}

/** Starts a server and visits it for the tests of the surrounding `describe`. */
export function visiting(startServer: () => Promise<Server>): () => Visit {
  let server: Server | undefined;
  let visit: Visit | undefined;
  beforeAll(async () => {
    server = await startServer();
    visit = await pay(server);
  });
  afterAll(async () => {
    await visit?.link.close();
    await server?.dispose();
  });
  return () => visit!;
}

async function pay(server: Server): Promise<Visit> {
  const link = await openHostLink(server.uri, { openTransport: server.openTransport });
  const events = new EventLog(link);
  const { refused } = await link.live.subscribe();
  const { libVer } = await link.call(connectGetLibVersion, {});
  return {
    server,
    link,
    events,
    refusedEvents: refused,
    differences: differencesOf(Number(libVer)),
    call: (procedure, args) => link.call(procedure, args),
  };
}

/** libvirt's own code and domain of a refusal; rejects when there was none. */
export async function refusalOf(answer: Promise<unknown>): Promise<{ code: number; domain: number }> {
  const error = await answer.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LibvirtError)) throw error;
  return { code: error.code, domain: error.domain };
}
