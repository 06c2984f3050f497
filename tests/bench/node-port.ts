// Node's message ports as the engine and the page know ports.
import type { MessagePort } from 'node:worker_threads';
import type { PortLike } from '../../electron/ipc/port-wire.ts';

export function nodePort(port: MessagePort): PortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on(
      event: 'message' | 'close',
      listener: (message: { data: unknown; ports: readonly PortLike[] }) => void,
    ) {
      if (event === 'close') port.on('close', () => listener({ data: undefined, ports: [] }));
      else port.on('message', (data: unknown) => listener({ data, ports: [] }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}
