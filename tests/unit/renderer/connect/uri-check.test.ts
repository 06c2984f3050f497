import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkUri } from '../../../../renderer/features/connect/uri-check.ts';

describe('a URI being typed', () => {
  test.each([
    ['qemu:///system', 'unix', []],
    ['test:///default', 'unix', []],
    ['qemu+unix:///system?socket=/run/other.sock', 'unix', []],
    ['QEMU+UNIX:///session', 'unix', []],
    ['  qemu:///system  ', 'unix', []],
    ['qemu+tcp://192.168.1.5/system', 'tcp', ['not-encrypted']],
    ['qemu+tcp://user@host.example:16509/system', 'tcp', ['not-encrypted']],
    ['qemu+tcp://[fe80::1]:16509/system', 'tcp', ['not-encrypted']],
    ['test+tcp://host/default', 'tcp', ['not-encrypted']],
    ['qemu+ssh://root@host/system', 'ssh', []],
    ['qemu+ssh://me%40corp@[fe80::1%25eth0]:22/session?keyfile=/a', 'ssh', []],
    ['qemu+libssh://host/system', 'ssh', ['taken-as-ssh']],
    ['qemu+libssh2://host/system', 'ssh', ['taken-as-ssh']],
    ['qemu+tls://host/system', 'tls', []],
    ['qemu://host/system', 'tls', ['means-tls']],
    ['qemu+ext:///system?command=/opt/way', 'ext', ['program']],
  ])('%s goes over %s', (uri, transport, notes) => {
    expect(checkUri(uri)).toEqual({ ok: true, transport, notes });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['localhost', 'no-scheme'],
    ['://host/system', 'no-scheme'],
    ['/var/run/libvirt/libvirt-sock', 'no-scheme'],
    ['qe mu:///system', 'bad-driver'],
    ['qemu+a+b:///system', 'bad-driver'],
    ['qemu+unix://host/system', 'host-with-unix'],
    ['qemu+tcp:///system', 'host-missing'],
    ['qemu+ssh:///system', 'host-missing'],
    ['qemu+tcp://:16509/system', 'host-missing'],
    ['qemu+ssh://root@/system', 'host-missing'],
    ['qemu+tcp://-oProxyCommand=x/system', 'bad-host'],
    ['qemu+ssh://%2DoProxyCommand=x/system', 'bad-host'],
    ['qemu+ssh://-oProxyCommand=x@host/system', 'bad-user'],
    ['qemu+ssh://a b@host/system', 'bad-user'],
    ['qemu+ssh://a%20b@host/system', 'bad-user'],
    ['qemu+ssh://$(id)@host/system', 'bad-user'],
    ['qemu+ssh://host%0A/system', 'bad-host'],
    ['qemu+ssh://ho\nst/system', 'bad-character'],
    ['qemu+tcp://a;b/system', 'bad-host'],
    ['qemu+ssh://[host]/system', 'bad-host'],
    ['qemu+tcp://host:0/system', 'bad-port'],
    ['qemu+tcp://host:99999/system', 'bad-port'],
    ['qemu+tcp://host:abc/system', 'bad-port'],
    ['qemu+ext:///system', 'command-missing'],
    ['qemu+tcp://host', 'no-path'],
    ['qemu://', 'no-path'],
    [`qemu:///${'x'.repeat(5000)}`, 'too-long'],
  ])('%s is refused as %s', (uri, problem) => {
    expect(checkUri(uri)).toMatchObject({ ok: false, problem });
  });

  test('an unknown transport is named', () => {
    expect(checkUri('qemu+pigeon://host/system')).toEqual({
      ok: false,
      problem: 'transport',
      transport: 'pigeon',
    });
  });

  test('any text gets a verdict', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(typeof checkUri(text).ok).toBe('boolean');
      }),
    );
  });
});
