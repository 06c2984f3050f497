// Whatever a URI names stays one word of ssh's command line, behind the options, or is refused.
import { describe, expect, test } from 'vitest';
import { InvalidUri } from '../../../electron/libvirt/errors.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { demandSafe, jumpArguments, masterArguments } from '../../../electron/ssh/ssh-arguments.ts';

const HOSTILE = [
  '-oProxyCommand=id',
  'a b',
  "a'b",
  'a"b',
  '$(id)',
  '`id`',
  'a\nb',
  'a\0b',
  'a;id',
  'a|id',
  '-',
];
const argumentsOf = (text: string) => masterArguments(parseUri(text), '/run/c', 'true');

describe.each(HOSTILE)('the word %j', (word) => {
  const encoded = encodeURIComponent(word);

  test.each([`qemu+ssh://${encoded}@host/system`, `qemu+ssh://${encoded}/system`])(
    'is refused in %s',
    (text) => {
      expect(() => demandSafe(parseUri(text))).toThrow(InvalidUri);
    },
  );

  test('is no address to go on to', () => {
    expect(() => jumpArguments(parseUri('qemu+ssh://host/system'), 'ssh', '/run/c', word, undefined)).toThrow(
      InvalidUri,
    );
  });
});

test.each(['a%0Ab', 'a%00b', 'a%22b'])('a path with %s is refused', (path) => {
  for (const name of ['keyfile', 'known_hosts'])
    expect(() => argumentsOf(`qemu+ssh://host/system?${name}=/${path}`)).toThrow(InvalidUri);
});

test.each([
  ['ada.b+c', 'host'],
  ['ada@example.org', 'host.example.org'],
])('the user %s on %s arrives as one word each', (user, host) => {
  const words = argumentsOf(`qemu+ssh://${encodeURIComponent(user)}@${host}/system`);
  expect(words.slice(-3)).toEqual(['--', host, 'true']);
  expect(words[words.indexOf('-l') + 1]).toBe(user);
});

test('an IPv6 address arrives without its brackets, and its port apart', () => {
  const words = argumentsOf('qemu+ssh://[fd00::7]:2222/system');
  expect(words.slice(-3)).toEqual(['--', 'fd00::7', 'true']);
  expect(words[words.indexOf('-p') + 1]).toBe('2222');
});

test('no command of the configuration runs on the way', () => {
  const words = argumentsOf('qemu+ssh://host/system');
  expect(words).toEqual(
    expect.arrayContaining(['RemoteCommand=none', 'PermitLocalCommand=no', 'ControlPersist=no']),
  );
});

test('a percent sign in a path is no token of ssh, and what would be a variable is refused', () => {
  const words = argumentsOf('qemu+ssh://host/system?keyfile=/keys/100%25h&known_hosts=/known/%25d');
  expect(words).toContain('IdentityFile="/keys/100%%h"');
  expect(words).toContain('UserKnownHostsFile="/known/%%d"');
  expect(() => argumentsOf('qemu+ssh://host/system?keyfile=/keys/%24%7BHOME%7D')).toThrow(InvalidUri);
});
