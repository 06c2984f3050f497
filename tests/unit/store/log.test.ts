import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openLog } from '../../../electron/log.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'guesthouse-log-')), 'state', 'guesthouse.log');
});

test('writes a line with its time and level, and the cause with its stack', () => {
  openLog(path).error('no answer', new Error('broken', { cause: new Error('cut') }));
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+Z error no answer: Error: broken\n/);
  expect(text).toContain('log.test.ts');
  expect(text).toContain('caused by: Error: cut');
});

test('keeps secrets out', () => {
  openLog(path).info('connecting to qemu+ssh://joe:hunter2@host/system', {
    password: 'swordfish',
    token: 'abc',
  });
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('qemu+ssh://joe:');
  expect(text).not.toMatch(/hunter2|swordfish|abc/);
});

test('a message from a host cannot forge an entry or drive a terminal', () => {
  openLog(path).warn('host says', '\u001b]0;x\u0007\n2026-01-01T00:00:00.000Z info  all is well\r');
  const text = readFileSync(path, 'utf8');
  expect(text.split('\n').filter((line) => /^\d{4}-/.test(line))).toHaveLength(1);
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('is set aside when it has grown, so that two files bound it', () => {
  const log = openLog(path);
  writeFileSync(path, 'x'.repeat(1_100_000));
  log.info('new');
  expect(statSync(`${path}.1`).size).toBe(1_100_000);
  expect(readFileSync(path, 'utf8')).toMatch(/ new\n$/);
});

test('takes what no JSON can say', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const log = openLog(path);
  log.error('nobody handled', { bytes: 12n });
  log.error('nobody handled', circle);
  expect(readFileSync(path, 'utf8')).toMatch(
    / nobody handled: \{ bytes: 12n \}\n.* nobody handled: .*Circular/,
  );
});

test('one huge message is cut', () => {
  openLog(path).info('x'.repeat(1_000_000));
  expect(statSync(path).size).toBeLessThan(10_000);
});
