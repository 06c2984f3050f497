// A console that floods: fake server → engine → port → page. `node flood.mjs SOCKET MEBIBYTES` prints one line of JSON.
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { SerialHub } from '../../electron/console/serial/serial-hub.ts';
import { createPortWire } from '../../electron/ipc/port-wire.ts';
import { openHostLink } from '../../electron/libvirt/host-link.ts';
import { createByteChannel } from '../../shared/byte-channel.ts';
import { connectionId } from '../../shared/checks.ts';
import type { SerialCommand, SerialNotice } from '../../shared/model/console.ts';
import { domainKey } from '../../shared/model/keys.ts';
import { FakeMachine } from '../unit/console/fake-host.ts';
import { nodePort } from './node-port.ts';

export interface FloodResult {
  readonly ms: number;
  /** What the page was shown of it. */
  readonly shownBytes: number;
  /** Round trips of a message to the page and back meanwhile, every 20 ms. */
  readonly worstPingMs: number;
}

const [path = '', bundle = ''] = process.argv.slice(2);
const link = await openHostLink(`qemu:///system?socket=${path}`);
const machine = new FakeMachine(1);
const hub = new SerialHub({
  findHost: () => machine.host({ link }),
  flags: { recordings: [], setRecorded: async () => undefined },
  log: { warn: console.error, error: console.error },
  dataFolder: tmpdir(),
});

const consolePorts = new MessageChannel();
const pingPorts = new MessageChannel();
const page = new Worker(join(bundle, 'flood-page.mjs'), {
  workerData: { console: consolePorts.port2, ping: pingPorts.port2 },
  transferList: [consolePorts.port2, pingPorts.port2],
});
await once(page, 'online');

let worstPingMs = 0;
pingPorts.port1.on('message', (sentAt: number) => {
  worstPingMs = Math.max(worstPingMs, performance.now() - sentAt);
});
const pings = setInterval(() => pingPorts.port1.postMessage(performance.now()), 20);

const begin = performance.now();
const channel = createByteChannel<SerialNotice, SerialCommand>(createPortWire(nodePort(consolePorts.port1)));
hub.show(domainKey(connectionId.parse('bench'), machine.uuid), 'serial0', channel);
const [{ bytes }] = await once(page, 'message');
const result: FloodResult = { ms: performance.now() - begin, shownBytes: bytes, worstPingMs };
clearInterval(pings);
console.log(JSON.stringify(result));
process.exit(0);
