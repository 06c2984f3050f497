import { expect, test } from 'vitest';
import { domainScreenshot } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { type OpenedDemo, openDemo } from './opened-demo.ts';

async function picture({ link, ref }: OpenedDemo, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const args = { dom: await ref(name), screen: 0, flags: 0 };
  const onData = (bytes: Uint8Array) => pieces.push(Buffer.from(bytes));
  const stream = await link.live.openStream(domainScreenshot, args, { onData });
  expect(stream.reply).toEqual({ mime: 'image/x-portable-pixmap' });
  expect(await stream.ended).toMatchObject({ kind: 'finished' });
  return Buffer.concat(pieces);
}

test('a picture of the screen is whole, and repeats at the same moment of the same demo', async () => {
  const [one, other] = [await openDemo(), await openDemo()];
  const desktop = await picture(one, 'fedora-workstation');
  expect(desktop.subarray(0, 15).toString()).toBe('P6\n800 600\n255\n');
  expect(desktop.length).toBe(15 + 800 * 600 * 3);
  expect(await picture(other, 'fedora-workstation')).toEqual(desktop);
  await one.clock.pass(5_000);
  expect(await picture(one, 'fedora-workstation')).not.toEqual(desktop);
});

test('a machine that is off shows nothing', async () => {
  const demo = await openDemo();
  await expect(picture(demo, 'vpn-openbsd')).rejects.toMatchObject({ code: 55 });
});
