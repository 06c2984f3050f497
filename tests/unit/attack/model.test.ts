// The model of a host after any sequence of changes, faults, lost events and reconnects: what a fresh load would say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyChange, type Change, make } from '../inventory/any-changes.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { anyStep, Disturbed } from './disturbed.ts';

test('the model is what a fresh load says, whatever happened on the way', async () => {
  const faults = new Map<string, number>();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep(anyChange), { maxLength: 60, size: 'max' }),
      fc.nat(),
      async (steps, seed) => {
        const fake = FakeHost.inMemory();
        const dial = () => fake.libvirtd.dial();
        const disturbed = new Disturbed<Change>(dial, seed, (change) => make(change, fake));
        const { far } = disturbed;
        for (let number = 0; number < 3; number += 1) fake.define(`first${number}`);
        far.host.connect();
        await disturbed.connected();
        for (const one of steps) await disturbed.take(one);
        await disturbed.heal();
        expect(far.model()).toEqual(await far.clock.until(far.freshModel()));
        await far.clock.until(far.host.dispose());
        await far.clock.settle();
        far.hub.dispose();
        expect([far.clock.timers, far.openLines, fake.libvirtd.peers.length]).toEqual([0, 0, 0]);
        for (const [kind, count] of far.ledger.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
        runs += 1;
      },
    ),
    { numRuns: 150 },
  );
  console.info(`model: ${runs} sequences`, Object.fromEntries(faults));
}, 60_000);
