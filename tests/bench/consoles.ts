// Serial consoles: a flood from a fake server, and a real guest's virtio console beside `virsh console` under `script`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { SerialCommand, SerialNotice } from '../../shared/model/console.ts';
import { startEngine, type TestEngine } from '../integration/inventory-engine.ts';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { runOrThrow, waitFor } from '../lab/process.ts';
import { wirePair } from '../unit/console/support.ts';
import type { FloodResult } from './serial-flood.ts';
import { ms, type Row } from './table.ts';
import { median } from './work.ts';

const GUEST_MB = 8;
/** 8 MB take some seconds; on a busy machine ten times that. */
const WORD_MS = 60_000;

/** `bundle` is the folder of the built scripts. */
export async function flood(bundle: string, times: number): Promise<readonly Row[]> {
  const runs: FloodResult[] = [];
  for (let run = 0; run < times; run += 1) {
    const script = join(bundle, 'serial-flood.mjs');
    runs.push(JSON.parse(await runOrThrow(process.execPath, [script, 'flood'], { timeoutMs: 180_000 })));
  }
  const middle = (of: (run: FloodResult) => number): number => median(runs.map(of)) ?? 0;
  const worst = (of: (run: FloodResult) => number): string => ms(Math.max(...runs.map(of)));
  return [
    {
      what: 'serial: a flood of 200 MiB',
      guesthouse: `${middle((run) => run.megabytesPerSecond).toFixed(0)} MB/s`,
      remark: `at least 60 MB/s; its end on the page after ${ms(middle((run) => run.shownAfterMs))}`,
    },
    {
      what: 'serial: longest silence meanwhile',
      guesthouse: worst((run) => run.pageBusyMs),
      remark: `of the page that draws it, at most 100 ms; of the engine ${worst((run) => run.engineBusyMs)}`,
    },
  ];
}

/** The guest prints; both read the same device, one after the other in turns. */
export async function virtioConsole(times: number): Promise<readonly Row[]> {
  const host = await startHost();
  const engine = await startEngine();
  try {
    await host.defineGuest({ name: 'talker', screen: 'none', network: false });
    await host.virsh('start', 'talker');
    await host.waitForSerial('talker', GUEST_READY);
    await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let run = 0; run < times; run += 1) {
      ours.push(await byGuesthouse(engine));
      theirs.push(await byVirsh(host));
    }
    const rate = (values: readonly number[]): string =>
      `${((GUEST_MB * 1000) / (median(values) ?? 0)).toFixed(1)} MB/s`;
    const remark = `${GUEST_MB} MB from a guest in TCG; virsh console runs under script`;
    return [{ what: 'serial: virtio console', guesthouse: rate(ours), virsh: rate(theirs), remark }];
  } finally {
    await engine.dispose();
    await host.dispose();
  }
}

/** What is to be printed is made before it is timed, and the guest's terminal adds nothing: a guest in TCG is slow at both. */
const PREPARE = `stty -echo -opost; yes $(seq -s . 1 25) | head -c ${GUEST_MB * 1_000_000} > /tmp/words`;

async function byGuesthouse(engine: TestEngine): Promise<number> {
  const { key } = await engine.domain('talker');
  const [pageWire, engineWire] = wirePair();
  const page = createByteChannel<SerialCommand, SerialNotice>(pageWire);
  const heard = new Listener();
  let open = false;
  page.onNotice((notice) => {
    if (notice.type === 'state' && notice.state === 'open') open = true;
  });
  page.onBytes((bytes) => heard.take(Buffer.from(bytes).toString('latin1')));
  const ends = createByteChannel<SerialNotice, SerialCommand>(engineWire);
  void engine.handlers.consoles.serial({ domain: key, device: 'console1' }, ends, engine.context);
  await waitFor('the console', () => open);
  const took = await heard.timed((text) => page.write(Buffer.from(text)));
  page.close();
  await engine.handlers.consoles.release({ domain: key, device: 'console1' }, engine.context);
  return took;
}

async function byVirsh(host: Host): Promise<number> {
  const words = 'virsh -c qemu:///system console talker --devname console1';
  const [file, ...args] = host.commandLine(['script', '-qefc', words, '/dev/null']);
  const virsh = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const heard = new Listener();
  virsh.stdout.setEncoding('latin1').on('data', (text: string) => heard.take(text));
  await heard.for('Escape character');
  const took = await heard.timed((text) => virsh.stdin.write(text));
  const ended = once(virsh, 'exit');
  // Ctrl+] leaves the console; a virsh that is killed may keep it for a while.
  virsh.stdin.write('\x1d');
  await ended;
  return took;
}

class Listener {
  #tail = '';
  #runs = 0;
  #waiting: { readonly word: string; readonly done: () => void } | undefined;

  take(text: string): void {
    this.#tail = `${this.#tail}${text}`.slice(-200 - text.length);
    if (this.#waiting !== undefined && this.#tail.includes(this.#waiting.word)) this.#waiting.done();
    this.#tail = this.#tail.slice(-200);
  }

  /** Fails when the word does not come. */
  for(word: string): Promise<void> {
    if (this.#tail.includes(word)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${word} on the console`)), WORD_MS);
      const done = (): void => {
        clearTimeout(late);
        resolve();
      };
      this.#waiting = { word, done };
    });
  }

  /** How long the guest takes to print its words to us. */
  async timed(type: (text: string) => void): Promise<number> {
    await this.#run(type, PREPARE);
    const begin = performance.now();
    await this.#run(type, 'cat /tmp/words');
    return performance.now() - begin;
  }

  /** The mark stands in the answer and not in the question. */
  async #run(type: (text: string) => void, command: string): Promise<void> {
    this.#runs += 1;
    const mark = `done${this.#runs}x${Math.random().toString(36).slice(2)}`;
    type(`${command}; echo ${mark}-$((6*7))\r`);
    await this.for(`${mark}-42`);
  }
}
