import { expect, test } from 'vitest';
import { domainState, jobName, stateReason } from '../../../electron/inventory/domain-words.ts';
import { versionText } from '../../../electron/inventory/version-text.ts';

test("libvirt's states and reasons become words", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(domainState)).toEqual([
    'nostate',
    'running',
    'blocked',
    'paused',
    'shutting-down',
    'off',
    'crashed',
    'suspended',
  ]);
  expect(stateReason('running', 4)).toBe('from-snapshot');
  expect(stateReason('paused', 5)).toBe('ioerror');
  expect(stateReason('off', 2)).toBe('destroyed');
});

test('what is newer than this table is unknown, not an error', () => {
  expect(domainState(99)).toBe('nostate');
  expect(stateReason('running', 99)).toBe('unknown');
  expect(jobName(99)).toBe('unknown');
});

test('jobs and versions are told as people write them', () => {
  expect(jobName(5)).toBe('migration-out');
  expect(versionText(9_000_000n)).toBe('9.0.0');
  expect(versionText(11_003_012n)).toBe('11.3.12');
});
