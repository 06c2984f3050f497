// A machine whose QEMU hangs while a call waits for it, with each libvirt that is there: the host is loaded without waiting for it.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { otherDebians } from '../runner/debian-roots.mjs';
import { startEngine, type TestEngine } from './inventory-engine.ts';

const others = otherDebians.filter((debian) => existsSync(`/run/lab/roots/${debian}`));

describe.each([undefined, ...others])('on the libvirt of this machine or %s', (root) => {
  let host: Host;
  let engine: TestEngine;
  beforeAll(async () => {
    host = await startHost(root === undefined ? {} : { root });
    for (const name of ['hung', 'other']) await host.defineGuest({ name, screen: 'none', network: false });
    await host.virsh('start', 'hung');
    engine = await startEngine();
  });
  afterAll(async () => {
    await engine?.dispose();
    await host?.dispose();
  });

  test('a host is shown with such a machine, which tells its definition when it can', async () => {
    await host.signalGuest('hung', 'SIGSTOP');
    const waiting = host.exec('virsh', ['-c', 'qemu:///system', 'suspend', 'hung'], { timeoutMs: 80_000 });
    await waitFor('the call to wait', async () => (await host.virsh('domcontrol', 'hung')) !== 'ok');
    await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
    expect((await engine.snapshot()).domains).toHaveLength(2);
    expect(await engine.domain('hung')).toMatchObject({ state: 'running' });
    expect(await engine.domain('other')).toMatchObject({ state: 'off', memoryKiB: 131_072 });
    await host.signalGuest('hung', 'SIGCONT');
    expect((await waiting).code).toBe(0);
    await engine.domain('hung', ({ memoryKiB }) => memoryKiB === 131_072);
  });
});
