// An engine that dies is started again, less and less often when it dies each time, and its pages are told.
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** As Electron's, as far as main has to do with it. */
class FakeChild extends EventEmitter {
  readonly pid = undefined;
  readonly said: unknown[] = [];
  postMessage(message: unknown): void {
    this.said.push(message);
    if (message === 'stop') queueMicrotask(() => this.emit('exit', 0));
  }
}

const forked: { readonly words: readonly string[]; readonly child: FakeChild }[] = [];
vi.mock('electron', () => ({
  utilityProcess: {
    fork: (_entry: string, words: readonly string[]) => {
      const child = new FakeChild();
      forked.push({ words, child });
      return child;
    },
  },
  MessageChannelMain: class {
    readonly port1 = {};
    readonly port2 = {};
  },
}));
const { EngineProcess } = await import('../../../electron/app/engine-process.ts');

const logged: string[] = [];
const say = (text: string) => void logged.push(text);
const log = { path: '/state/guesthouse/desktop.log', info: say, warn: say, error: say };

beforeEach(() => {
  vi.useFakeTimers();
  forked.length = 0;
  logged.length = 0;
});
afterEach(() => vi.useRealTimers());

function startEngine() {
  const engine = new EngineProcess({
    entry: 'engine.js',
    startUris: ['test:///default'],
    debug: false,
    onMessage: () => {},
    onStarted: () => {},
    log,
  });
  engine.start();
  return engine;
}

function last() {
  return forked.at(-1) ?? expect.fail('no engine was started');
}

/** The newest engine dies after it lived so long. Returns how long there is none. */
async function died(livedMs: number): Promise<number> {
  const { child } = last();
  const before = forked.length;
  child.emit('spawn');
  await vi.advanceTimersByTimeAsync(livedMs);
  child.emit('exit', 1);
  const diedAt = Date.now();
  while (forked.length === before) await vi.advanceTimersToNextTimerAsync();
  return Date.now() - diedAt;
}

function fakePage() {
  const told: string[] = [];
  const page = {
    told,
    isDestroyed: () => false,
    postMessage: (channel: string, nonce: string) => void told.push(`${channel} ${nonce}`),
    send: (channel: string, value: string) => void told.push(`${channel} ${value}`),
  };
  return { told, contents: page as never };
}

test('is started again at once, and later and later when it dies each time', async () => {
  startEngine();
  const waits: number[] = [];
  for (let death = 0; death < 9; death += 1) waits.push(await died(50));
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  expect(logged).toHaveLength(9);
});

test('one that lived well for a while is started again at once', async () => {
  startEngine();
  for (let death = 0; death < 5; death += 1) await died(50);
  expect(await died(11_000)).toBe(100);
  expect(await died(50)).toBe(200);
});

test('the URIs of the command line go to the next until one has stored them', async () => {
  startEngine();
  await died(10);
  expect(last().words).toEqual(['test:///default']);
  last().child.emit('message', 'started');
  await died(10);
  expect(last().words).toEqual(['--restarted']);
});

test('a page that asks while there is none gets its port from the next', async () => {
  const engine = startEngine();
  const { told, contents } = fakePage();
  engine.connect(contents, 'n1');
  expect(told).toEqual([]);
  last().child.emit('spawn');
  expect(told).toEqual(['engine-port n1']);
  expect(last().child.said).toEqual(['page']);
});

test('pages are told when it dies each time: those that wait, and those that come', async () => {
  const engine = startEngine();
  const { told, contents } = fakePage();
  const failing = 'engine-failing /state/guesthouse';
  for (let death = 0; death < 2; death += 1) await died(50);
  engine.connect(contents, 'n1');
  expect(told).toEqual([]);
  last().child.emit('exit', 1);
  expect(told).toEqual([failing]);
  const later = fakePage();
  engine.connect(later.contents, 'n2');
  expect(later.told).toEqual([failing]);
  await vi.advanceTimersToNextTimerAsync();
  last().child.emit('spawn');
  expect(told).toEqual([failing, 'engine-port n1']);
  expect(later.told).toEqual([failing, 'engine-port n2']);
});

test('is not started again when the app ends, also while it was waited for', async () => {
  const engine = startEngine();
  await died(50);
  last().child.emit('exit', 1);
  await engine.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(forked).toHaveLength(2);
  const running = startEngine();
  last().child.emit('spawn');
  await running.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(forked).toHaveLength(3);
});
