// The page of the flood, in a thread of its own: takes bytes as they come, answers pings, and says when the last line was seen.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createPortWire } from '../../electron/ipc/port-wire.ts';
import { createByteChannel } from '../../shared/byte-channel.ts';
import { FLOOD_END } from './flood-words.ts';
import { nodePort } from './node-port.ts';

const ports: { readonly console: MessagePort; readonly ping: MessagePort } = workerData;
const channel = createByteChannel<unknown, unknown>(createPortWire(nodePort(ports.console)));
let tail = '';
let bytes = 0;
channel.onNotice(() => undefined);
channel.onBytes((piece) => {
  bytes += piece.length;
  tail = `${tail}${Buffer.from(piece.subarray(-400)).toString('latin1')}`.slice(-800);
  if (tail.includes(FLOOD_END)) parentPort?.postMessage({ bytes });
});
ports.ping.on('message', (message) => ports.ping.postMessage(message));
