// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatKiB,
  formatPercent,
  formatRate,
  formatRelative,
  shortenMiddle,
} from '../../../../renderer/ui/format.ts';
import { matchesShortcut } from '../../../../renderer/ui/shortcut.ts';
import { sparklinePath } from '../../../../renderer/ui/sparkline.tsx';

describe('numbers as people read them', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1536, '1.5 KiB'],
    [1_073_741_824, '1 GiB'],
    [1_059_061_760, '1 GiB'],
    [214_748_364_800, '200 GiB'],
  ])('%i bytes', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text));

  test('memory comes in KiB', () => expect(formatKiB(2_097_152, 'en')).toBe('2 GiB'));
  test('rates are in powers of ten', () => expect(formatRate(3_200_000, 'en')).toBe('3.2 MB/s'));
  test('percent is whole', () => expect(formatPercent(12.4, 'en')).toBe('12 %'));

  test.each([
    [42_000, '42s'],
    [200_000, '3m 20s'],
    [7_500_000, '2h 5m'],
    [187_200_000, '2d 4h'],
    [-5, '0s'],
  ])('%i ms', (ms, text) => expect(formatDuration(ms, 'en')).toBe(text));

  test('a duration in Chinese', () => expect(formatDuration(42_000, 'zh-CN')).toBe('42 秒'));
  test('time relative to now', () => expect(formatRelative(0, 300_000, 'en')).toBe('5 min. ago'));
  test('both ends of a path are kept', () =>
    expect(shortenMiddle('/var/lib/libvirt/images/web-01.qcow2', 21)).toBe('/var/lib/l…b-01.qcow2'));
});

describe('a sparkline', () => {
  const size = { width: 59, height: 12 };
  test('ends at the right edge, however few values there are', () =>
    expect(sparklinePath([0, 100], 60, 100, size)).toBe('M58.0 11.0L59.0 1.0'));
  test('draws a gap as a gap', () =>
    expect(sparklinePath([0, -1, 0], 3, 100, size)).toBe('M0.0 11.0M59.0 11.0'));
});

describe('a shortcut', () => {
  const press = (key: string, held: readonly string[] = []) => ({
    key,
    ctrlKey: held.includes('Ctrl'),
    metaKey: false,
    shiftKey: held.includes('Shift'),
    altKey: held.includes('Alt'),
  });
  test('matches its keys, neither more nor fewer', () => {
    expect(matchesShortcut(press('S', ['Ctrl', 'Shift']), 'Ctrl+Shift+S')).toBe(true);
    expect(matchesShortcut(press('s', ['Ctrl']), 'Ctrl+Shift+S')).toBe(false);
    expect(matchesShortcut(press('s', ['Ctrl', 'Shift', 'Alt']), 'Ctrl+Shift+S')).toBe(false);
  });
});
