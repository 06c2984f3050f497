// `--serve`: the page and its sockets on the loopback. Static files are public and hold no data; everything else needs the token.
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChannelOpening } from '../../shared/ipc.ts';
import type { Wire } from '../../shared/wire.ts';
import { type PageFiles, pageHeaders } from './page-files.ts';
import { readHello } from './page-message.ts';
import { createSocketWire } from './socket-wire.ts';
import { Doorkeeper } from './token.ts';
import { isOwnRequest } from './web-origin.ts';

/** Why a socket was closed, so that the page can tell a wrong token from a lost engine (codes from 4000 are free). */
const CLOSED = { denied: 4401, deaf: 4429, late: 4408 } as const;
/** Where sockets are; everything else is a file. */
const SOCKET_PATH = '/engine';
const LONGEST_MESSAGE_BYTES = 16 * 1_048_576;
/** A stranger may fill no more memory than this. */
const LONGEST_HELLO_BYTES = 16_384;

export interface WebServerOptions {
  readonly files: PageFiles;
  readonly token: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** An admitted socket: a page, or with `channel` one channel of a page. */
  readonly admit: (wire: Wire, channel?: ChannelOpening) => void;
  /** ms in which the token must have come. */
  readonly helloMs?: number;
  readonly now?: () => number;
}

export interface WebServer {
  readonly port: number;
  /** With the token in its fragment, which browsers send to nobody. */
  readonly url: string;
  close(): Promise<void>;
}

const headers = pageHeaders({ inBrowser: true });

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function serveFile(files: PageFiles, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?', 1)[0] ?? '/';
  const file = files.get(path);
  if (request.method !== 'GET') {
    answer(response, 405, 'only GET');
    return;
  }
  if (file === undefined) {
    answer(response, 404, 'there is no such file');
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': file.type });
  // Closes both, whichever ends first: a browser that leaves in the middle, or a file that cannot be read.
  pipeline(createReadStream(file.path), response, () => {});
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Ends `socket` when so much has arrived without being a whole message. It reads `raw` after the socket does: what comes
 * right behind the token, in the same piece, does not count.
 */
function limitHello(socket: WebSocket, raw: Duplex): void {
  let roomBytes = LONGEST_HELLO_BYTES;
  const count = (chunk: Buffer) => {
    roomBytes -= chunk.length;
    if (roomBytes < 0) socket.terminate();
  };
  raw.on('data', count);
  socket.once('message', () => {
    // It is still called for the piece that is being handed round.
    roomBytes = Number.POSITIVE_INFINITY;
    raw.off('data', count);
  });
}

/** Waits for the token; nothing is answered before it, and nothing but a closing code after a wrong one. */
function greet(socket: WebSocket, doorkeeper: Doorkeeper, options: WebServerOptions): void {
  if (doorkeeper.deaf) {
    socket.close(CLOSED.deaf);
    return;
  }
  const late = setTimeout(() => socket.close(CLOSED.late), options.helloMs ?? 5000);
  socket.on('error', () => {});
  socket.once('close', () => clearTimeout(late));
  socket.once('message', (data, isBinary) => {
    clearTimeout(late);
    const hello = isBinary ? undefined : readHello(parse(data.toString()));
    if (doorkeeper.admits(hello?.token)) options.admit(createSocketWire(socket), hello?.channel);
    else socket.close(doorkeeper.deaf ? CLOSED.deaf : CLOSED.denied);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}

/** Serves on 127.0.0.1 only. Fails when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const doorkeeper = new Doorkeeper(options.token, options.now);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const server = createServer();
  const port = await listen(server, options.port);

  server.on('request', (request, response) => {
    if (isOwnRequest(request, port, false)) serveFile(options.files, request, response);
    else answer(response, 403, 'not for you');
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    if (!isOwnRequest(request, port, true)) return refuseUpgrade(socket, '403 Forbidden');
    if (request.url !== SOCKET_PATH) return refuseUpgrade(socket, '404 Not Found');
    sockets.handleUpgrade(request, socket, head, (open) => {
      limitHello(open, socket);
      greet(open, doorkeeper, options);
    });
  });

  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${options.token}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
