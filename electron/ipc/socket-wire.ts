// A wire over a WebSocket of `--serve`: objects as JSON text, bytes as binary frames.
import type { RawData, WebSocket } from 'ws';
import type { Packet, Wire } from '../../shared/wire.ts';

function bytesOf(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Text that is not JSON becomes `undefined`, which no reader of a wire accepts. */
function packetOf(data: RawData, isBinary: boolean): unknown {
  if (isBinary) return bytesOf(data);
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

/** Takes over an open socket. */
export function createSocketWire(socket: WebSocket): Wire {
  const early: unknown[] = [];
  let messageListener: ((packet: unknown) => void) | undefined;
  socket.on('message', (data, isBinary) => {
    const packet = packetOf(data, isBinary);
    if (messageListener === undefined) early.push(packet);
    else messageListener(packet);
  });
  // Every error is followed by `close`, which is what matters here.
  socket.on('error', () => {});
  return {
    post(packet: Packet) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(packet instanceof Uint8Array ? packet : JSON.stringify(packet));
    },
    onMessage(listener) {
      messageListener = listener;
      for (const packet of early.splice(0)) listener(packet);
    },
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) listener();
      else socket.once('close', () => listener());
    },
    close: () => socket.close(1000),
  };
}
