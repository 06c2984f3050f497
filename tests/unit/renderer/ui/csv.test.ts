import { expect, test } from 'vitest';
import { toCsv } from '../../../../renderer/ui/csv.ts';

const lines = (text: string) => text.replace('\uFEFF', '').split('\r\n');

test('texts are quoted, and numbers are not', () => {
  expect(lines(toCsv(['name', 'cpu'], [['a "b", c', 1.5]]))).toEqual([
    '"name","cpu"',
    '"a ""b"", c",1.5',
    '',
  ]);
});

test('a name that a spreadsheet would run is text', () => {
  for (const name of [
    '=HYPERLINK("http://x")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '  =1',
    '\t=1',
    '\r\n=cmd|calc!A0',
    '\u200B=1',
    '＝1',
    '＠x',
    '|calc',
  ]) {
    const [cell = ''] = lines(toCsv([], [[name]])).slice(1);
    expect(cell.startsWith(`"'`), name).toBe(true);
  }
});

test('a name with line ends stays in its row, and an ordinary one is left alone', () => {
  expect(lines(toCsv([], [['web\r\n01', 'db-02', '网站']]))).toEqual(['', '"web 01","db-02","网站"', '']);
});

test('what is no number is nothing', () => {
  expect(lines(toCsv([], [[Number.NaN, Number.POSITIVE_INFINITY, -1.5]]))[1]).toBe(',,-1.5');
});
