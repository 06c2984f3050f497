// What is typed after the program's name: as virt-manager has it, and clear words for what makes no sense.
import { describe, expect, test } from 'vitest';
import { type CommandLine, ownWords, readCommandLine } from '../../../electron/app/command-line.ts';
import { OPTIONS, usage } from '../../../electron/app/options.ts';

const NOTHING: CommandLine = { serve: false, uris: [], links: [], systray: false, debug: false };

function run(...words: readonly string[]): CommandLine {
  const reading = readCommandLine(words);
  return reading.kind === 'run' ? reading.line : expect.fail(JSON.stringify(reading));
}

function mistake(...words: readonly string[]): string {
  const reading = readCommandLine(words);
  return reading.kind === 'mistake' ? reading.message : expect.fail(JSON.stringify(reading));
}

test('nothing typed is a start like any other', () => expect(run()).toEqual(NOTHING));

describe('hosts', () => {
  test.each([
    [['qemu:///system']],
    [['--connect', 'qemu:///system']],
    [['--connect=qemu:///system']],
    [['-c', 'qemu:///system']],
    [['-cqemu:///system']],
    [['--', 'qemu:///system']],
  ])('%j names one', (words) => expect(run(...words).uris).toEqual(['qemu:///system']));

  test('may be several, in their order', () => {
    const words = ['-c', 'qemu:///system', '--connect=qemu+ssh://joe@far/system', 'demo:///default'];
    expect(run(...words).uris).toEqual(['qemu:///system', 'qemu+ssh://joe@far/system', 'demo:///default']);
  });

  test('a link is no host', () => {
    const line = run('GuestHouse://connect?uri=x', 'qemu:///system');
    expect(line).toMatchObject({ links: ['GuestHouse://connect?uri=x'], uris: ['qemu:///system'] });
    expect(mistake('-c', 'guesthouse://connect')).toContain('no libvirt URI');
  });
});

describe('what to show', () => {
  test.each([
    ['console', '--show-domain-console'],
    ['editor', '--show-domain-editor'],
    ['performance', '--show-domain-performance'],
  ])('the %s of a machine', (what, option) => {
    expect(run('-c', 'qemu:///system', option, 'web 1').show).toEqual({
      what,
      machine: 'web 1',
      uri: 'qemu:///system',
    });
    expect(run(`${option}=-odd`).show).toEqual({ what, machine: '-odd' });
  });

  test('a host', () =>
    expect(run('--show-host-summary', '-c', 'qemu:///system').show).toEqual({
      what: 'host',
      uri: 'qemu:///system',
    }));

  test('only the tray', () => expect(run('--show-systray')).toEqual({ ...NOTHING, systray: true }));
});

test('what virt-manager takes and changes nothing here is accepted', () =>
  expect(run('--no-fork', '--fork', '--debug')).toEqual({ ...NOTHING, debug: true }));

test("Chromium's own switches are left to Chromium", () =>
  expect(run('--ozone-platform=headless', '--disable-gpu', '--remote-debugging-port=0')).toEqual(NOTHING));

test.each(['--help', '-h'])('%s asks for the options, whatever else stands there', (word) =>
  expect(readCommandLine(['qemu:///system', word])).toEqual({ kind: 'help' }),
);
test('--version asks for the version', () =>
  expect(readCommandLine(['--version'])).toEqual({ kind: 'version' }));

test.each<[readonly string[], string]>([
  [['--show-domain-consol', 'x'], 'did you mean --show-domain-console?'],
  [['--conect', 'x'], 'did you mean --connect?'],
  [['--nonsense'], 'there is no option --nonsense'],
  [['-x'], 'there is no option -x'],
  [['--show-domain-creator'], 'cannot create machines yet'],
  [['--show-domain-delete', 'x'], 'cannot delete machines yet'],
  [['--connect'], '--connect needs a URI'],
  [['--connect='], '--connect needs a URI'],
  [['--connect', '--debug'], '--connect needs a URI'],
  [['--connect', 'laptop'], 'laptop is no libvirt URI'],
  [['--show-domain-console'], '--show-domain-console needs the name, UUID or id of a machine'],
  [['--debug=all'], '--debug takes no value'],
  [['web-01'], 'web-01 is no libvirt URI'],
  [['--show-host-summary'], 'needs --connect'],
  [['--show-domain-editor', 'a', '--show-domain-console', 'b'], 'only one of'],
  [['--show-systray', '--show-domain-console', 'b'], 'only one of'],
  [['-c', 'a:///', '-c', 'b:///', '--show-domain-console', 'x'], 'one host only'],
  [['--serve', '--show-domain-console', 'x'], 'needs the desktop app'],
])('%j is said to be wrong', (words, message) => expect(mistake(...words)).toContain(message));

test('the words of Electron itself are not ours', () => {
  expect(ownWords(['/opt/electron', '/repo', 'qemu:///system'], false)).toEqual(['qemu:///system']);
  expect(ownWords(['/opt/electron', '--no-sandbox', '/repo', '--debug'], false)).toEqual([
    '--no-sandbox',
    '--debug',
  ]);
  expect(ownWords(['/opt/guesthouse', 'qemu:///system'], true)).toEqual(['qemu:///system']);
});

test('the help names every option', () => {
  for (const { name, help } of OPTIONS) {
    expect(usage()).toContain(`--${name}`);
    expect(usage()).toContain(help);
  }
});
