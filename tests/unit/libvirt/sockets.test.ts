import { expect, test } from 'vitest';
import { localDaemon, type Surroundings } from '../../../electron/libvirt/sockets.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';

const user = { XDG_RUNTIME_DIR: '/run/user/1000' };

function around(
  over: Partial<Omit<Surroundings, 'exists'>> & { files?: readonly string[] } = {},
): Surroundings {
  const { files = ['/usr/sbin/libvirtd'], ...rest } = over;
  return { isRoot: false, home: '/home/ann', env: user, exists: (path) => files.includes(path), ...rest };
}

test.each([
  ['qemu:///system', false, around(), '/var/run/libvirt/libvirt-sock'],
  ['qemu:///system', true, around(), '/var/run/libvirt/libvirt-sock-ro'],
  ['qemu:///session', false, around(), '/run/user/1000/libvirt/libvirt-sock'],
  ['qemu:///session', true, around(), '/run/user/1000/libvirt/libvirt-sock'],
  ['qemu:///session', false, around({ env: {} }), '/home/ann/.cache/libvirt/libvirt-sock'],
  ['qemu:///session', false, around({ isRoot: true }), '/var/run/libvirt/libvirt-sock'],
  ['test+unix:///default', false, around(), '/run/user/1000/libvirt/libvirt-sock'],
  ['qemu:///system?socket=/x/y', false, around(), '/x/y'],
  ['qemu:///system?mode=direct', false, around(), '/var/run/libvirt/virtqemud-sock'],
  ['qemu:///system?mode=direct', true, around(), '/var/run/libvirt/virtqemud-sock-ro'],
  ['', false, around({ isRoot: true, env: {} }), '/var/run/libvirt/libvirt-sock'],
])('%s, read-only %s', (uri, readonly, surroundings, expected) =>
  expect(localDaemon(parseUri(uri), readonly, surroundings).socketPath).toBe(expected),
);

test("the driver's own daemon is taken when its socket is there", () => {
  const files = ['/var/run/libvirt/virtqemud-sock', '/var/run/libvirt/libvirt-sock'];
  const at = (uri: string) => localDaemon(parseUri(uri), false, around({ files })).socketPath;
  expect(at('qemu:///system')).toBe('/var/run/libvirt/virtqemud-sock');
  expect(at('qemu:///system?mode=legacy')).toBe('/var/run/libvirt/libvirt-sock');
  expect(at('test:///default?mode=auto')).toBe('/run/user/1000/libvirt/libvirt-sock');
});

test.each([
  ['qemu:///session', around(), '/usr/sbin/libvirtd'],
  ['qemu:///session', around({ files: ['/usr/sbin/virtqemud'] }), '/usr/sbin/virtqemud'],
  ['qemu:///session?mode=direct', around(), '/usr/sbin/virtqemud'],
  ['qemu:///session', around({ env: { ...user, LIBVIRTD_PATH: '/opt/libvirtd' } }), '/opt/libvirtd'],
  ['qemu:///session?mode=direct', around({ env: { ...user, VIRTD_PATH: '/opt/virtd' } }), '/opt/virtd'],
  ['qemu:///session', around({ env: { ...user, LIBVIRT_AUTOSTART: '0' } }), undefined],
  ['qemu:///session', around({ isRoot: true }), undefined],
  ['qemu:///system', around(), undefined],
  ['qemu:///session?socket=/x', around(), undefined],
])('%s starts the right program', (uri, surroundings, expected) =>
  expect(localDaemon(parseUri(uri), false, surroundings).program).toBe(expected),
);
