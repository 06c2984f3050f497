import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../../renderer/live/search/parser.ts';
import { printQuery } from '../../../../renderer/live/search/query.ts';

/** What is understood of `text`, written down again. */
function understood(text: string): string {
  return printQuery(parse(text).query);
}

function complaints(text: string) {
  return parse(text).problems.map(({ code, at: [from, to] }) => `${code} ${text.slice(from, to)}`);
}

describe('what is understood', () => {
  test.each([
    ['web 01', 'web 01'],
    ['web\u3000running', 'web running'],
    ['state:running host:lab tag:web mem>4G', 'state:running host:lab tag:web mem>4G'],
    ['name:"web 01"', 'name:"web 01"'],
    ['“web 01”', '"web 01"'],
    ['-state:off', '-state:off'],
    ['NOT state:off', '-state:off'],
    ['NOT NOT web', 'web'],
    ['a OR b c', 'a OR b c'],
    ['(a OR b) c', '(a OR b) c'],
    ['-(a OR b)', '-(a OR b)'],
    ['a AND b', 'a b'],
    ['a | b', 'a OR b'],
    ['or and not', 'or and not'],
    ['mem > 4 G', 'mem>4 G'],
    ['mem >= 512M', 'mem>=512M'],
    ['mem:>4G', 'mem>4G'],
    ['mem≥4G', 'mem>=4G'],
    ['vcpus:2', 'vcpus=2'],
    ['vcpus!=2', 'vcpus!=2'],
    ['name=web-01', 'name=web-01'],
    ['name!=web-01', '-name=web-01'],
    ['state: running', 'state:running'],
    ['memory>1G ram<8g', 'mem>1G mem<8g'],
    ['状态：运行 主机:实验室 内存＞4G', 'state:运行 host:实验室 mem>4G'],
    ['（状态：运行 或 标签：web） 非 系统：windows', '(state:运行 OR tag:web) -os:windows'],
    ['是：自动启动', 'is:自动启动'],
    ['52:54:00:12:34:56', '52:54:00:12:34:56'],
    ['fd00::18 de:ad:be:ef', 'fd00::18 de:ad:be:ef'],
    ['key=value', 'key=value'],
    ['mac:52:54 ip:fd00::1', 'mac:52:54 ip:fd00::1'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
    ['web-01', 'web-01'],
  ])('%s is %s', (typed, expected) => {
    expect(complaints(typed)).toEqual([]);
    expect(understood(typed)).toBe(expected);
  });

  test('a number without a unit is MiB for memory, and units are binary', () => {
    const values = ['mem>4G', 'mem>4GiB', 'mem>4096', 'mem>4194304K', 'mem>4gb'].map((text) => {
      const { query } = parse(text);
      return query?.kind === 'number' ? query.value : undefined;
    });
    expect(values).toEqual(values.map(() => 4 * 1_048_576));
  });
});

describe('what makes no sense', () => {
  test.each([
    ['((', ['unclosed (', 'unclosed ('], ''],
    ['web ((', ['unclosed (', 'unclosed ('], 'web'],
    ['(web', ['unclosed (web'.slice(0, 10)], 'web'],
    ['web)', ['unopened )'], 'web'],
    ['() web', ['emptyParens ()'], 'web'],
    ['state:', ['missingValue state:'], ''],
    ['web state:', ['missingValue state:'], 'web'],
    ['state: host:lab', ['missingValue state:'], 'host:lab'],
    ['state: OR web', ['missingValue state:'], 'web'],
    ['name:"" web', ['missingValue name:""'], 'web'],
    ['mem>x web', ['badNumber mem>x'], 'web'],
    ['mem>4Q', ['badNumber mem>4Q'], ''],
    ['vcpus>2G', ['badNumber vcpus>2G'], ''],
    ['name>4', ['notComparable name>4'], ''],
    ['is>on', ['notComparable is>on'], ''],
    ['hots:lab web', ['unknownField hots:lab'], 'web'],
    ['is:nothing web', ['unknownMark is:nothing'], 'web'],
    ['ip:10.0/8', ['badAddress ip:10.0/8'], ''],
    ['ip:10.0.0.0/33', ['badAddress ip:10.0.0.0/33'], ''],
    ['OR web', ['orAlone OR'], 'web'],
    ['web OR', ['orAlone OR'], 'web'],
    ['web -', ['notAlone -'], 'web'],
    ['-() web', ['emptyParens ()'], 'web'],
    ['"web', ['unclosedQuote "web'], '"web"'],
  ])('%s', (typed, said, left) => {
    expect(complaints(typed)).toEqual(said);
    expect(understood(typed)).toBe(left);
  });

  test('a name that is nearly a field says which one', () => {
    expect(parse('hots:lab').problems).toMatchObject([{ text: 'hots', near: 'host' }]);
    expect(parse('sate:off').problems).toMatchObject([{ near: 'state' }]);
    expect(parse('colour:red').problems[0]).not.toHaveProperty('near');
  });

  test('a state that nobody has is one', () => {
    const { query, problems } = parse('state:frobbed web', (text) => text === 'running');
    expect(problems).toMatchObject([{ code: 'unknownState', text: 'frobbed' }]);
    expect(printQuery(query)).toBe('web');
  });

  test('more than anybody types is left out, and said', () => {
    const codes = (text: string) => new Set(parse(text).problems.map(({ code }) => code));
    expect(codes('x'.repeat(10_000))).toEqual(new Set(['tooLong']));
    expect(codes('a '.repeat(200))).toEqual(new Set(['tooMany']));
    expect(codes('('.repeat(10_000))).toEqual(new Set(['tooLong', 'tooDeep', 'unclosed']));
    expect(codes('state: '.repeat(280))).toContain('missingValue');
    expect(understood(`${'('.repeat(100)}web${')'.repeat(100)} db`)).toBe('web db');
    expect(understood('-'.repeat(1001).concat('web'))).toBe('-web');
  });
});

/** Texts of the pieces that the language is made of, in any order, and any text at all. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '(',
          ')',
          '（',
          '"',
          '“',
          '\\',
          '-',
          ' ',
          '\u3000',
          ':',
          '：',
          '=',
          '!=',
          '>',
          '<=',
          '≥',
          '*',
          '?',
        ],
        ...[
          'OR',
          'AND',
          'NOT',
          '或',
          'state',
          'mem',
          'is',
          'ip',
          'tag',
          'hots',
          'web',
          '4G',
          'on',
          '10.0.0.0/8',
        ],
      ),
      { maxLength: 24 },
    )
    .map((parts) => parts.join('')),
);

test('whatever is typed is understood or complained of, never thrown at', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { at } of parse(text).problems) {
        expect(at[0]).toBeLessThanOrEqual(at[1]);
        expect(at[1]).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 3000 },
  );
});

test('what was understood reads the same again, without complaint', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = understood(text);
      expect(complaints(once)).toEqual([]);
      expect(understood(once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});
