import { describe, expect, test } from 'vitest';
import { InvalidUri } from '../../../electron/libvirt/errors.ts';
import { isSession, parseUri } from '../../../electron/libvirt/uri.ts';

const read: readonly (readonly [string, Partial<ReturnType<typeof parseUri>>])[] = [
  [
    'qemu:///system',
    { driver: 'qemu', transport: 'unix', host: undefined, path: '/system', remoteName: 'qemu:///system' },
  ],
  ['qemu:///session', { path: '/session', remoteName: 'qemu:///session' }],
  ['', { driver: '', transport: 'unix', remoteName: '' }],
  ['qemu://host/system', { transport: 'tls', host: 'host', remoteName: 'qemu:///system' }],
  ['qemu+tls://host:1234/system', { transport: 'tls', port: 1234 }],
  ['qemu+TCP://host/system', { transport: 'tcp', host: 'host' }],
  [
    'qemu+ssh://ann@host.example:22/system',
    { transport: 'ssh', user: 'ann', host: 'host.example', port: 22, remoteName: 'qemu:///system' },
  ],
  ['qemu+libssh2://host/system', { transport: 'ssh' }],
  ['qemu+ssh:///system', { transport: 'ssh', host: undefined }],
  ['qemu+ssh://a%40b@host/system', { user: 'a@b' }],
  ['qemu+tcp://[fe80::1]:16509/system', { host: 'fe80::1', port: 16509 }],
  ['qemu+tcp://[fe80::1%25eth0]/system', { host: 'fe80::1%eth0' }],
  ['test+unix:///default', { driver: 'test', transport: 'unix', remoteName: 'test:///default' }],
  [
    'test:///path/to%20my/file.xml',
    { path: '/path/to my/file.xml', remoteName: 'test:///path/to%20my/file.xml' },
  ],
  ['lxc:///', { remoteName: 'lxc:///' }],
  ['xen+ssh://host', { path: '', remoteName: 'xen:///' }],
  ['vpx:///dc/srv?no_verify=1', { remoteName: 'vpx:///dc/srv' }],
  ['esx:///x?foo=1&KeyFile=/k&bar=a%26b', { remoteName: 'esx:///x?foo=1&bar=a%26b' }],
  ['qemu+ssh://h/system?name=test:///default', { remoteName: 'test:///default' }],
  ['qemu:///embed?root=/tmp/x', { remoteName: 'qemu:///embed?root=/tmp/x' }],
];
test.each(read)('%s is read as libvirt reads it', (text, expected) =>
  expect(parseUri(text)).toMatchObject({ ...expected, text }),
);

test('the parameters of the client are kept from the server, in any case', () => {
  const { client, remoteName } = parseUri(
    'qemu+ssh://h/system?Socket=/s;NETCAT=nc&no_tty=1&no_verify=0&mode=legacy&proxy=native&known_hosts=/k&command=c',
  );
  expect(remoteName).toBe('qemu:///system');
  expect(client).toMatchObject({
    socket: '/s',
    netcat: 'nc',
    noTty: true,
    noVerify: false,
    noSanity: false,
    mode: 'legacy',
    proxy: 'native',
    knownHosts: '/k',
    command: 'c',
    keyfile: undefined,
  });
});

const senseless: readonly (readonly [string, string])[] = [
  ['system', 'uri'],
  ['/run/libvirt/libvirt-sock', 'uri'],
  ['://host/system', 'uri'],
  ['qemu:///sys\ntem', 'uri'],
  ['que mu:///system', 'driver'],
  ['+ssh://host/system', 'driver'],
  ['qemu+carrier-pigeon://host/system', 'transport'],
  ['qemu+unix://host/system', 'host'],
  ['qemu+ssh://-oProxyCommand=x/system', 'host'],
  ['qemu+ssh://ho$(x)st/system', 'host'],
  ['qemu+ssh://host%20name/system', 'host'],
  ['qemu+ssh://-l@host/system', 'user'],
  ['qemu+ssh://a%0Ab@host/system', 'user'],
  ['qemu+tcp://fe80::1/system', 'host'],
  ['qemu+tcp://[host]/system', 'host'],
  ['qemu+tcp://host:0/system', 'port'],
  ['qemu+tcp://host:65536/system', 'port'],
  ['qemu+tcp://host:ssh/system', 'port'],
  ['qemu+tcp://host:/system', 'port'],
  ['qemu+ext://host/system', 'command'],
  ['qemu+ssh://host/system?no_tty=yes', 'no_tty'],
  ['qemu:///system?mode=sideways', 'mode'],
  ['qemu+ssh://host/system?mode=direct', 'mode'],
  ['qemu:///system?proxy=x', 'proxy'],
  ['qemu:///system?foo=%E0%A4%A', 'parameters'],
  ['qemu:///%', 'path'],
  ['qemu:///system#top', 'fragment'],
];
test.each(senseless)('%s is refused, and the fault is in its %s', (text, field) => {
  expect(() => parseUri(text)).toThrow(InvalidUri);
  expect(() => parseUri(text)).toThrow(expect.objectContaining({ field }));
});

describe('a URI means the daemon of the user', () => {
  test.each([
    ['qemu:///session', false, true],
    ['qemu:///session', true, false],
    ['qemu:///system', false, false],
    ['test+unix:///default', false, true],
    ['test:///default', true, false],
    ['', false, true],
    ['', true, false],
  ])('%s, root %s: %s', (text, isRoot, session) => expect(isSession(parseUri(text), isRoot)).toBe(session));
});
