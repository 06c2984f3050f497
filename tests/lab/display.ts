// An X server without a screen, for desk's windows. Every process of the lab, on each of its hosts, can open it.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Display {
  /** For the environment variable DISPLAY, like `:1`. */
  readonly name: string;
  dispose(): Promise<void>;
}

/** Starts an X server of the given size on a free display number. */
export async function startDisplay(size = '1440x900'): Promise<Display> {
  const args = [
    '--pdeathsig',
    'KILL',
    'Xvfb',
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${size}x24`,
    '-nolisten',
    'tcp',
    '-ac',
    '-noreset',
  ];
  const server = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const number = await Promise.race([firstLine(server.stdio[3] as Readable), ended]);
  if (number === undefined) throw new Error('the X server did not start');
  return {
    name: `:${number}`,
    dispose: () => {
      server.kill('SIGKILL');
      return ended;
    },
  };
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}
