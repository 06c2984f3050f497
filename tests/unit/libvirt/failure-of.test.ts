import { expect, test } from 'vitest';
import { LibvirtError, Unreachable } from '../../../electron/libvirt/errors.ts';
import { failureOf } from '../../../electron/libvirt/failure-of.ts';
import { errorOf } from '../../support/fake-libvirtd.ts';

const log = { error: () => undefined };

test('the words of a host are plain, bounded text, in the lines in which they came', () => {
  const words = 'monitor closed:\nqemu: \u001b[31mno disk\u001b[0m \u202Eksid\r\n';
  expect(failureOf(new LibvirtError(errorOf(1, 10, words)), log)).toEqual({
    kind: 'refused',
    code: 1,
    domain: 10,
    message: 'monitor closed:\nqemu:  [31mno disk [0m  ksid',
  });
  const long = failureOf(new Unreachable('open', 'x'.repeat(1_000_000)), log);
  expect(long).toMatchObject({ kind: 'unreachable', message: 'x'.repeat(8000) });
});

test('what is no error of ours is a bug, found in the log by its id', () => {
  const logged: string[] = [];
  const failure = failureOf('a text', { error: (what) => void logged.push(what) });
  expect(failure).toEqual({ kind: 'bug', id: expect.any(String) });
  expect(logged).toEqual([`bug ${failure.kind === 'bug' && failure.id}`]);
});
