// Demo hosts in a process of their own, on UNIX sockets:   node demo-server.mjs URI SOCKET
//
// Each host of the URI has a socket: SOCKET.1, SOCKET.2, … Says `ready` once they listen. A line `burst N` on its standard input
// pauses and resumes N running machines within one second, each change with its event, and says `burst done`. What it costs is the
// server's, and is printed apart.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveConnection } from '../../electron/demo/server/demo-server.ts';
import { DemoHosts } from '../../electron/demo/way/demo-hosts.ts';
import { everyHost } from '../../electron/demo/way/demo-uri.ts';
import type { DemoWorld } from '../../electron/demo/world/world.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';

/** A second in steps, as events come from a host. */
const STEPS = 20;
const STEP_MS = 1000 / STEPS;

const [uri = '', socketPath = ''] = process.argv.slice(2);
const hosts = new DemoHosts();
const worlds = everyHost(parseUri(uri)).map((one) => hosts.at(parseUri(one)));

for (const [index, world] of worlds.entries()) {
  const server = createServer((socket) => serveConnection(world, socket)).listen(
    `${socketPath}.${index + 1}`,
  );
  await once(server, 'listening');
}
console.log('ready');

createInterface({ input: process.stdin }).on('line', (line) => {
  const [, count] = /^burst (\d+)$/.exec(line) ?? [];
  if (count !== undefined) void burst(worlds, Number(count)).then(() => console.log('burst done'));
});
process.stdin.once('end', () => process.exit(0));

async function burst(all: readonly DemoWorld[], changes: number): Promise<void> {
  const running = all.flatMap(({ domains }) => domains.all.filter(({ active }) => active));
  for (let step = 0; step < STEPS; step += 1) {
    const from = Math.round((step * changes) / STEPS);
    const to = Math.round(((step + 1) * changes) / STEPS);
    for (const machine of running.slice(from, to)) {
      if (machine.paused) machine.resume();
      else machine.suspend();
    }
    await sleep(STEP_MS);
  }
}
