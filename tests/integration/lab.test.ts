import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, startHost } from '../lab/host.ts';

let host: Host;
beforeAll(async () => {
  const t = performance.now();
  host = await startHost();
  console.log('host', performance.now() - t);
});
afterAll(() => host?.dispose());

test('a host has its own libvirtd with a network and a pool', async () => {
  expect(await host.virsh('net-list', '--name')).toContain('default');
  expect(await host.virsh('pool-list', '--name')).toContain('default');
});
test('guest', async () => {
  await host.defineGuest({ name: 'web1', title: 'Web <1>' });
  const t = performance.now();
  await host.virsh('start', 'web1');
  console.log('start', performance.now() - t);
  try { await host.waitForSerial('web1', 'GUEST READY'); } finally { console.log(await host.serialLog('web1')); }
  console.log('ready', performance.now() - t);
  console.log(await host.virsh('dumpxml', 'web1'));
  await new Promise((r) => setTimeout(r, 2000));
  console.log(await host.virsh('net-dhcp-leases', 'default'));
  console.log(await host.virsh('domstats', 'web1'));
  await host.virsh('screenshot', 'web1', '/tmp/shot.ppm');
  for (const k of ['KEY_H', 'KEY_I', 'KEY_ENTER']) await host.virsh('send-key', 'web1', k);
  await new Promise((r) => setTimeout(r, 1000));
  await host.virsh('screenshot', 'web1', '/tmp/shot2.ppm');
  await host.exec('cp', ['/tmp/shot.ppm', '/tmp/shot2.ppm', '/dev/shm']);
  await (await import('node:fs/promises')).cp(host.directory + '/tmp/shot2.ppm', '/run/lab/repo/test-results/shot2.ppm');
  await host.virsh('shutdown', 'web1');
  const t2 = performance.now();
  while (!(await host.virsh('domstate', 'web1')).includes('shut off')) { await new Promise((r) => setTimeout(r, 100)); if (performance.now() - t2 > 20000) break; }
  console.log('off', performance.now() - t2, (await host.serialLog('web1')).slice(-300));
});
