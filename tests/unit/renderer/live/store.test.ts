import { describe, expect, test } from 'vitest';
import { createModelStore, followModel } from '../../../../renderer/live/store.ts';
import { failed, ok } from '../../../../shared/failure.ts';
import type { ModelChange, ModelSnapshot } from '../../../../shared/model/changes.ts';
import type { HostState } from '../../../../shared/model/host.ts';
import { fakeEngine } from '../../../support/fake-api.ts';
import { machine, machines, sampleWorld } from '../../../support/sample-world.ts';

async function following(engine = fakeEngine(sampleWorld)) {
  const store = createModelStore();
  const follower = followModel(engine.api, store);
  await expect.poll(() => store.getState().phase).not.toBe('loading');
  return { store, follower, engine };
}

const [web01] = machines;

describe('the mirror of the model', () => {
  test('begins with the snapshot', async () => {
    const { store } = await following();
    expect(store.getState().domains.size).toBe(machines.length);
    expect(store.getState().seq).toBe(sampleWorld.seq);
  });

  test('follows numbered batches: puts and drops', async () => {
    const { store, engine } = await following();
    engine.change(
      { op: 'put', noun: 'domain', value: machine(50, 'new-one') },
      { op: 'drop', noun: 'domain', key: web01!.key },
    );
    const names = [...store.getState().domains.values()].map((domain) => domain.name);
    expect(names).toContain('new-one');
    expect(names).not.toContain('web-01');
    expect(engine.callsOf('model.snapshot')).toHaveLength(1);
  });

  test('leaves tables alone that a batch does not touch', async () => {
    const { store, engine } = await following();
    const before = store.getState();
    engine.change({ op: 'put', noun: 'domain', value: machine(50, 'new-one') });
    expect(store.getState().networks).toBe(before.networks);
    expect(store.getState().domains).not.toBe(before.domains);
  });

  test('heals with a new snapshot when a batch was lost', async () => {
    const { store, engine } = await following();
    engine.changeUnheard({ op: 'put', noun: 'domain', value: machine(50, 'lost-on-the-way') });
    engine.change({ op: 'put', noun: 'domain', value: machine(51, 'after-the-gap') });
    await expect.poll(() => store.getState().seq).toBe(sampleWorld.seq + 2);
    const names = [...store.getState().domains.values()].map((domain) => domain.name);
    expect(names).toEqual(expect.arrayContaining(['lost-on-the-way', 'after-the-gap']));
    expect(engine.callsOf('model.snapshot')).toHaveLength(2);
  });

  test('shows a thousand changes at once in a few steps, and all of them in the end', async () => {
    const { store, engine } = await following();
    let steps = 0;
    store.subscribe(() => {
      steps += 1;
    });
    for (let count = 0; count < 1000; count += 1)
      engine.change({ op: 'put', noun: 'domain', value: machine(50, `state ${count}`) });
    await expect.poll(() => store.getState().seq).toBe(sampleWorld.seq + 1000);
    expect([...store.getState().domains.values()].at(-1)?.name).toBe('state 999');
    expect(steps).toBeLessThan(50);
    expect(engine.callsOf('model.snapshot')).toHaveLength(1);
  });

  test('notices a batch that was lost among many', async () => {
    const { store, engine } = await following();
    for (let count = 0; count < 20; count += 1) {
      const change = { op: 'put', noun: 'domain', value: machine(60 + count, `new-${count}`) } as const;
      if (count === 12) engine.changeUnheard(change);
      else engine.change(change);
    }
    await expect.poll(() => store.getState().seq).toBe(sampleWorld.seq + 20);
    expect(store.getState().domains.size).toBe(machines.length + 20);
  });

  test('applies batches that overtook the snapshot, once and in order', async () => {
    let answer: (snapshot: ModelSnapshot) => void = () => {};
    const engine = fakeEngine(sampleWorld, {
      model: { snapshot: () => new Promise((resolve) => (answer = (snapshot) => resolve(ok(snapshot)))) },
    });
    const store = createModelStore();
    followModel(engine.api, store);
    engine.emit('model', 'changed', { seq: 7, changes: [{ op: 'drop', noun: 'domain', key: web01!.key }] });
    engine.emit('model', 'changed', {
      seq: 8,
      changes: [{ op: 'put', noun: 'domain', value: machine(50, 'early') }],
    });
    answer(sampleWorld);
    await expect.poll(() => store.getState().seq).toBe(8);
    // Number 7 is in the snapshot already: what it dropped is there because the snapshot says so.
    expect(store.getState().domains.has(web01!.key)).toBe(true);
    expect(engine.callsOf('model.snapshot')).toHaveLength(1);
  });

  test('fetches nothing again for batches that the snapshot includes, however late they come', async () => {
    const { store, engine } = await following();
    for (const seq of [1, 2, sampleWorld.seq]) {
      engine.emit('model', 'changed', { seq, changes: [{ op: 'drop', noun: 'domain', key: web01!.key }] });
    }
    expect(engine.callsOf('model.snapshot')).toHaveLength(1);
    expect(store.getState().domains.has(web01!.key)).toBe(true);
  });

  test('begins anew with the numbers of another engine, also when its first snapshot failed', async () => {
    let asked = 0;
    const restarted: ModelSnapshot = { ...sampleWorld, seq: 1 };
    const answers = [ok(sampleWorld), failed({ kind: 'timeout', afterMs: 1 } as const), ok(restarted)];
    const engine = fakeEngine(sampleWorld, {
      model: { snapshot: async () => answers[asked++] ?? ok(restarted) },
    });
    const { store, follower } = await following(engine);
    await follower.heal();
    expect(store.getState().seq).toBe(sampleWorld.seq);
    engine.emit('model', 'changed', { seq: 1, changes: [] });
    await expect.poll(() => store.getState().seq).toBe(1);
    expect(asked).toBe(3);
  });

  test('says why when there is no snapshot', async () => {
    const failure = { kind: 'bug', id: 'x1' } as const;
    const { store } = await following(fakeEngine({}, { model: { snapshot: async () => failed(failure) } }));
    expect(store.getState()).toMatchObject({ phase: 'failed', failure });
  });

  test('hears nothing more after it was disposed', async () => {
    const { store, follower, engine } = await following();
    follower.dispose();
    engine.change({ op: 'put', noun: 'domain', value: machine(50, 'too-late') });
    expect(store.getState().seq).toBe(sampleWorld.seq);
  });
});

describe('an engine that takes the place of one that died', () => {
  const open = (state: HostState) => sampleWorld.hosts.map((host) => ({ ...host, state }));
  /** What the page has of the dead engine, and what it is told by the next. */
  async function healed(next: Partial<ModelSnapshot>) {
    let snapshot: ModelSnapshot = { ...sampleWorld, hosts: open('connected') };
    const engine = fakeEngine(sampleWorld, { model: { snapshot: async () => ok(snapshot) } });
    const { store, follower } = await following(engine);
    snapshot = { seq: 1, hosts: [], domains: [], networks: [], pools: [], bridges: [], ...next };
    await follower.heal();
    let { seq } = snapshot;
    const tell = (...changes: readonly ModelChange[]) => {
      seq += 1;
      engine.emit('model', 'changed', { seq, changes });
    };
    const names = () => [...store.getState().domains.values()].map(({ name }) => name).sort();
    return { store, tell, names };
  }
  const all = machines.map(({ name }) => name).sort();
  const put = (state: HostState) =>
    open(state).map((value) => ({ op: 'put', noun: 'host', value }) as const satisfies ModelChange);

  test('leaves what was known of a host until it has told anew', async () => {
    const { store, tell, names } = await healed({ hosts: open('connecting') });
    expect(names()).toEqual(all);
    expect(store.getState().remembered.size).toBe(sampleWorld.hosts.length);
    const shown = [...store.getState().hosts.values()];
    expect(shown).toEqual(open('lost'));
    expect(store.getState().pools.size).toBe(sampleWorld.pools.length);
    tell(...put('connecting'));
    expect([...store.getState().hosts.values()]).toEqual(open('lost'));
    expect(names()).toEqual(all);
    const again = { ...web01!, name: 'renamed meanwhile' };
    tell({ op: 'put', noun: 'domain', value: again });
    expect(names()).toContain('web-02');
    tell(...put('connected'));
    expect(names()).toEqual(['renamed meanwhile']);
    expect(store.getState().pools.size).toBe(0);
    expect(store.getState().remembered.size).toBe(0);
  });

  test('lets a machine go that is dropped meanwhile', async () => {
    const { tell, names } = await healed({ hosts: open('connecting') });
    tell({ op: 'drop', noun: 'domain', key: web01!.key });
    expect(names()).toEqual(all.filter((name) => name !== web01!.name));
  });

  test.each<HostState>(['failed', 'disconnected', 'connected'])(
    'shows only what it says of a host that is %s at once',
    async (state) => {
      const { store, names } = await healed({ hosts: open(state) });
      expect(names()).toEqual([]);
      expect(store.getState().remembered.size).toBe(0);
    },
  );

  test('forgets a host that cannot be opened, or is not there any more', async () => {
    const { tell, names } = await healed({ hosts: open('connecting') });
    tell(...put('failed'));
    expect(names()).toEqual([]);
    expect((await healed({ hosts: [] })).names()).toEqual([]);
  });

  test('dies as well, and the next one finds the memory whole', async () => {
    let snapshot: ModelSnapshot = { ...sampleWorld, hosts: open('connected') };
    const engine = fakeEngine(sampleWorld, { model: { snapshot: async () => ok(snapshot) } });
    const { store, follower } = await following(engine);
    for (let death = 0; death < 3; death += 1) {
      snapshot = { seq: 1, hosts: open('connecting'), domains: [], networks: [], pools: [], bridges: [] };
      await follower.heal();
    }
    expect(store.getState().domains.size).toBe(machines.length);
  });
});
