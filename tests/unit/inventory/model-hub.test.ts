import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { connectionId } from '../../../shared/checks.ts';
import type { ModelBatch, ModelChange } from '../../../shared/model/changes.ts';
import { poolKey } from '../../../shared/model/keys.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';

const connection = connectionId.parse('c1');
const uuid = '6e657477-6f72-4b00-8000-000000000001';

function pool(name: string): ModelChange & { readonly op: 'put'; readonly noun: 'pool' } {
  const value: PoolSummary = {
    key: poolKey(connection, uuid),
    connection,
    uuid,
    name,
    state: 'running',
    persistent: true,
    autostart: true,
    type: 'dir',
    capacityBytes: 0,
    allocationBytes: 0,
    availableBytes: 0,
  };
  return { op: 'put', noun: 'pool', value };
}
const dropPool: ModelChange = { op: 'drop', noun: 'pool', key: poolKey(connection, uuid) };

let hub: ModelHub;
let batches: ModelBatch[];
beforeEach(() => {
  vi.useFakeTimers();
  hub = new ModelHub();
  batches = [];
  hub.onBatch((batch) => batches.push(batch));
});
afterEach(() => vi.useRealTimers());

test('several changes of one object within a frame are one, the last', () => {
  hub.apply(pool('a'));
  hub.apply(pool('b'));
  vi.advanceTimersByTime(15);
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(batches).toEqual([{ seq: 1, changes: [pool('b')] }]);
});

test('batches are numbered without gaps', () => {
  for (const name of ['a', 'b', 'c']) {
    hub.apply(pool(name));
    vi.advanceTimersByTime(16);
  }
  expect(batches.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a storm is told some times a second, and what comes after its end at once', () => {
  const many = (round: number) => {
    for (let number = 10; number < 40; number += 1) {
      const key = poolKey(connection, `6e657477-6f72-4b00-8000-0000000000${number}`);
      hub.apply({ ...pool('a'), value: { ...pool('a').value, key, name: `pool ${round}` } });
    }
  };
  for (let round = 0; round < 100; round += 1) {
    many(round);
    vi.advanceTimersByTime(10);
  }
  expect(batches.length).toBeGreaterThan(8);
  expect(batches.length).toBeLessThan(14);
  vi.advanceTimersByTime(1000);
  const before = batches.length;
  hub.apply(pool('b'));
  vi.advanceTimersByTime(16);
  expect(batches.length).toBe(before + 1);
});

test('a put that changes nothing, and a drop of nothing, are not told', () => {
  hub.apply(dropPool);
  hub.apply(pool('a'));
  hub.flush();
  hub.apply(pool('a'));
  vi.advanceTimersByTime(100);
  expect(batches).toHaveLength(1);
});

test('a snapshot holds what is pending, and its number says so', () => {
  hub.apply(pool('a'));
  expect(hub.snapshot()).toMatchObject({ seq: 1, pools: [{ name: 'a' }] });
  hub.apply(dropPool);
  expect(hub.snapshot()).toMatchObject({ seq: 2, pools: [] });
  expect(batches.map(({ seq }) => seq)).toEqual([1, 2]);
});

test('a mirror that applies batches after a snapshot is equal to the next snapshot', () => {
  hub.apply(pool('a'));
  const mirror = new Map(hub.snapshot().pools.map((one) => [one.key, one]));
  hub.onBatch(({ changes }) => {
    for (const change of changes) {
      if (change.noun !== 'pool') continue;
      if (change.op === 'put') mirror.set(change.value.key, change.value);
      else mirror.delete(change.key);
    }
  });
  hub.apply(dropPool);
  hub.apply(pool('again'));
  hub.flush();
  expect([...mirror.values()]).toEqual(hub.snapshot().pools);
});
