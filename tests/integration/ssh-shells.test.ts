// Whatever shell an account has there, and whatever a URI says of the way: it is passed on word for word, or refused.
import { chmod, copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidUri } from '../../electron/libvirt/errors.ts';
import { shellWords } from '../../electron/ssh/remote-command.ts';
import type { Host } from '../lab/host.ts';
import { runOrThrow } from '../lab/process.ts';
import { SshWay } from './ssh-way.ts';

let way: SshWay;
let host: Host;

beforeAll(async () => {
  way = await SshWay.make();
  host = await way.remote();
});
afterAll(async () => {
  await host.dispose();
  await way.dispose();
});

/** In place: the lab's hosts have the file itself mounted. */
async function setShell(path: string): Promise<void> {
  const script = 'sed "/^root:/s#:[^:]*\\$#:$0#" /etc/passwd > /tmp/passwd; cat /tmp/passwd > /etc/passwd';
  const { code, stderr } = await host.exec('sh', ['-ec', script, path]);
  if (code !== 0) throw new Error(stderr);
}

const SHELLS = ['/bin/sh', '/bin/bash', '/bin/tcsh', '/usr/bin/fish'];

describe.each(SHELLS)('with %s as the login shell', (shell) => {
  beforeAll(() => setShell(shell));
  afterAll(() => setShell('/bin/bash'));

  test.each([
    ['the helper', ''],
    ['nc', '&proxy=netcat'],
    ['a named netcat', '&netcat=/bin/nc'],
    ['a named socket', '&socket=/run/libvirt/libvirt-sock'],
  ])('libvirt is reached by %s', async (_what, query) => {
    expect(await way.hostnameBy(await way.prepare(way.uriOf(host, { query })))).toBe(host.name);
  });

  test('what may be passed on arrives as it is', async () => {
    const characters = 'aZ09 ._:@%+/=,?&;~#*()[]-$`"\'\\!<>|{}\n'.split('');
    const word = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
        const line = quoted(words);
        // What cannot be said in every shell is refused.
        if (line === undefined) return;
        const said = await runOrThrow(shell, ['-c', `/usr/bin/printf '[%s]' ${line}`]);
        expect(said).toBe(words.map((one) => `[${one}]`).join(''));
      }),
      { numRuns: 40 },
    );
  });
});

function quoted(words: readonly string[]): string | undefined {
  try {
    return shellWords(words);
  } catch {
    return undefined;
  }
}

describe('what a URI says of the way', () => {
  test('a modular daemon is found where it listens', async () => {
    // Debian 12 has no virtqemud: the socket of its libvirtd stands where that of virtqemud would.
    const move = (from: string, to: string) =>
      host.exec('mv', [`/run/libvirt/${from}-sock`, `/run/libvirt/${to}-sock`]);
    await move('libvirt', 'virtqemud');
    try {
      for (const query of ['&proxy=netcat', '&netcat=nc']) {
        expect(await way.hostnameBy(await way.prepare(way.uriOf(host, { query })))).toBe(host.name);
      }
      const legacy = await way.prepare(way.uriOf(host, { query: '&proxy=netcat&mode=legacy' }));
      await expect(legacy.open()).rejects.toMatchObject({ code: 'NO_LIBVIRT' });
    } finally {
      await move('virtqemud', 'libvirt');
    }
  });

  test('proxy=native wants the helper and nothing else', async () => {
    const bare = await way.remote({ hide: ['virt-ssh-helper'] });
    try {
      const native = await way.prepare(way.uriOf(bare, { query: '&proxy=native' }));
      await expect(native.open()).rejects.toMatchObject({ code: 'NO_HELPER' });
      expect(await way.hostnameBy(await way.prepare(way.uriOf(bare, { query: '&proxy=auto' })))).toBe(
        bare.name,
      );
    } finally {
      await bare.dispose();
    }
  });

  test('a netcat that is not there is named', async () => {
    const one = await way.prepare(way.uriOf(host, { query: '&netcat=/opt/ncat' }));
    await expect(one.open()).rejects.toMatchObject({
      code: 'NO_HELPER',
      message: expect.stringContaining('/opt/ncat'),
    });
  });

  test.each([
    ['known_hosts_verify=ignore', '&known_hosts_verify=ignore'],
    ['known_hosts_verify=auto', '&known_hosts_verify=auto'],
    ['no_verify', '&no_verify=1'],
  ])('%s takes an unknown key without a question', async (_what, query) => {
    await writeFile(way.knownHosts(host), '');
    const one = await way.prepare(way.uriOf(host, { query }));
    expect(await way.hostnameBy(one)).toBe(host.name);
    expect(one.questions).toEqual([]);
  });

  test('known_hosts_verify=auto still refuses a changed key', async () => {
    const other = (await way.publicKey()).split(' ').slice(0, 2).join(' ');
    await writeFile(way.knownHosts(host), `${host.address} ${other}\n`);
    const one = await way.prepare(way.uriOf(host, { query: '&known_hosts_verify=auto' }));
    await expect(one.open()).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
    await writeFile(way.knownHosts(host), '');
  });

  test('a key file may have blanks and percent signs in its path', async () => {
    const key = join(way.folder, 'my %d key');
    await copyFile(way.key, key);
    const uri = `qemu+ssh://root@${host.address}/system?keyfile=${encodeURIComponent(key)}&no_verify=1`;
    const one = await way.prepare(`${uri}&known_hosts=${encodeURIComponent(`${key} known`)}&no_tty=1`);
    expect(await way.hostnameBy(one)).toBe(host.name);
    expect(await readFile(`${key} known`, 'utf8')).not.toBe('');
  });

  test('no_tty asks nothing', async () => {
    const one = await way.prepare(way.uriOf(host, { query: '&no_tty=1' }));
    await expect(one.open()).rejects.toThrow();
    expect(one.questions).toEqual([]);
  });
});

describe('a URI that would be more than an address', () => {
  let marks = '';
  const path = process.env.PATH;
  beforeAll(async () => {
    marks = join(way.folder, 'marks');
    const bin = join(way.folder, 'bin');
    await runOrThrow('mkdir', [marks, bin]);
    // In place of ssh; it tells of itself and lets nobody in.
    await writeFile(join(bin, 'ssh'), `#!/bin/sh\nprintf '[%s]' "$@" > ${marks}/ssh.$$\nexit 255\n`);
    await chmod(join(bin, 'ssh'), 0o755);
    process.env.PATH = `${bin}:${path}`;
  });
  afterAll(() => {
    process.env.PATH = path;
  });

  const hostile = [
    '-oProxyCommand=touch $HOME',
    '-F/tmp/config',
    'a b',
    'a;id',
    'a|id',
    'a&id',
    '$(id)',
    '`id`',
    "a'b",
    'a"b',
    'a\\b',
    'a\nb',
    'a\0b',
    'a<b',
    '*',
    '~root',
  ];

  test.each(hostile.flatMap((word) => [`${encodeURIComponent(word)}@host`, encodeURIComponent(word)]))(
    'ssh never sees %s',
    async (authority) => {
      const uri = `qemu+ssh://${authority}/system`;
      await expect(way.prepare(uri).then((one) => one.open())).rejects.toMatchObject({ name: 'InvalidUri' });
      expect(await readdir(marks)).toEqual([]);
    },
  );

  test.each(hostile.flatMap((word) => ['socket', 'netcat'].map((name) => [name, word] as const)))(
    'nor %s=%s, unless it can be passed on as one word',
    async (name, word) => {
      const uri = `qemu+ssh://host/system?${name}=${encodeURIComponent(word)}`;
      const failed: unknown = await way
        .prepare(uri)
        .then((one) => one.open())
        .catch((error: unknown) => error);
      if (failed instanceof InvalidUri) expect(await logins()).toEqual([]);
      else for (const words of await logins()) expect(words).toContain(`'${word}'`);
    },
  );

  test('while an honest one is tried', async () => {
    const one = await way.prepare('qemu+ssh://some.user+tag@host.example/system');
    await expect(one.open()).rejects.toThrow();
    const [words] = await logins();
    expect(words).toContain('[-l][some.user+tag][--][host.example]');
  });

  /** What ssh was started with since this was last asked, but for its version. */
  async function logins(): Promise<readonly string[]> {
    const names = await readdir(marks);
    const started = await Promise.all(names.map((name) => readFile(join(marks, name), 'utf8')));
    await Promise.all(names.map((name) => rm(join(marks, name))));
    return started.filter((words) => words !== '[-V]');
  }
});
