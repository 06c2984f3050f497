// A demo host in a process of its own, on a UNIX socket:   node demo-server.mjs URI SOCKET
//
// Says `ready` once it listens. A line `burst N` on its standard input pauses and resumes N running machines within one second, each
// change with its event, and says `burst done`. What it costs is the server's, and is printed apart.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveConnection } from '../../electron/demo/server/demo-server.ts';
import { DemoHosts } from '../../electron/demo/way/demo-hosts.ts';
import type { DemoWorld } from '../../electron/demo/world/world.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';

/** A second in steps, as events come from a host. */
const STEPS = 20;
const STEP_MS = 1000 / STEPS;

const [uri = '', socketPath = ''] = process.argv.slice(2);
const world = new DemoHosts().at(parseUri(uri));

createServer((socket) => serveConnection(world, socket)).listen(socketPath, () => console.log('ready'));

createInterface({ input: process.stdin }).on('line', (line) => {
  const [, count] = /^burst (\d+)$/.exec(line) ?? [];
  if (count !== undefined) void burst(world, Number(count)).then(() => console.log('burst done'));
});
process.stdin.once('end', () => process.exit(0));

async function burst({ domains }: DemoWorld, changes: number): Promise<void> {
  const running = domains.all.filter(({ active }) => active);
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
