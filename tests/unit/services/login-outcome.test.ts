import { describe, expect, test } from 'vitest';
import { afterFailure, isNetworkTrouble, loginEnd } from '../../../electron/services/login-outcome.ts';
import type { Failure, ReachStage } from '../../../shared/failure.ts';

const unreachable = (stage: ReachStage, code?: string): Failure => ({
  kind: 'unreachable',
  stage,
  message: '',
  ...(code !== undefined && { code }),
});
const nobody = { asked: false, dismissed: false, unanswered: false };

describe('a lost host whose next attempt fails', () => {
  test.each([
    ['is not reached', unreachable('connect', 'ETIMEDOUT')],
    ['is not found by its name', unreachable('resolve', 'ENOTFOUND')],
    ['has a libvirt that is being started again', unreachable('open', 'NO_LIBVIRT')],
    ['is cut off in the middle', unreachable('lost')],
    ['is cut off while its certificate is looked at', unreachable('tls', 'ECONNRESET')],
    ['says nothing', { kind: 'timeout', afterMs: 1 } as const],
  ])('because it %s is tried again', (_why, failure) => expect(afterFailure(failure, nobody)).toBe('retry'));

  test.each([
    ['we were refused', unreachable('auth', 'PERMISSION_DENIED')],
    ['its key is another', unreachable('connect', 'HOST_KEY_CHANGED')],
    ['its certificate is not for it', unreachable('tls', 'CERTIFICATE_NAME')],
    ['our user may not use libvirt', unreachable('open', 'NOT_IN_GROUP')],
    ['it speaks something else', { kind: 'protocol', message: '' } as const],
  ])('because %s is given up', (_why, failure) => expect(afterFailure(failure, nobody)).toBe('give-up'));

  test('is given up when a person closed its question, whatever became of the login', () =>
    expect(afterFailure(unreachable('lost'), { asked: true, dismissed: true, unanswered: false })).toBe(
      'give-up',
    ));

  test('waits when nobody answered its question, or the answer was in vain: nothing is asked over and over', () => {
    const asked = { ...nobody, asked: true };
    expect(afterFailure(unreachable('auth'), { ...asked, unanswered: true })).toBe('wait');
    expect(afterFailure(unreachable('lost'), asked)).toBe('wait');
  });
});

test('a login is refused by whoever is there, not by the network', () => {
  expect(loginEnd(unreachable('auth', 'PERMISSION_DENIED'))).toBe('refused');
  expect(loginEnd(unreachable('auth'))).toBe('refused');
  expect(loginEnd(unreachable('auth', 'CANCELLED'))).toBe('unreached');
  expect(loginEnd(unreachable('auth', 'HOST_KEY_CHANGED'))).toBe('unreached');
  expect(loginEnd(unreachable('connect', 'ECONNREFUSED'))).toBe('unreached');
  expect(loginEnd({ kind: 'cancelled' })).toBe('unreached');
});

test('a computer without a network is told from a host that does not want us', () => {
  expect(isNetworkTrouble(unreachable('resolve', 'EAI_AGAIN'))).toBe(true);
  expect(isNetworkTrouble(unreachable('connect', 'HOST_KEY_CHANGED'))).toBe(false);
  expect(isNetworkTrouble(unreachable('connect', 'ENOENT'))).toBe(false);
  expect(isNetworkTrouble(undefined)).toBe(false);
});
