// How often the first load waits for the host. Through a real libvirtd, in steps: an answer is held back until every
// question that could be asked without it has been asked and answered.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HostInventory } from '../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../electron/inventory/model-hub.ts';
import { connect } from '../../electron/libvirt/client.ts';
import type { EventSource } from '../../electron/libvirt/events.ts';
import { connectionId } from '../../shared/checks.ts';
import { type Host, startHost } from '../lab/host.ts';
import { writeTestDriverFile } from '../support/test-driver.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host?.dispose());

/** A source whose answers come together, one set for each round trip. */
function inSteps(source: EventSource): EventSource & { readonly roundTrips: () => number } {
  let roundTrips = 0;
  let open = 0;
  let held: (() => void)[] = [];
  const hold = async <T>(answer: Promise<T>): Promise<T> => {
    open += 1;
    const outcome = await answer.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await new Promise<void>((resolve) => {
      held.push(resolve);
      if (held.length < open) return;
      const release = held;
      roundTrips += 1;
      open = 0;
      held = [];
      for (const go of release) go();
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
  return {
    call: (procedure, args, options) => hold(source.call(procedure, args, options)),
    supports: (feature) => hold(source.supports(feature)),
    roundTrips: () => roundTrips,
  };
}

async function loadRoundTrips(
  machines: number,
): Promise<{ readonly roundTrips: number; readonly machines: number }> {
  const file = `${host.directory}/many-${machines}.xml`;
  await writeTestDriverFile(file, machines);
  const connection = await connect(`test+unix://${file}?socket=${host.socketPath}`);
  const hub = new ModelHub();
  const inventory = new HostInventory({
    connection: connectionId.parse('c1'),
    hub,
    onTrouble: (error) => {
      throw error;
    },
  });
  const source = inSteps(connection);
  await inventory.load(source);
  const loaded = { roundTrips: source.roundTrips(), machines: hub.snapshot().domains.length };
  inventory.detach();
  await connection.close();
  return loaded;
}

test('10 machines and 1,000 machines take the same three round trips', async () => {
  expect(await loadRoundTrips(10)).toEqual({ roundTrips: 3, machines: 10 });
  expect(await loadRoundTrips(1000)).toEqual({ roundTrips: 3, machines: 1000 });
});
