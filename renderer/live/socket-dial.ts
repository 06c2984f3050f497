// The way to the engine in a browser: WebSockets to `--serve`, each of which shows the token first.
import type { ChannelOpening, Hello } from '../../shared/ipc.ts';
import type { Packet, Wire } from '../../shared/wire.ts';
import type { Dial } from './link.ts';

const STORED_AS = 'guesthouse-token';
/** How `--serve` closes a socket whose token is wrong. */
const DENIED = 4401;

/**
 * The token from the address's fragment, else the one kept for this tab. It leaves the address at once: addresses are
 * copied, bookmarked and kept in the history.
 */
export function takeToken(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return sessionStorage.getItem(STORED_AS) ?? undefined;
  sessionStorage.setItem(STORED_AS, token);
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return token;
}

interface SocketWire extends Wire {
  closeCode(): number | undefined;
}

/** What is posted before the socket is open waits for it. */
function wireOver(socket: WebSocket, hello: Hello): SocketWire {
  socket.binaryType = 'arraybuffer';
  const heard: unknown[] = [];
  let code: number | undefined;
  let messageListener: ((packet: unknown) => void) | undefined;
  let closeListener: (() => void) | undefined;
  const send = (packet: Packet) => {
    if (packet instanceof Uint8Array) socket.send(new Uint8Array(packet));
    else socket.send(JSON.stringify(packet));
  };
  const waiting: Packet[] = [hello];
  socket.onopen = () => {
    for (const packet of waiting.splice(0)) send(packet);
  };
  socket.onmessage = ({ data }) => {
    const packet: unknown = typeof data === 'string' ? JSON.parse(data) : new Uint8Array(data);
    if (messageListener === undefined) heard.push(packet);
    else messageListener(packet);
  };
  socket.onclose = (event) => {
    code = event.code;
    closeListener?.();
  };
  return {
    post(packet) {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(packet);
      else if (socket.readyState === WebSocket.OPEN) send(packet);
    },
    onMessage(listener) {
      messageListener = listener;
      for (const packet of heard.splice(0)) listener(packet);
    },
    onClose(listener) {
      closeListener = listener;
      if (code !== undefined) listener();
    },
    close: () => socket.close(1000),
    closeCode: () => code,
  };
}

/** Dials the server that this page came from. */
export function createSocketDial(url: string, token: string): Dial {
  const dialSide = (channel?: ChannelOpening) =>
    wireOver(new WebSocket(url), channel === undefined ? { token } : { token, channel });
  return async () => {
    const wire = dialSide();
    return {
      wire,
      openSide: dialSide,
      wasRefused: () => wire.closeCode() === DENIED,
    };
  };
}
