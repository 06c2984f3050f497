// 100,000 calls under fire. Each must end once, in a way that what was done to it explains, and nothing of it may be left.
import { expect, test } from 'vitest';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { EchoServer } from '../../support/faults/echo-server.ts';
import { FAULTS } from '../../support/faults/kinds.ts';
import { stopClock } from './clockwork.ts';
import { Soak } from './soak.ts';

const CALLS = 100_000;
/** How much more may be held after all calls than after the first tenth of them. */
const GROWTH_BYTES = 2_000_000;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The least of a few looks: what a buffer held is given back some turns after the buffer has gone. */
async function heldBytes(): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    collectGarbage();
    await nextTurn();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    looks.push(heapUsed + arrayBuffers);
  }
  return Math.min(...looks);
}

test('100,000 calls with random faults each end once, as the faults explain, and leave nothing', async () => {
  const server = new EchoServer();
  let soak = new Soak({ dial: server.dial, calls: CALLS / 10, seed: 7, lanes: 40, share: 0.06 });
  const clock = stopClock(() => soak.moved + soak.made);
  await clock.until(soak.run());
  expect(soak.unexplained).toEqual([]);
  soak = new Soak({ dial: server.dial, calls: CALLS, seed: 8, lanes: 40, share: 0.06 });
  const before = await heldBytes();
  await clock.until(soak.run());
  await clock.settle();
  console.info(soak.ledger.report('soak'));
  expect(soak.unexplained).toEqual([]);
  expect(soak.made).toBe(CALLS);
  expect(FAULTS.filter(({ kind }) => !soak.ledger.faults.has(kind))).toEqual([]);
  expect(clock.timers).toBe(0);
  expect(server.clients).toBe(0);
  expect(soak.listeners).toBe(0);
  const alive = soak.connections.length;
  expect(alive).toBeGreaterThan(500);
  const growth = (await heldBytes()) - before;
  console.info(`${alive} connections, ${growth} bytes more than before`);
  expect(soak.connections.filter((one) => one.deref() !== undefined)).toHaveLength(0);
  expect(growth).toBeLessThan(GROWTH_BYTES);
}, 120_000);

/** Faults after which nobody has to wait for a clock. */
const PROMPT = FAULTS.filter(({ silences, call }) => !silences && !call.includes('timed out'));

/** What keeps this process from its end, by kind. */
function resources(): { readonly sockets: number; readonly timers: number } {
  const all = process.getActiveResourcesInfo();
  const timers = all.filter((kind) => kind === 'Timeout').length;
  return { timers, sockets: all.filter((kind) => /Pipe|TCP|Socket|Process/.test(kind)).length };
}

test('over UNIX sockets, in real time, no socket, timer or process is left either', async () => {
  const server = new EchoServer();
  const before = resources();
  const work = { calls: 4000, seed: 21, lanes: 12, share: 0.06, faults: PROMPT, sockets: true };
  const soak = new Soak({ dial: server.dial, ...work });
  await soak.run();
  console.info(soak.ledger.report('soak over sockets'));
  expect(soak.unexplained).toEqual([]);
  expect(soak.ledger.total).toBeGreaterThan(100);
  // A few turns for what the closing of a socket still has to do; waiting by a clock would be one timer more.
  const isClosing = (): boolean => resources().sockets > before.sockets || server.clients > 0;
  for (let turn = 0; turn < 1000 && isClosing(); turn += 1) await nextTurn();
  const after = resources();
  expect(after.sockets).toBe(before.sockets);
  // The runner of the tests has one of its own now and then.
  expect(after.timers).toBeLessThanOrEqual(before.timers + 1);
  expect(server.clients).toBe(0);
});
