// Small pictures of screens, from the demo host.
import { expect, test } from 'vitest';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { startServices, type TestServices } from './engine.ts';

async function openDemo(readOnly = false): Promise<TestServices> {
  const engine = await startServices();
  await engine.open('demo:///default', readOnly);
  return engine;
}

function keyOf({ domain }: TestServices, name: string): DomainKey {
  const found = domain(name);
  if (found === undefined) throw new Error(`no machine ${name}`);
  return found.key;
}

test('a screen becomes a small PNG picture, which is kept for the next who asks', async () => {
  const engine = await openDemo();
  const ask = { domain: keyOf(engine, 'fedora-workstation') };
  const first = await engine.handlers.thumbnails.next(ask, engine.context);
  expect([first.width, first.height]).toEqual([320, 240]);
  const file = Buffer.from(first.png, 'base64');
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([320, 240]);
  expect(await engine.handlers.thumbnails.next(ask, engine.context)).toBe(first);
});

test('who has seen the newest waits for the next, until it is given up', async () => {
  const engine = await openDemo();
  const domain = keyOf(engine, 'web-01');
  const { takenAtMs: seenMs } = await engine.handlers.thumbnails.next({ domain }, engine.context);
  const gone = new AbortController();
  const next = Promise.resolve(
    engine.handlers.thumbnails.next({ domain, seenMs }, { clientId: 'page', signal: gone.signal }),
  );
  gone.abort();
  await expect(next).rejects.toMatchObject({ name: 'Cancelled' });
});

test('what libvirt refuses is told in its words', async () => {
  const engine = await openDemo();
  const off = engine.handlers.thumbnails.next({ domain: keyOf(engine, 'vpn-openbsd') }, engine.context);
  await expect(off).rejects.toMatchObject({ code: 55 });
});

test('a read-only connection gives no pictures', async () => {
  const engine = await openDemo(true);
  const domain = keyOf(engine, 'web-01');
  await expect(
    (async () => engine.handlers.thumbnails.next({ domain }, engine.context))(),
  ).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
});
