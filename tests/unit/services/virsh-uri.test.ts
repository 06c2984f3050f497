import { expect, test } from 'vitest';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { throughProgram } from '../../../electron/services/virsh-uri.ts';

test.each([
  ['qemu+ssh://ada@kvm:2222/system', 'qemu+ssh://ada@kvm:2222/system?command=%2Frun%2Fs%201%2Fssh'],
  [
    'qemu+libssh2://[fe80::1]/session?keyfile=/k&known_hosts=/h&no_verify=1&no_tty=1&command=/bin/other',
    'qemu+ssh://[fe80::1]/session?command=%2Frun%2Fs%201%2Fssh',
  ],
  [
    'test+ssh://kvm/a%20file.xml?socket=/run/x&netcat=nc&proxy=netcat&mode=legacy&trace=1',
    'test+ssh://kvm/a%20file.xml?trace=1&socket=%2Frun%2Fx&netcat=nc&mode=legacy&proxy=netcat&command=%2Frun%2Fs%201%2Fssh',
  ],
  [
    'qemu+ssh://kvm/system?name=test:///default',
    'qemu+ssh://kvm/system?name=test%3A%2F%2F%2Fdefault&command=%2Frun%2Fs%201%2Fssh',
  ],
])('%s keeps its way and loses its login', (text, expected) => {
  const through = throughProgram(parseUri(text), '/run/s 1/ssh');
  expect(through).toBe(expected);
  const [before, after] = [parseUri(text), parseUri(through)];
  expect(after).toMatchObject({ remoteName: before.remoteName, host: before.host, port: before.port });
  expect(after.client.command).toBe('/run/s 1/ssh');
});
