import { expect, test } from 'vitest';
import { strokesOf } from '../../../../renderer/features/screen/keysyms.ts';
import { KEY_COMBINATIONS } from '../../../../renderer/features/screen/send-keys.ts';
import { pressTogether, typeText } from '../../../../renderer/features/screen/typist.ts';

class Guest {
  readonly keys: string[] = [];

  sendKey(keysym: number, code: string | null, down?: boolean): void {
    this.keys.push(`${down ? '+' : '-'}${code ?? keysym.toString(16)}`);
  }
}

test('every printable ASCII character has a key of a US keyboard', () => {
  for (let point = 0x20; point < 0x7f; point++) {
    const [stroke] = strokesOf(String.fromCharCode(point));
    expect(stroke).toMatchObject({ keysym: point, code: expect.stringMatching(/^[A-Z]/) });
  }
});

test('capitals and upper signs are typed with Shift, others without', () => {
  const shifted = (text: string) => strokesOf(text).map(({ shift }) => shift);
  expect(shifted('aA1!-_ ')).toEqual([false, true, false, true, false, true, false]);
});

test('characters beyond ASCII are typed by their Unicode keysym', () => {
  expect(strokesOf('é').map(({ keysym }) => keysym)).toEqual([0xe9]);
  expect(strokesOf('€中').map(({ keysym }) => keysym)).toEqual([0x010020ac, 0x01004e2d]);
});

test('line ends are Return, however they are written; control characters are left out', () =>
  expect(strokesOf('a\r\nb\nc\t\x1b\x00').map(({ code }) => code)).toEqual([
    'KeyA',
    'Enter',
    'KeyB',
    'Enter',
    'KeyC',
    'Tab',
  ]));

test('text is typed key by key', async () => {
  const guest = new Guest();
  await typeText(guest, 'aB', new AbortController().signal);
  expect(guest.keys).toEqual(['+KeyA', '-KeyA', '+ShiftLeft', '+KeyB', '-KeyB', '-ShiftLeft']);
});

test('typing can be stopped', async () => {
  const guest = new Guest();
  const stop = new AbortController();
  const typing = typeText(guest, 'x'.repeat(1000), stop.signal);
  stop.abort();
  await typing;
  expect(guest.keys).toEqual(['+KeyX', '-KeyX']);
});

test('a combination is held together and let go in reverse', () => {
  const guest = new Guest();
  pressTogether(guest, KEY_COMBINATIONS[0]![0]!.keys);
  expect(guest.keys).toEqual(['+ControlLeft', '+AltLeft', '+Delete', '-Delete', '-AltLeft', '-ControlLeft']);
});

test('the menu has Ctrl+Alt+F1 to F12', () =>
  expect(KEY_COMBINATIONS.flat().map(({ label }) => label)).toEqual(
    expect.arrayContaining(Array.from({ length: 12 }, (_, at) => `Ctrl+Alt+F${at + 1}`)),
  ));
