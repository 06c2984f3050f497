import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellWord, virshLine, virshName } from '../../../../renderer/live/shell-words.ts';

const host = { uri: 'qemu:///system', readOnly: false };

describe('a command to copy', () => {
  test('reads as people write it', () =>
    expect(virshLine(host, 'shutdown', 'web-01')).toBe('virsh -c qemu:///system shutdown web-01'));

  test('says that the connection is read-only', () =>
    expect(virshLine({ ...host, readOnly: true }, 'list')).toBe('virsh -r -c qemu:///system list'));

  test.each([
    ["it's", `'it'\\''s'`],
    ['$(reboot)', `'$(reboot)'`],
    ['a b', `'a b'`],
    ['', `''`],
    ['测试', '测试'],
    ['qemu+ssh://root@lab-a/system?no_tty=1', `'qemu+ssh://root@lab-a/system?no_tty=1'`],
  ])('quotes %s', (word, quoted) => expect(shellWord(word)).toBe(quoted));

  test('means to a shell what it says, whatever the name', () => {
    const names = fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, (words) => {
        const clean = words.map((word) => word.replaceAll('\0', ''));
        const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${clean.map(shellWord).join(' ')}`]);
        expect(printed.toString().split('\0').slice(0, -1)).toEqual(clean);
      }),
      { numRuns: 30 },
    );
  });

  test.each(['42', '-c', '', 'two\nlines'])('names by UUID what virsh would misread: %j', (name) =>
    expect(virshName({ name, uuid: 'the-uuid' })).toBe('the-uuid'),
  );
});
