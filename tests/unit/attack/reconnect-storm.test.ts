// A host that is lost and comes back only to die again, at every stage of its opening.
import { expect, test } from 'vitest';
import { messageType } from '../../../electron/libvirt/rpc/frame.ts';
import type { Fault } from '../../support/faults/fault.ts';
import type { FaultPlan } from '../../support/faults/fault-line.ts';
import { faultOf } from '../../support/faults/kinds.ts';
import { noFaults } from '../../support/faults/plans.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { FaultyHost } from './faulty-host.ts';

const ATTEMPTS = 500;
/** ms that the engine waits after each attempt; the last stays. Up to a quarter more or less. */
const WAITS_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];
const DEATHS = ['cut at a byte', 'closed between messages', 'silence', 'cut at a byte'];

/** This fault, at the message of the server with this number, or the next that it can befall. */
function at(fault: Fault, number: number, count: () => void = () => undefined): FaultPlan {
  let seen = 0;
  let done = false;
  return (frame, from) => {
    if (from !== 'server') return undefined;
    seen += 1;
    count();
    if (done || seen <= number || !fault.befalls(frame) || frame.type !== messageType.reply) return undefined;
    done = true;
    return fault;
  };
}

test('500 attempts that die at every stage keep their distance, leave nothing, and end connected', async () => {
  const fake = FakeHost.inMemory();
  const far = new FaultyHost(() => fake.libvirtd.dial(), 3);
  const { clock, host } = far;
  for (let number = 0; number < 5; number += 1) fake.startDomain(fake.define(`web${number}`));
  fake.addNetwork('default', true);
  fake.addPool('images');
  let messages = 0;
  const counting = at(faultOf('silence'), Number.POSITIVE_INFINITY, () => {
    messages += 1;
  });
  far.plan = () => counting;
  host.connect();
  await clock.reach(() => far.summary.state === 'connected');
  expect(messages).toBeGreaterThan(60);
  const stages = messages;
  let tries = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const death = faultOf(DEATHS[attempt % DEATHS.length]!);
    far.plan = () => (attempt % 25 === 24 ? 'refused' : at(death, attempt % stages));
    // What was opened is cut; what was not has failed by itself.
    if (far.summary.state === 'connected') {
      tries = 0;
      far.cut();
    }
    await clock.reach(() => far.summary.problem?.retryAtMs !== undefined);
    const { state, problem } = far.summary;
    expect(state).toBe('lost');
    const usual = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]!;
    const wait = problem!.retryAtMs! - Date.now();
    expect([wait >= usual * 0.74, wait <= usual * 1.26], `wait of ${wait} after ${tries}`).toEqual([
      true,
      true,
    ]);
    expect(['unreachable', 'timeout']).toContain(problem?.failure.kind);
    tries += 1;
    const before = far.dialled.length;
    await clock.reach(() => far.dialled.length > before);
    expect(far.dialled.at(-1)).toBe(problem?.retryAtMs);
    await clock.reach(
      () => far.summary.state === 'connected' || far.summary.problem?.retryAtMs !== undefined,
    );
  }
  far.plan = () => noFaults;
  await clock.reach(() => far.summary.state === 'connected' && far.openLines > 0);
  expect(far.ledger.total).toBeGreaterThan(ATTEMPTS * 0.9);
  console.info(far.ledger.report(`storm of ${far.dialled.length} attempts at ${stages} stages`));
  await clock.settle();
  expect(far.openLines).toBe(1);
  expect(far.model()).toEqual(await clock.until(far.freshModel()));
  await clock.until(host.dispose());
  far.hub.dispose();
  await clock.settle();
  expect([clock.timers, far.openLines, fake.libvirtd.peers.length]).toEqual([0, 0, 0]);
});
