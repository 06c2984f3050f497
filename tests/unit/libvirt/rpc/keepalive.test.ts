import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Keepalive } from '../../../../electron/libvirt/rpc/keepalive.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(owed: number) {
  const seen: string[] = [];
  const host = { owed };
  const keepalive = new Keepalive(
    { intervalMs: 3_000, count: 4 },
    {
      ping: () => seen.push('ping'),
      owed: () => host.owed,
      busy: (busy) => seen.push(busy ? 'busy' : 'back'),
      lost: (silentMs) => {
        seen.push(`lost after ${silentMs}`);
        keepalive.stop();
      },
    },
  );
  keepalive.start();
  return { keepalive, seen, host };
}

test('a host that talks is not asked', () => {
  const { keepalive, seen } = watched(0);
  for (let second = 0; second < 60; second += 1) {
    keepalive.heard();
    vi.advanceTimersByTime(1_000);
  }
  expect(seen).toEqual([]);
});

test('a silent host is asked, and lost within 15 s', () => {
  const { seen } = watched(0);
  vi.advanceTimersByTime(15_000);
  expect(seen).toEqual(['ping', 'ping', 'ping', 'lost after 12000']);
});

test('any answer starts the count anew', () => {
  const { keepalive, seen } = watched(4);
  for (let round = 0; round < 5; round += 1) {
    vi.advanceTimersByTime(9_000);
    keepalive.heard();
  }
  expect(seen.filter((what) => what !== 'ping')).toEqual([]);
});

test('silence while five calls are open is a busy host, not a lost one', () => {
  const { keepalive, seen } = watched(5);
  vi.advanceTimersByTime(60_000);
  expect(seen).toContain('busy');
  expect(seen.filter((what) => what !== 'ping')).toEqual(['busy']);
  keepalive.heard();
  expect(seen.at(-1)).toBe('back');
});

test('a busy host that never comes back is lost in the end', () => {
  const { seen } = watched(9);
  vi.advanceTimersByTime(200_000);
  expect(seen.filter((what) => what !== 'ping')).toEqual(['busy', 'lost after 120000']);
});

test('nothing happens after it was stopped', () => {
  const { keepalive, seen } = watched(0);
  keepalive.stop();
  vi.advanceTimersByTime(60_000);
  expect(seen).toEqual([]);
});
