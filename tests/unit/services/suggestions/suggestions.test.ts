import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseUriAliases, readUriAliases } from '../../../../electron/services/suggestions/libvirt-conf.ts';
import { readSshHosts } from '../../../../electron/services/suggestions/ssh-config.ts';
import { findSuggestions } from '../../../../electron/services/suggestions/suggestions.ts';
import { parseStringList } from '../../../../electron/services/suggestions/virt-manager.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guesthouse-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

describe('the ssh configuration', () => {
  test('names hosts, and patterns are none', async () => {
    write(
      '.ssh/config',
      [
        '# Host commented',
        'Host web db.example  # trailing',
        '  HostName 10.0.0.1',
        'host="quoted one" plain',
        '\tHOST = tabbed',
        'Host *.example !bad host? *',
        'Hostname nothost',
        'Match host matched',
        'Host web',
      ].join('\r\n'),
    );
    expect(await readSshHosts(home)).toEqual(['web', 'db.example', 'quoted one', 'plain', 'tabbed']);
  });

  test('is read with the files that it includes, by names, patterns and whole paths', async () => {
    write('.ssh/config', `Include conf.d/*.conf "${join(home, 'else where')}" ~/tilde missing\nHost last\n`);
    write('.ssh/conf.d/b.conf', 'Host b\nInclude more/?\n');
    write('.ssh/conf.d/a.conf', 'Host a\n');
    write('.ssh/conf.d/.hidden.conf', 'Host hidden\n');
    write('.ssh/conf.d/a.txt', 'Host text\n');
    write('.ssh/more/1', 'Host one\n');
    write('else where', 'Host elsewhere\n');
    write('tilde', 'Host tilde\n');
    expect(await readSshHosts(home)).toEqual(['a', 'b', 'one', 'elsewhere', 'tilde', 'last']);
  });

  test('that includes itself, or a folder, comes to an end', async () => {
    write('.ssh/config', 'Host first\nInclude config config\nInclude .\nHost last\n');
    expect([...(await readSshHosts(home))].sort()).toEqual(['first', 'last']);
  });

  test('that is a pipe without a writer holds nobody up', async () => {
    write('.ssh/x', '');
    execFileSync('mkfifo', [join(home, '.ssh/config')]);
    expect(await readSshHosts(home)).toEqual([]);
  });

  test('that is enormous is left alone', async () => {
    write('.ssh/config', `Host web\n${'#'.repeat(1_048_576)}`);
    expect(await readSshHosts(home)).toEqual([]);
  });

  test('need not be there', async () => expect(await readSshHosts(home)).toEqual([]));
});

describe('libvirt.conf', () => {
  test('has aliases among comments, in both quotes', () => {
    const text = `
      # uri_aliases = ["old=qemu:///old"]
      uri_default = "qemu:///system"
      uri_aliases = [ # here they are
        "hail=qemu+ssh://root@hail.example/system",
        'sleet=qemu+tls://sleet/system?no_verify=1', # "and=more"
      ]
      remote_mode = 'auto'
    `;
    expect(parseUriAliases(text)).toEqual([
      { name: 'hail', uri: 'qemu+ssh://root@hail.example/system' },
      { name: 'sleet', uri: 'qemu+tls://sleet/system?no_verify=1' },
    ]);
  });

  test.each([
    ['no list', 'uri_aliases = "hail=qemu:///system"', []],
    ['an empty list', 'uri_aliases = []', []],
    ['entries that are none', 'uri_aliases = ["hail", "a b=qemu:///system", "=x", 5, "c=qemu:///c"', []],
    ['a list that is cut off', 'uri_aliases = ["c=qemu:///c", "d=qe', ['c']],
    ['a string that mentions it', 'x = "uri_aliases = [" y = ["c=qemu:///c"]', []],
  ])('with %s is read as far as it makes sense', (_what, text, names) => {
    expect(parseUriAliases(text).map(({ name }) => name)).toEqual(names);
  });

  test('is looked for where XDG says', async () => {
    write('.config/libvirt/libvirt.conf', 'uri_aliases = ["home=qemu:///home"]');
    write('xdg/libvirt/libvirt.conf', 'uri_aliases = ["xdg=qemu:///xdg"]');
    const names = async (env: NodeJS.ProcessEnv) => (await readUriAliases(env, home)).map(({ name }) => name);
    expect(await names({})).toContain('home');
    expect(await names({ XDG_CONFIG_HOME: 'relative' })).toContain('home');
    expect(await names({ XDG_CONFIG_HOME: join(home, 'xdg') })).toContain('xdg');
    expect(await names({ HOME: join(home, 'nowhere') })).not.toContain('home');
  });
});

test.each([
  ["['qemu:///system', 'qemu+ssh://root@web/system']\n", ['qemu:///system', 'qemu+ssh://root@web/system']],
  ['@as []\n', []],
  [`["it's", 'a\\'b', 'back\\\\slash', '\\u00e9']`, ["it's", "a'b", 'back\\slash', 'é']],
  ['', []],
])('the printed list %j is read', (printed, strings) => expect(parseStringList(printed)).toEqual(strings));

describe('suggestions', () => {
  /** A program of this name, with these words as its answer. */
  function gsettings(script: string): NodeJS.ProcessEnv {
    write('bin/gsettings', `#!/bin/sh\n${script}\n`);
    chmodSync(join(home, 'bin/gsettings'), 0o755);
    return { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, HOME: home, SECRET: 'mine' };
  }

  test('come from all sources, each URI once, without those that are stored or make no sense', async () => {
    write('.ssh/config', 'Host web stored -oProxyCommand=x $(id)\n');
    write(
      '.config/libvirt/libvirt.conf',
      'uri_aliases = ["w=qemu+ssh://web/system", "odd=qemu+nope://x/", "t=qemu+tls://t/system"]',
    );
    const env = gsettings(`echo "['qemu+ssh://root@vm/system', 'xen+odd://x', 'qemu:///system', '']"`);
    const stored = ['qemu:///system', 'qemu+ssh://stored/system'];
    const found = await findSuggestions({ env, home, stored });
    // The machine that the test runs on may have aliases of its own.
    expect(found.filter(({ uri }) => /vm|web|stored|odd|t\/|qemu:\/\/\/system|Proxy|id/.test(uri))).toEqual([
      { uri: 'qemu+ssh://root@vm/system', name: 'vm', from: 'virt-manager' },
      { uri: 'qemu+ssh://web/system', name: 'w', from: 'libvirt-conf' },
      { uri: 'qemu+tls://t/system', name: 't', from: 'libvirt-conf' },
    ]);
  });

  test('ask for the right settings, and show the program nothing of our own', async () => {
    const env = gsettings(`printf "['x:///%s/%s']" "$(echo "$*" | tr ' ' /)" "$SECRET"`);
    const [first] = await findSuggestions({ env, home, stored: [] });
    expect(first?.uri).toBe('x:///get/org.virt-manager.virt-manager.connections/uris/');
  });

  test.each(['exit 1', 'echo "[\'qemu:///a\']"; exit 1', 'yes'])(
    'do without a program that says %j',
    async (script) => {
      const found = await findSuggestions({ env: gsettings(script), home, stored: [] });
      expect(found.filter(({ from }) => from === 'virt-manager')).toEqual([]);
    },
  );

  test('do without a program that is not there', async () => {
    write('.ssh/config', 'Host web\n');
    const found = await findSuggestions({ env: { PATH: home }, home, stored: [] });
    expect(found).toContainEqual({ uri: 'qemu+ssh://web/system', name: 'web', from: 'ssh-config' });
  });
});
