import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { domainScreenshot } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { type OpenedDemo, openDemo } from './opened-demo.ts';

async function picture({ link, ref }: OpenedDemo, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const args = { dom: await ref(name), screen: 0, flags: 0 };
  const onData = (bytes: Uint8Array) => pieces.push(Buffer.from(bytes));
  const stream = await link.live.openStream(domainScreenshot, args, { onData });
  expect(stream.reply).toEqual({ mime: 'image/png' });
  expect(await stream.ended).toMatchObject({ kind: 'finished' });
  return Buffer.concat(pieces);
}

test('a picture of the screen is whole, and repeats at the same moment of the same demo', async () => {
  const [one, other] = [await openDemo(), await openDemo()];
  const desktop = await picture(one, 'fedora-workstation');
  expect(desktop.subarray(1, 4).toString()).toBe('PNG');
  expect([desktop.readUInt32BE(16), desktop.readUInt32BE(20)]).toEqual([800, 600]);
  const data = desktop.subarray(41, 41 + desktop.readUInt32BE(33));
  expect(inflateSync(data).length).toBe(600 * (1 + 800 * 3));
  expect(await picture(other, 'fedora-workstation')).toEqual(desktop);
  await one.clock.pass(5_000);
  expect(await picture(one, 'fedora-workstation')).not.toEqual(desktop);
});

test('a machine that is off shows nothing', async () => {
  const demo = await openDemo();
  await expect(picture(demo, 'vpn-openbsd')).rejects.toMatchObject({ code: 55 });
});
