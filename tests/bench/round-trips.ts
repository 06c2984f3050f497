// Counts how often a client waited for an answer before it asked on.
import { connect, createServer, type Socket } from 'node:net';

export interface RoundTripCounter {
  /** Times the client spoke after the server had. Ask behind a slow link, where whole bursts stay together. */
  count(): number;
  dispose(): Promise<void>;
}

/** Listens on `listenPath` and passes everything on to `targetPath`. */
export async function countRoundTrips(listenPath: string, targetPath: string): Promise<RoundTripCounter> {
  let trips = 0;
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const libvirtd = connect({ path: targetPath, allowHalfOpen: true });
    let answered = true;
    client.on('data', () => {
      if (answered) trips += 1;
      answered = false;
    });
    libvirtd.on('data', () => {
      answered = true;
    });
    for (const end of [client, libvirtd]) open.add(end.on('error', () => undefined));
    client.pipe(libvirtd).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(listenPath, resolve));
  return {
    count: () => trips,
    dispose() {
      for (const end of open) end.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
