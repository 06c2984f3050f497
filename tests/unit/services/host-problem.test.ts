// Each code that a way to a host can fail with has its cure.
import { describe, expect, test } from 'vitest';
import { Cancelled, Unreachable } from '../../../electron/libvirt/errors.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import type { Log } from '../../../electron/log.ts';
import { demandRecent } from '../../../electron/services/host-age.ts';
import { curesFor } from '../../../electron/services/host-cures.ts';
import { hostProblem } from '../../../electron/services/host-problem.ts';
import type { Failure, ReachStage } from '../../../shared/failure.ts';
import type { Cure } from '../../../shared/model/host.ts';

const unreachable = (stage: ReachStage, code?: string | number): Failure => ({
  kind: 'unreachable',
  stage,
  message: '',
  ...(code !== undefined && { code }),
});
const context = (uri: string, installed = true) => ({
  uri: parseUri(uri),
  userIsRoot: false,
  exists: (path: string) => installed && path === '/usr/sbin/libvirtd',
});

describe('what helps when a host cannot be opened', () => {
  test.each([
    [
      'no socket, and no libvirt either',
      unreachable('connect', 'ENOENT'),
      context('qemu:///system', false),
      ['install-libvirt'],
    ],
    [
      'no socket, but libvirt is there',
      unreachable('connect', 'ENOENT'),
      context('qemu:///system'),
      ['start-daemon'],
    ],
    ['nothing listens', unreachable('connect', 'ECONNREFUSED'), context('qemu:///system'), ['start-daemon']],
    [
      'a session daemon that did not start',
      unreachable('connect', 'ENOENT'),
      context('qemu:///session'),
      ['ask-again'],
    ],
    [
      'the socket is not ours',
      unreachable('connect', 'EACCES'),
      context('qemu:///system'),
      ['join-libvirt-group'],
    ],
    [
      'nobody can ask',
      unreachable('auth', 94),
      context('qemu:///system'),
      ['polkit-terminal', 'join-libvirt-group'],
    ],
    ['the question was dismissed', unreachable('auth', 79), context('qemu:///system'), ['ask-again']],
    [
      'polkit refused',
      unreachable('auth', 45),
      context('qemu:///system'),
      ['join-libvirt-group', 'ask-again'],
    ],
    [
      'a name that nobody knows',
      unreachable('resolve', 'ENOTFOUND'),
      context('qemu+tcp://nowhere/system'),
      ['check-address'],
    ],
    [
      'a far host refuses',
      unreachable('connect', 'ECONNREFUSED'),
      context('qemu+tcp://far/system'),
      ['check-address', 'start-daemon'],
    ],
    ['silence', unreachable('open'), context('qemu:///system'), ['not-libvirt', 'ask-again']],
    [
      'a libvirt without the driver of QEMU',
      unreachable('open', 5),
      context('qemu:///system'),
      ['install-libvirt'],
    ],
    ['a driver that the host lacks', unreachable('open', 5), context('xen:///system'), ['check-address']],
    [
      'another protocol',
      { kind: 'protocol', message: '' } as const,
      context('qemu+tcp://far/system'),
      ['not-libvirt', 'check-address'],
    ],
    [
      'a far host where nobody can ask',
      unreachable('auth', 94),
      context('qemu+ssh://far/system'),
      ['join-libvirt-group-there'],
    ],
    [
      'a far libvirt without the driver of QEMU',
      unreachable('open', 5),
      context('qemu+ssh://far/system'),
      ['install-libvirt-there'],
    ],
    [
      'a libvirt that does not know how to be opened',
      unreachable('open', 39),
      context('qemu+tcp://far/system'),
      ['update-server'],
    ],
    [
      'a libvirt that cannot list what it has',
      { kind: 'unsupported', what: 'REMOTE_PROC_CONNECT_LIST_ALL_DOMAINS' } as const,
      context('qemu+tcp://far/system'),
      ['update-server'],
    ],
    [
      'a libvirt that wants a login which we do not have',
      unreachable('auth', 'SASL_MECHANISM'),
      context('qemu+tls://far/system'),
      ['sasl-mechanism'],
    ],
    ['a connection that was lost', unreachable('lost'), context('qemu:///system'), []],
  ])('%s', (_what, failure, where, cures) => expect(curesFor(failure, where)).toEqual(cures));
});

describe('what helps on the way to a far host', () => {
  test.each<readonly [string, ReachStage, readonly Cure[]]>([
    ['ENOTFOUND', 'resolve', ['check-address']],
    ['ETIMEDOUT', 'connect', ['check-address']],
    ['PERMISSION_DENIED', 'auth', ['check-login', 'ask-again']],
    ['HOST_KEY_CHANGED', 'auth', ['verify-host-key']],
    ['HOST_KEY_REFUSED', 'auth', ['verify-host-key', 'ask-again']],
    ['NO_LIBVIRT', 'connect', ['install-libvirt-there', 'start-daemon']],
    ['NO_HELPER', 'connect', ['install-helper']],
    ['NOT_IN_GROUP', 'connect', ['join-libvirt-group-there']],
    ['NOISY_LOGIN', 'open', ['quiet-login']],
    ['CERTIFICATE_NAME', 'tls', ['certificate-name']],
    ['CERTIFICATE_EXPIRED', 'tls', ['certificate-expired']],
    ['CERTIFICATE_AUTHORITY', 'tls', ['certificate-authority']],
    ['NO_CA', 'tls', ['certificate-authority']],
    ['CLIENT_CERTIFICATE_REFUSED', 'tls', ['client-certificate']],
    ['SASL_REFUSED', 'auth', ['check-password', 'ask-again']],
    ['SASL_MECHANISM', 'auth', ['sasl-mechanism']],
    ['SASL_FAULT', 'auth', ['distrust-server']],
    ['NO_SSH', 'connect', ['install-ssh']],
    ['PROGRAM_MISSING', 'connect', ['check-program']],
    ['PROGRAM_ENDED', 'lost', ['check-program']],
    ['SERVER_TOO_OLD', 'open', ['update-server']],
  ])('%s', (code, stage, cures) =>
    expect(curesFor(unreachable(stage, code), context('qemu+ssh://far/system'))).toEqual(cures),
  );
});

test('what a URI demands of the way has a cure of its own', () => {
  const cures = (code: string, query: string) =>
    curesFor(unreachable('open', code), context(`qemu+ssh://far/system?${query}`));
  expect(cures('NO_LIBVIRT', 'socket=/run/other')).toEqual(['check-socket', 'start-daemon']);
  expect(cures('NO_HELPER', 'proxy=native')).toEqual(['install-native-helper']);
  expect(cures('NO_HELPER', 'proxy=auto')).toEqual(['install-helper']);
});

describe('commands', () => {
  const log: Log = { path: '', info: () => {}, warn: () => {}, error: () => {} };
  const deps = { userIsRoot: false, log };

  test('that the error brings are handed on as they are', () => {
    const error = Object.assign(new Unreachable('auth', 'changed', { code: 'HOST_KEY_CHANGED' }), {
      commands: ['ssh-keygen -R far'],
    });
    expect(hostProblem(error, parseUri('qemu+ssh://far/system'), deps).commands).toEqual([
      'ssh-keygen -R far',
    ]);
  });

  test.each([
    ['qemu+ssh://ann@far/system', 'join-libvirt-group-there', ['sudo usermod -aG libvirt ann']],
    ['qemu+ssh://far/system', 'join-libvirt-group-there', ['sudo usermod -aG libvirt "$USER"']],
    // The page has the command for this computer.
    ['qemu:///system', 'join-libvirt-group', undefined],
  ])('let the user of %s in', (uri, cure, commands) => {
    const error = new Unreachable('connect', 'no', { code: 'EACCES' });
    expect(hostProblem(error, parseUri(uri), deps)).toMatchObject({ cures: [cure] });
    expect(hostProblem(error, parseUri(uri), deps).commands).toEqual(commands);
  });
});

test('a question that was closed is said as such, whatever the way down was', () => {
  const log: Log = { path: '', info: () => {}, warn: () => {}, error: () => {} };
  const ask = { dismissed: true, unanswered: false };
  const uri = parseUri('qemu+ssh://far/system');
  expect(hostProblem(new Cancelled(), uri, { userIsRoot: false, log, ask })).toMatchObject({
    failure: { kind: 'unreachable', stage: 'auth', message: 'the question was dismissed' },
    cures: ['ask-again'],
  });
});

test('a libvirt from before 6 is said to be too old', () => {
  expect(() => demandRecent('5.10.0')).toThrow('libvirt 5.10.0');
  expect(() => demandRecent('0.10.2')).toThrow('0.10.2');
  expect(() => demandRecent('6.0.0')).not.toThrow();
  expect(() => demandRecent('11.2.0')).not.toThrow();
  // The host did not tell.
  expect(() => demandRecent('0.0.0')).not.toThrow();
});
