import { expect, test } from 'vitest';
import { readConsoles } from '../../../electron/domain-xml/consoles.ts';
import { NoPlaceForDevice } from '../../../electron/domain-xml/failures.ts';
import { normalised, withoutSecrets } from '../../../electron/domain-xml/secrets.ts';
import { addTablet } from '../../../electron/domain-xml/tablet.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { serialise } from '../../../electron/xml/serialise.ts';
import { fixture, machines } from './fixtures.ts';

test('displays are read with where they listen', () => {
  expect(readConsoles(machines.web).displays).toEqual([
    {
      type: 'vnc',
      address: '127.0.0.1',
      port: 5903,
      websocketPort: 5703,
      passwordSet: true,
      password: 's3cret',
      passwordExpiresAtMs: Date.UTC(2030, 0, 2, 3, 4, 5),
    },
    { type: 'spice', address: '192.168.122.1', port: 5904, passwordSet: true, password: 'other' },
    { type: 'vnc', socket: '/run/web-vnc.sock', passwordSet: false },
    { type: 'egl-headless', passwordSet: false },
  ]);
});

test('a display without a port yet has none', () => {
  expect(readConsoles(fixture('web-stored')).displays[0]).toMatchObject({
    type: 'vnc',
    address: '127.0.0.1',
  });
  expect(readConsoles(fixture('web-stored')).displays[0]).not.toHaveProperty('port');
  const odd = (port: string): string =>
    `<domain><devices><graphics type='vnc' port='${port}'/></devices></domain>`;
  for (const port of ['-1', '0', '65536', '5900x', '', '1e3', '99999999999999999999']) {
    expect(readConsoles(odd(port)).displays[0]).toEqual({ type: 'vnc', passwordSet: false });
  }
});

test('serial devices are read, and the console that repeats the first is left out', () => {
  expect(readConsoles(machines.web).serials).toEqual([
    { kind: 'serial', type: 'pty', alias: 'serial0', targetType: 'isa-serial', source: '/dev/pts/5' },
    { kind: 'serial', type: 'tcp', alias: 'serial1', targetType: 'isa-serial', source: '127.0.0.1:4555' },
    { kind: 'serial', type: 'file', alias: 'serial2', targetType: 'usb-serial', source: '/var/log/web.log' },
    { kind: 'serial', type: 'unix', alias: 'serial3', source: '/run/web.sock' },
    { kind: 'serial', type: 'null', alias: 'serial4' },
    { kind: 'console', type: 'pty', alias: 'console1', targetType: 'virtio', source: '/dev/pts/6' },
  ]);
});

test('a container has a console and no serial device', () => {
  const xml = `<domain type='lxc'><devices><console type='pty'><target type='serial'/></console></devices></domain>`;
  expect(readConsoles(xml).serials).toEqual([{ kind: 'console', type: 'pty', targetType: 'serial' }]);
});

test('the pointer is absolute with a tablet and relative without', () => {
  expect(readConsoles(machines.web).pointer).toBe('absolute');
  expect(readConsoles(machines.web.replace("type='tablet'", "type='mouse'")).pointer).toBe('relative');
  expect(readConsoles(machines.testDriver).pointer).toBe('relative');
});

test('no secret is in the text that is shown, and nothing else is missing', () => {
  const cookies = `<cookies><cookie name='session'>xyzzy&amp;plugh</cookie></cookies>`;
  const secret = machines.web.replace("protocol='rbd' name='pool/image'>", `protocol='https'>${cookies}`);
  const open = machines.web
    .replace("protocol='rbd' name='pool/image'>", `protocol='https'>`)
    .replace(" passwd='s3cret'", '')
    .replace(" passwd='other'", '');
  expect(withoutSecrets(secret)).toBe(normalised(open));
  expect(withoutSecrets(machines.testDriver)).toBe(normalised(machines.testDriver));
});

test('a tablet is added once, and nothing else changes', () => {
  const domain = parse(machines.testDriver);
  const before = serialise(domain);
  expect(addTablet(domain)).toBe(`<input type='tablet' bus='usb'/>`);
  expect(serialise(domain)).toBe(
    before.replace('  </devices>', `  <input type='tablet' bus='usb'/></devices>`),
  );
  expect(addTablet(domain)).toBeUndefined();
  expect(() => addTablet(parse('<domain/>'))).toThrow(NoPlaceForDevice);
});

test('a machine without USB gets a virtio tablet', () => {
  const domain = parse(`<domain><devices><controller type='usb' model='none'/></devices></domain>`);
  expect(addTablet(domain)).toBe(`<input type='tablet' bus='virtio'/>`);
});
