// 200 MiB from a serial console: a fake libvirtd in one thread, the engine's console in this one, and at the end of a port, in
// a third, a page that draws with a real terminal. As a program:   node serial-flood.mjs flood
import { once } from 'node:events';
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  parentPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { Terminal } from '@xterm/headless/lib-headless/xterm-headless.mjs';
import { z } from 'zod';
import { SerialConsole } from '../../electron/console/serial/serial-console.ts';
import { type HostLink, openHostLink } from '../../electron/libvirt/host-link.ts';
import { domainOpenConsole } from '../../electron/libvirt/protocol/domain.gen.ts';
import { encodeRawFrame, messageStatus, messageType } from '../../electron/libvirt/rpc/frame.ts';
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { SerialCommand, SerialNotice } from '../../shared/model/console.ts';
import type { Wire } from '../../shared/wire.ts';
import { FakeLibvirtd } from '../support/fake-libvirtd.ts';

const TOTAL_BYTES = 200 * 1_048_576;
const LAST_WORDS = 'the last line of the flood';

export interface FloodResult {
  /** From the call that opens the console until the engine has all of it. */
  readonly megabytesPerSecond: number;
  /** Until the page has drawn the last line. */
  readonly shownAfterMs: number;
  /** The longest times for which the page and the engine answered nothing. */
  readonly pageBusyMs: number;
  readonly engineBusyMs: number;
}

const pageReport = z.object({ busyMs: z.number() });

/** `script` is the bundle of this file, which the other threads run. */
export async function measureSerialFlood(script: string): Promise<FloodResult> {
  const server = new Worker(script, { workerData: { role: 'server' } });
  const [uri] = z.tuple([z.string()]).parse(await once(server, 'message'));
  const { port1, port2 } = new MessageChannel();
  const page = new Worker(script, { workerData: { role: 'page', port: port2 }, transferList: [port2] });
  const link = await openHostLink(uri);
  const busy = watchBusy();
  const reported = once(page, 'message');
  const begun = performance.now();
  const { serial, read } = openFlood(link);
  serial.attach(createByteChannel<SerialNotice, SerialCommand>(wireOf(port1)));
  const readMs = (await read) - begun;
  const [report] = await reported;
  const shownAfterMs = performance.now() - begun;
  const engineBusyMs = busy();
  await serial.dispose();
  await link.close();
  await Promise.all([server.terminate(), page.terminate()]);
  return {
    megabytesPerSecond: TOTAL_BYTES / 1000 / readMs,
    shownAfterMs,
    pageBusyMs: pageReport.parse(report).busyMs,
    engineBusyMs,
  };
}

/** `read` gives the moment at which everything has come. */
function openFlood(link: HostLink): { readonly serial: SerialConsole; readonly read: Promise<number> } {
  let finish: (at: number) => void = () => undefined;
  const read = new Promise<number>((resolve) => {
    finish = resolve;
  });
  let received = 0;
  const serial = new SerialConsole({
    open: ({ onData }) => {
      const dom = { name: 'flood', uuid: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0', id: 1 };
      const count = (bytes: Uint8Array) => {
        received += bytes.length;
        if (received >= TOTAL_BYTES) finish(performance.now());
        onData(bytes);
      };
      return link.openStream(domainOpenConsole, { dom, devName: 'serial0', flags: 0 }, { onData: count });
    },
    run: () => 1,
    onIdle: () => undefined,
    log: { error: (what, error) => console.error(what, error) },
  });
  return { serial, read };
}

/** The longest time for which this thread answered nothing, in ms. */
function watchBusy(): () => number {
  const everyMs = 5;
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - everyMs);
    last = now;
  }, everyMs);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

function wireOf(port: MessagePort): Wire {
  return {
    post: (packet) => port.postMessage(packet),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

/** A boot log in colour, 64 KiB in each frame. */
function bootLog(): Buffer {
  let text = '';
  for (let line = 0; text.length < 65_536; line++) {
    text += `[${(line / 1000).toFixed(6).padStart(12)}] \x1b[3${line % 8}mservice ${line}\x1b[0m: something happened\r\n`;
  }
  return Buffer.from(text);
}

async function serve(): Promise<void> {
  const fake = await FakeLibvirtd.start();
  const text = bootLog();
  fake.on(domainOpenConsole, (_args, call) => {
    call.reply({});
    const header = { ...call.frame, type: messageType.stream, status: messageStatus.continue };
    const frame = encodeRawFrame(header, text);
    const { socket } = call.peer;
    let sent = 0;
    const pump = (): void => {
      for (; sent < TOTAL_BYTES; sent += text.length) {
        if (!socket.write(frame)) {
          sent += text.length;
          socket.once('drain', pump);
          return;
        }
      }
      socket.write(encodeRawFrame(header, Buffer.from(`\r\n${LAST_WORDS}`)));
    };
    pump();
    return undefined;
  });
  parentPort?.postMessage(fake.uri);
}

function draw(port: MessagePort): void {
  const terminal = new Terminal({ cols: 120, rows: 40, scrollback: 10_000, allowProposedApi: true });
  const channel = createByteChannel<SerialCommand, SerialNotice>(wireOf(port));
  const busy = watchBusy();
  channel.onNotice((notice) => {
    if (notice.type === 'replay') terminal.write('\x1bc');
  });
  channel.onBytes(async (piece) => {
    await new Promise<void>((resolve) => terminal.write(piece, resolve));
    if (Buffer.from(piece).includes(LAST_WORDS)) parentPort?.postMessage({ busyMs: busy() });
  });
}

const thread: { readonly role?: string; readonly port?: MessagePort } = isMainThread ? {} : workerData;
if (thread.role === 'server') await serve();
else if (thread.role === 'page' && thread.port !== undefined) draw(thread.port);
else if (process.argv[2] === 'flood') {
  console.log(JSON.stringify(await measureSerialFlood(process.argv[1] ?? '')));
  process.exit(0);
}
