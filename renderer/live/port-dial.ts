// The way to the engine in Electron: a message port, asked for with a nonce and taken once.
import { type Desktop, ENGINE_PORT } from '../../shared/desktop.ts';
import type { Wire } from '../../shared/wire.ts';
import type { Dial } from './link.ts';

const PORT_MS = 5000;

/** Only from this window, of this origin, and with the nonce that this page has just made. */
function bringsPort(event: MessageEvent, nonce: string): MessagePort | undefined {
  if (event.source !== window || event.origin !== location.origin) return undefined;
  if (event.data?.type !== ENGINE_PORT || event.data.nonce !== nonce) return undefined;
  return event.ports[0];
}

function takePort(desktop: Desktop): Promise<MessagePort> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const late = setTimeout(() => {
      done.abort();
      reject(new Error('the engine gave no port'));
    }, PORT_MS);
    const take = (event: MessageEvent) => {
      const port = bringsPort(event, nonce);
      if (port === undefined) return;
      clearTimeout(late);
      done.abort();
      resolve(port);
    };
    window.addEventListener('message', take, { signal: done.signal });
    desktop.requestEngine(nonce);
  });
}

/** A port starts when somebody listens; until then it keeps what arrives. */
export function wireOver(port: MessagePort): Wire {
  let closed = false;
  let closeListener: (() => void) | undefined;
  const ended = () => {
    if (closed) return;
    closed = true;
    closeListener?.();
  };
  port.addEventListener('close', ended);
  return {
    // Without a transfer list: a buffer in it loses the whole message on its way to Electron's other side.
    post: (packet) => port.postMessage(packet),
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
    onClose(listener) {
      closeListener = listener;
      if (closed) listener();
    },
    close() {
      port.close();
      ended();
    },
  };
}

/** Dials through the preload's bridge. */
export function createPortDial(desktop: Desktop): Dial {
  return async () => {
    const port = await takePort(desktop);
    return {
      wire: wireOver(port),
      openSide(opening) {
        const { port1, port2 } = new MessageChannel();
        port.postMessage(opening, [port2]);
        return wireOver(port1);
      },
      wasRefused: () => false,
    };
  };
}
