// What the tests of the way between page and engine serve: the whole contract, of which each test answers a part.

import { createEngineServer, type EngineServer } from '../../../electron/ipc/engine-server.ts';
import type { PortLike } from '../../../electron/ipc/port-wire.ts';
import type { Log } from '../../../electron/log.ts';
import { createApi } from '../../../renderer/live/api.ts';
import { createLink, type Dial, type Link } from '../../../renderer/live/link.ts';
import { wireOver } from '../../../renderer/live/port-dial.ts';
import { type AppApi, type AppHandlers, type AppPushes, contract } from '../../../shared/contract.ts';

export type Answers = { readonly [G in keyof AppHandlers]?: Partial<AppHandlers[G]> };

export interface LogLines extends Log {
  readonly lines: readonly string[];
}

export function memoryLog(): LogLines {
  const lines: string[] = [];
  const write = (what: string, cause?: unknown) => void lines.push(`${what} ${cause ?? ''}`);
  return { path: '', lines, info: write, warn: write, error: write };
}

export function handlersWith(answers: Answers): AppHandlers {
  const groups = Object.entries(contract).map(([group, specs]) => {
    const given = new Map<string, unknown>(Object.entries(new Map(Object.entries(answers)).get(group) ?? {}));
    const methods = Object.keys(specs).map((name) => [name, given.get(name) ?? (() => undefined)]);
    return [group, Object.fromEntries(methods)];
  });
  return Object.fromEntries(groups);
}

export interface TestEngine {
  readonly server: EngineServer;
  readonly pushes: AppPushes;
  readonly log: LogLines;
  readonly gone: readonly string[];
}

export function startTestEngine(answers: Answers): TestEngine {
  const log = memoryLog();
  const gone: string[] = [];
  const { server, services } = createEngineServer(
    (pushes) => ({
      pushes,
      handlers: handlersWith(answers),
      clientGone: (id: string) => void gone.push(id),
    }),
    log,
  );
  return { server, pushes: services.pushes, log, gone };
}

/** Node's own port in the shape of Electron's. */
export function asElectronPort(port: MessagePort): PortLike {
  function on(event: 'message' | 'close', listener: (event: never) => void): void {
    port.addEventListener(event, (heard) => {
      const ports = heard instanceof MessageEvent ? heard.ports.map(asElectronPort) : [];
      const data: unknown = heard instanceof MessageEvent ? heard.data : undefined;
      listener({ data, ports } as never);
    });
  }
  return {
    on,
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}

/** Dials engines by real message ports, as a page in Electron does. */
export function portDial(admit: (port: PortLike) => void): Dial {
  return async () => {
    const { port1, port2 } = new MessageChannel();
    admit(asElectronPort(port2));
    return {
      wire: wireOver(port1),
      openSide(opening) {
        const side = new MessageChannel();
        port1.postMessage(opening, [side.port2]);
        return wireOver(side.port1);
      },
      wasRefused: () => false,
    };
  };
}

export interface Page {
  readonly link: Link;
  readonly api: AppApi;
}

export function openPage(dial: Dial): Page {
  const link = createLink(dial);
  return { link, api: createApi(link) };
}

/** Resolves at the next change to `state`, or at once when it is so. */
export function reaches(link: Link, state: Link['state']): Promise<void> {
  if (link.state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = link.onState((now) => {
      if (now !== state) return;
      stop();
      resolve();
    });
  });
}

/** `Promise.withResolvers`, which Node 20 lacks. */
export function deferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
