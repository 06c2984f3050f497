// The serial line of a machine: its boot, its login, and the toys behind it.
import { expect, test } from 'vitest';
import {
  domainCreateWithFlags,
  domainDestroyFlags,
  domainOpenConsole,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { type OpenedDemo, openDemo } from './opened-demo.ts';

async function openLine({ link, ref }: OpenedDemo, name: string, flags = 0) {
  let text = '';
  const dom = await ref(name);
  const stream = await link.openStream(
    domainOpenConsole,
    { dom, devName: 'serial0', flags },
    { onData: (bytes) => (text += Buffer.from(bytes).toString()) },
  );
  return {
    dom,
    type: (words: string) => stream.write(Buffer.from(words)),
    said: () => text,
    ended: stream.ended,
  };
}

test('shows the boot from its first line, then asks who is there', async () => {
  const demo = await openDemo();
  const dom = await demo.ref('build-runner-2');
  const start = demo.link.live.call(domainCreateWithFlags, { dom, flags: 0 });
  await demo.clock.pass(1_000);
  await start;
  const line = await openLine(demo, 'build-runner-2');
  await demo.clock.pass(10_000);
  expect(line.said()).toMatch(/EXT4-fs[\s\S]*build-runner-2 login: $/);
});

test('lets everybody in, and answers', async () => {
  const demo = await openDemo();
  const line = await openLine(demo, 'web-01');
  for (const words of [
    '\r',
    'ann\r',
    'secret\r',
    'uname -a\r',
    'frexe\x7f\x7fe\r',
    '\x1b[A\x1b[B',
    'nothing\r',
  ]) {
    await line.type(words);
    await demo.clock.pass(10);
  }
  const said = line.said();
  expect(said).not.toContain('secret');
  expect(said).toContain('Linux web-01 6.1.0-demo');
  expect(said).toMatch(/Mem: +4194304/);
  expect(said).toContain('nothing: not found');
});

test('refreshes top until a key is pressed', async () => {
  const demo = await openDemo();
  const line = await openLine(demo, 'web-01');
  await line.type('ann\rx\rtop\r');
  await demo.clock.pass(9_000);
  expect(line.said().split('PID USER')).toHaveLength(6);
  await line.type('q');
  await demo.clock.pass(9_000);
  expect(line.said().split('PID USER')).toHaveLength(6);
  expect(line.said()).toMatch(/root@web-01:~# $/);
});

test('reboots and switches off by its own commands', async () => {
  const demo = await openDemo();
  const line = await openLine(demo, 'web-01');
  await line.type('ann\rx\rreboot\r');
  await demo.clock.pass(10_000);
  expect(line.said()).toContain('starting services');
  expect(demo.events.some((event) => event.kind === 'domain-reboot')).toBe(true);
  await line.type('ann\rx\rpoweroff\r');
  await demo.clock.pass(20_000);
  expect(await line.ended).toMatchObject({ kind: 'finished' });
  expect((await demo.ref('web-01')).id).toBe(-1);
});

test('belongs to one client, until another insists', async () => {
  const demo = await openDemo();
  const first = await openLine(demo, 'web-01');
  await expect(openLine(demo, 'web-01')).rejects.toMatchObject({ code: 9 });
  const second = await openLine(demo, 'web-01', 1);
  expect(await first.ended).toMatchObject({ kind: 'failed', error: { code: 38 } });
  await second.type('\r');
  await demo.clock.pass(10);
  expect(second.said()).toContain('login:');
});

test('ends with its machine', async () => {
  const demo = await openDemo();
  const line = await openLine(demo, 'web-01');
  await demo.link.live.call(domainDestroyFlags, { dom: line.dom, flags: 0 });
  expect(await line.ended).toMatchObject({ kind: 'finished' });
});
