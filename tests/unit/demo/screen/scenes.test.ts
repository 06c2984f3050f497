import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Keyboard } from '../../../../electron/demo/screen/desktops/keyboard.ts';
import { Terminal } from '../../../../electron/demo/screen/desktops/terminal.ts';
import { uptimeText, wallTime } from '../../../../electron/demo/screen/desktops/wall-time.ts';
import { Framebuffer } from '../../../../electron/demo/screen/drawing/framebuffer.ts';
import { drawText, fitted } from '../../../../electron/demo/screen/drawing/letters.ts';
import { SharedScreen } from '../../../../electron/demo/screen/shared-screen.ts';
import { KEYS, TestMachine } from './rfb-viewer.ts';

/** Someone before the screen, and the picture that is seen. */
function before(machine: TestMachine) {
  const screen = new SharedScreen(machine);
  const keyboard = new Keyboard();
  screen.advance();
  const press = (...keysyms: readonly number[]) => {
    const presses = keysyms.map((keysym) => keyboard.press(keysym, true));
    for (const keysym of keysyms) keyboard.press(keysym, false);
    for (const one of presses) if (one !== undefined) screen.press(one);
  };
  return {
    screen,
    press,
    type: (text: string) => {
      for (const letter of text) press(letter === '\n' ? KEYS.enter : letter.charCodeAt(0));
    },
    click: (x: number, y: number) => {
      screen.point({ x, y, left: true, middle: false });
      screen.point({ x, y, left: false, middle: false });
    },
    pass: (ms: number) => {
      machine.nowMs += ms;
      screen.advance();
    },
    look: () => {
      const picture = new Framebuffer(screen.scene.width, screen.scene.height);
      screen.scene.draw(picture);
      return createHash('sha256').update(picture.pixels).digest('hex');
    },
  };
}

const LOOKS = ['linux-desktop', 'windows-desktop', 'linux-text', 'bsd-text'] as const;

test.each(LOOKS)('a %s shows the same again for the same seed, time and input', (look) => {
  const run = (seed: number) => {
    const machine = new TestMachine(look, { seed });
    machine.nowMs = 0;
    const person = before(machine);
    const seen = [person.look()];
    const steps = [
      () => person.pass(1_800),
      () => person.pass(30_000),
      () => person.type('ada\nsecret\nuptime\nfree\n'),
      () => person.click(700, 125),
      () => person.click(30, 580),
      () => person.click(60, 490),
      () => person.pass(4_321),
    ];
    for (const step of steps) {
      step();
      seen.push(person.look());
    }
    return seen;
  };
  const first = run(7);
  expect(run(7)).toEqual(first);
  expect(run(8)).not.toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(4);
});

test.each(LOOKS)('the stamp of a %s changes whenever its picture does', (look) => {
  const machine = new TestMachine(look);
  machine.nowMs = 0;
  const person = before(machine);
  const pictures = new Map<string, string>();
  const record = () => {
    const stamp = person.screen.scene.stamp();
    const picture = person.look();
    expect(pictures.get(stamp) ?? picture).toBe(picture);
    pictures.set(stamp, picture);
  };
  for (let ms = 0; ms < 12_000; ms += 170) {
    record();
    person.pass(170);
  }
  for (const letter of 'ada\nx\nhelp\nclear\n') {
    person.type(letter);
    record();
  }
  for (let at = 0; at < 12; at += 1) {
    person.screen.point({ x: 60 * at, y: 210 + at, left: at % 3 > 0, middle: at === 7 });
    record();
  }
  for (const [x, y] of [
    [30, 580],
    [60, 520],
    [476, 210],
    [150, 580],
    [30, 580],
    [60, 550],
    [450, 292],
  ] as const) {
    person.click(x, y);
    record();
  }
  expect(pictures.size).toBeGreaterThan(20);
});

/** Each text console's words, read from a terminal of the same size. */
test.each(['linux-text', 'bsd-text'] as const)(
  'a %s starts within seconds, and then asks for a login',
  (look) => {
    const machine = new TestMachine(look);
    machine.nowMs = 0;
    const person = before(machine);
    const nothing = person.look();
    person.pass(1_500);
    const early = person.look();
    person.type('too early');
    expect(person.look()).toBe(early);
    person.pass(13_500);
    const login = person.look();
    expect(new Set([nothing, early, login]).size).toBe(3);
    person.type('a');
    const typed = person.look();
    expect(typed).not.toBe(login);
    person.press(0xff08);
    expect(person.look()).toBe(login);
  },
);

test('a password is not shown while it is typed', () => {
  const person = before(new TestMachine('linux-text'));
  person.type('ada\n');
  const asked = person.look();
  person.type('secret');
  expect(person.look()).toBe(asked);
  person.type('\n');
  expect(person.look()).not.toBe(asked);
});

test.each(['linux-text', 'bsd-text'] as const)(
  'Ctrl+Alt+Del restarts a %s, which then starts from the beginning',
  (look) => {
    const machine = new TestMachine(look);
    machine.nowMs = 0;
    const person = before(machine);
    person.pass(700);
    const starting = person.look();
    person.pass(59_300);
    person.type('ada\n');
    person.press(KEYS.ctrl, KEYS.alt, KEYS.delete);
    expect(machine.reboots).toBe(1);
    machine.nowMs = 700;
    person.screen.advance();
    expect(person.look()).toBe(starting);
  },
);

test.each(['linux-desktop', 'windows-desktop'] as const)(
  'Ctrl+Alt+Del asks on a %s before it restarts',
  (look) => {
    const machine = new TestMachine(look);
    const person = before(machine);
    const calm = person.look();
    person.press(KEYS.ctrl, KEYS.alt, KEYS.delete);
    const asked = person.look();
    expect(asked).not.toBe(calm);
    person.click(470, 312);
    expect(person.look()).toBe(calm);
    expect(machine.reboots).toBe(0);
    person.press(KEYS.ctrl, KEYS.alt, KEYS.delete);
    person.click(330, 312);
    expect(machine.reboots).toBe(1);
    machine.nowMs = 60_000;
    expect(person.look()).not.toBe(calm);
  },
);

test('a restart that never comes leaves the desktop as it was', () => {
  const machine = new TestMachine('linux-desktop');
  const person = before(machine);
  person.pass(20_000);
  const calm = person.look();
  machine.nowMs = 60_000;
  const again = before(machine);
  again.type('reboot\n');
  expect(machine.reboots).toBe(1);
  again.pass(20_000);
  again.press(KEYS.ctrl, 'c'.charCodeAt(0));
  expect(again.look()).not.toBe(calm);
  again.click(484, 210);
  again.click(160, 580);
  expect(again.look()).toBe(calm);
});

test.each(['linux-desktop', 'windows-desktop'] as const)(
  'the windows of a %s are hidden, shown, closed and moved',
  (look) => {
    const person = before(new TestMachine(look));
    const calm = person.look();
    const hide = () => person.click(462, 210);
    const task = () => person.click(160, 580);
    hide();
    const hidden = person.look();
    expect(hidden).not.toBe(calm);
    task();
    expect(person.look()).toBe(calm);
    person.type('hello');
    const typed = person.look();
    expect(typed).not.toBe(calm);
    task();
    task();
    expect(person.look()).toBe(typed);
    person.click(484, 210);
    expect(person.look()).toBe(hidden);
    task();
    expect(person.look()).toBe(calm);
    for (const [x, y, left] of [
      [200, 210, true],
      [250, 150, true],
      [250, 150, false],
      [200, 300, false],
    ] as const) {
      person.screen.point({ x, y, left, middle: false });
    }
    expect(person.look()).not.toBe(calm);
    for (const [x, y, left] of [
      [250, 150, true],
      [200, 210, true],
      [200, 210, false],
    ] as const) {
      person.screen.point({ x, y, left, middle: false });
    }
    expect(person.look()).toBe(calm);
  },
);

test('what was cut on the viewer is shown by "paste", and typed by the middle button and by Shift+Insert', () => {
  const results = [
    (person: ReturnType<typeof before>) => person.type('echo hi'),
    (person: ReturnType<typeof before>) => {
      person.screen.clipboard = 'echo hi';
      person.press(KEYS.shift, KEYS.insert);
    },
    (person: ReturnType<typeof before>) => {
      person.screen.clipboard = 'echo\u0007 hi';
      person.screen.point({ x: 200, y: 300, left: false, middle: true });
      person.screen.point({ x: 200, y: 300, left: false, middle: false });
    },
  ].map((act) => {
    const person = before(new TestMachine('linux-desktop'));
    act(person);
    return person.look();
  });
  expect(new Set(results).size).toBe(1);
  const [empty, filled] = ['', 'some text'].map((text) => {
    const person = before(new TestMachine('linux-desktop'));
    person.screen.clipboard = text;
    person.type('paste\n');
    return person.look();
  });
  expect(filled).not.toBe(empty);
});

test('lines that are pasted are not run before someone has seen them', () => {
  const [pasted, typed] = [
    before(new TestMachine('linux-desktop')),
    before(new TestMachine('linux-desktop')),
  ];
  pasted.screen.clipboard = 'reboot\nclear\n';
  pasted.press(KEYS.shift, KEYS.insert);
  typed.type('reboot clear ');
  expect(pasted.look()).toBe(typed.look());
});

test('the clock goes on from a fixed moment', () => {
  expect(wallTime(0)).toEqual({ day: 'Mon 11 May', year: 2026, clock: '08:57:12' });
  expect(wallTime(86_400_000 + 3_000)).toMatchObject({ day: 'Tue 12 May', clock: '08:57:15' });
  expect(uptimeText(3_723_000)).toBe('01:02:03');
  expect(uptimeText(90_000_000)).toBe('1 day 01:00');
  expect(uptimeText(180_000_000)).toBe('2 days 02:00');
});

test('a terminal wraps what is longer than a line, and lets lines go at the top', () => {
  const terminal = new Terminal(4, 3);
  terminal.write('abcdefghij');
  expect(terminal.text()).toBe('abcd\nefgh\nij');
  terminal.write('\nk');
  expect(terminal.text()).toBe('efgh\nij\nk');
  expect(terminal.scrolled).toBe(1);
});

test('a terminal goes on to the next stop for a tab, and drops other control characters', () => {
  const terminal = new Terminal(40, 3);
  terminal.write('ab\tc\u0007\u001b[1m\td');
  expect(terminal.text()).toBe('ab      c[1m    d');
});

test('letters are taken back across lines, and no further than the first', () => {
  const terminal = new Terminal(4, 3);
  terminal.write('abcdef');
  for (let times = 0; times < 4; times += 1) terminal.erase();
  expect(terminal.text()).toBe('ab');
  for (let times = 0; times < 4; times += 1) terminal.erase();
  expect(terminal.text()).toBe('');
});

test('every letter of ASCII is drawn, each in its own way, and within its cell', () => {
  const seen = new Set<string>();
  for (let point = 0x20; point < 0x7f; point += 1) {
    const picture = new Framebuffer(16, 32);
    drawText(picture, 4, 8, String.fromCharCode(point), { colour: 1 });
    const around = new Framebuffer(16, 32);
    around.take(picture, picture.bounds);
    around.fill({ x: 4, y: 8, width: 8, height: 16 }, 0);
    expect(around.pixels.every((pixel) => pixel === 0)).toBe(true);
    seen.add(picture.pixels.join(''));
  }
  expect(seen.size).toBe(95);
});

test.each(['', '\u0000\u0007\u001b[2J', '虚拟机', '💻'.repeat(300), 'x'.repeat(100_000)])(
  'a machine may be called anything',
  (name) => {
    for (const look of LOOKS) expect(before(new TestMachine(look, { name })).look()).toHaveLength(64);
    expect([...fitted(name, 24)].length).toBeLessThanOrEqual(24);
  },
);
