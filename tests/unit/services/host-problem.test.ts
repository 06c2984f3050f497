import { describe, expect, test } from 'vitest';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { curesFor } from '../../../electron/services/host-problem.ts';
import type { Failure, ReachStage } from '../../../shared/failure.ts';

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
    ['a connection that was lost', unreachable('lost'), context('qemu:///system'), []],
  ])('%s', (_what, failure, where, cures) => expect(curesFor(failure, where)).toEqual(cures));
});
