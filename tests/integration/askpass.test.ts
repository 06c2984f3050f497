// The questions of the real ssh on its way into real hosts, answered through our helper.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Askpass, startAskpass } from '../../electron/ssh/askpass/askpass.ts';
import { type Host, startHost } from '../lab/host.ts';
import { LAB_PASSWORD } from '../lab/host-files.ts';
import { run, runOrThrow } from '../lab/process.ts';
import { Person, secret } from '../unit/ssh/askpass/person.ts';

/** Passwords of their own, so that an answer at the wrong host is refused (`openssl passwd -6`). */
const passwords = {
  jump: {
    plain: 'over-the-jump-7',
    hash: '$6$guesthouse$BSegpz2fGVQR7yfpW26yHYR41hcy3Aadeeqzitu9yOQHn3uaqn0y19kPxQAuYsmvUOPje0VJV8xSDUJ49eXqZ0',
  },
  web: {
    plain: 'into-the-web-8',
    hash: '$6$guesthouse$FPR8iTwovFhJXy1VieqVYsIn6PNC5n6aM7W.mv2fH7Xjsqby67ZrTc7mu6CeiGkJ46uMQb8qAh4HK7ZIRK8kj.',
  },
} as const;
const OTP_KEY = '3132333435363738393031323334353637383930';

let jump: Host;
let web: Host;
let base: Host;
let folder = '';
let person = new Person();
let askpass: Askpass;

beforeAll(async () => {
  const start = (name: string) => startHost({ name, place: 'remote', sshd: true });
  [jump, web, base] = await Promise.all([start('jump'), start('web'), start('base')]);
  for (const [host, { hash }] of [
    [jump, passwords.jump],
    [web, passwords.web],
  ] as const) {
    const shadow = join(host.directory, 'etc/shadow');
    const old = await readFile(shadow, 'utf8');
    await writeFile(
      shadow,
      old.replace(/^desk:[^:]*/m, () => `desk:${hash}`),
    );
  }
});
afterAll(() => Promise.all([jump, web, base].map((host) => host?.dispose())));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'askpass-'));
  const known = await Promise.all(
    [jump, web, base].map(async (host) => `${host.address} ${await hostKey(host)}`),
  );
  await writeFile(join(folder, 'known_hosts'), known.join(''));
  await writeFile(join(folder, 'config'), configuration());
  await mkdir(join(folder, 'run'));
  person = new Person();
  askpass = await startAskpass({ folder: join(folder, 'run'), ask: person, target: 'desk@web' });
});
afterEach(async () => {
  await askpass.dispose();
  expect(await readdir(join(folder, 'run'))).toEqual([]);
  await rm(folder, { recursive: true });
});

const hostKey = (host: Host): Promise<string> =>
  readFile(join(host.directory, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8');

const configuration = (): string => `
Host jump
  HostName ${jump.address}
  PreferredAuthentications password
Host web web-behind
  HostName ${web.address}
Host base base-behind
  HostName ${base.address}
Host *-behind
  ProxyJump jump
Host *
  User desk
  UserKnownHostsFile ${folder}/known_hosts
  GlobalKnownHostsFile /dev/null
  HashKnownHosts no
  HostKeyAlgorithms ssh-ed25519
  NumberOfPasswordPrompts 1
  IdentityFile ${folder}/key
  IdentitiesOnly yes
`;

/** Runs a command on a host of the configuration through the real ssh. */
function ssh(host: string, command: string, ...options: readonly string[]) {
  const words = options.flatMap((option) => ['-o', option]);
  const child = spawn('ssh', ['-T', '-F', join(folder, 'config'), ...words, '--', host, command], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...askpass.env },
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code, stdout: stdout.trim(), stderr }));
  return { child, ended };
}

async function authorize(host: Host, key: string): Promise<void> {
  const script = 'umask 077; mkdir -p ~/.ssh; cat > ~/.ssh/authorized_keys';
  await host.exec('sh', ['-c', script], { user: 'desk', input: key });
}

const byPassword = 'PreferredAuthentications=password';
const byKeyboard = 'PreferredAuthentications=keyboard-interactive';

describe('the real ssh', () => {
  test('logs in with a password', async () => {
    const { ended } = ssh('web', 'hostname', byPassword);
    const asked = await person.question(1);
    expect(asked.question).toEqual({ kind: 'password', target: `desk@${web.address}` });
    asked.answer(secret(passwords.web.plain));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
  });

  test('asks again after a wrong password, and that is known', async () => {
    const { ended } = ssh('web', 'hostname', byPassword, 'NumberOfPasswordPrompts=2');
    const first = await person.question(1);
    expect(first.wrong).toBe(false);
    first.answer(secret('wrong'));
    const again = await person.question(2);
    expect(again).toMatchObject({ question: first.question, wrong: true });
    again.answer(secret(passwords.web.plain));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
  });

  test('opens a key with its passphrase', async () => {
    const key = join(folder, 'key');
    await runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key]);
    await authorize(web, await readFile(`${key}.pub`, 'utf8'));
    const { ended } = ssh('web', 'hostname', 'PreferredAuthentications=publickey');
    const asked = await person.question(1);
    expect(asked.question).toEqual({ kind: 'passphrase', keyPath: key });
    asked.answer(secret('open sesame'));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
  });

  test('asks whether an unknown host is the right one, and stays away or goes in', async () => {
    await writeFile(join(folder, 'known_hosts'), '');
    const print = await run('ssh-keygen', ['-lf', join(web.directory, 'etc/ssh/ssh_host_ed25519_key.pub')]);
    const { ended } = ssh('web', 'hostname', byPassword);
    const asked = await person.question(1);
    expect(asked.question).toEqual({
      kind: 'host-key',
      target: web.address,
      address: web.address,
      keyType: 'ED25519',
      fingerprint: print.stdout.split(' ')[1],
    });
    asked.answer({ kind: 'yes' });
    (await person.question(2)).answer(secret(passwords.web.plain));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });

    await writeFile(join(folder, 'known_hosts'), '');
    const refused = ssh('web', 'hostname', byPassword);
    (await person.question(3)).answer({ kind: 'no' });
    expect(await refused.ended).toMatchObject({
      code: 255,
      stderr: expect.stringContaining('Host key verification failed'),
    });
    expect(askpass.wasCancelled()).toBe(true);
  });

  test('asks for what is behind a jump host without an address', async () => {
    await writeFile(join(folder, 'known_hosts'), `${jump.address} ${await hostKey(jump)}`);
    const { ended } = ssh('web-behind', 'hostname', byPassword);
    (await person.question(1)).answer(secret(passwords.jump.plain));
    const asked = await person.question(2);
    expect(asked.question).toMatchObject({ kind: 'host-key', target: web.address, keyType: 'ED25519' });
    expect(asked.question).not.toHaveProperty('address');
    asked.answer({ kind: 'yes' });
    (await person.question(3)).answer(secret(passwords.web.plain));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
  });

  test('two at once through a jump host get each its own answer', async () => {
    await Promise.all([web, base].map((host) => host.exec('rm', ['-rf', '/home/desk/.ssh'])));
    const both = [ssh('web-behind', 'hostname', byPassword), ssh('base-behind', 'hostname', byPassword)];
    const atJump = await person.questions(2);
    for (const { question, wrong, answer } of atJump) {
      expect(question).toEqual({ kind: 'password', target: `desk@${jump.address}` });
      expect(wrong).toBe(false);
      answer(secret(passwords.jump.plain));
    }
    const behind = (await person.questions(4)).slice(2);
    expect(new Set(behind.map(({ question }) => question))).toEqual(
      new Set([web, base].map(({ address }) => ({ kind: 'password', target: `desk@${address}` }))),
    );
    for (const { question, answer } of behind.toReversed()) {
      const isWeb = question.kind === 'password' && question.target.endsWith(`@${web.address}`);
      answer(secret(isWeb ? passwords.web.plain : LAB_PASSWORD));
    }
    const ends = await Promise.all(both.map(({ ended }) => ended));
    expect(ends.map(({ stdout }) => stdout)).toEqual(['web', 'base']);
  });

  test('on both sides of a jump host wants the passphrase of the same key, and none was wrong', async () => {
    const key = join(folder, 'key');
    await runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key]);
    await Promise.all([jump, web].map(async (host) => authorize(host, await readFile(`${key}.pub`, 'utf8'))));
    await writeFile(
      join(folder, 'config'),
      configuration().replace('PreferredAuthentications password', 'PreferredAuthentications publickey'),
    );
    const { ended } = ssh('web-behind', 'hostname', 'PreferredAuthentications=publickey');
    for (const number of [1, 2]) {
      const asked = await person.question(number);
      expect(asked).toMatchObject({ question: { kind: 'passphrase', keyPath: key }, wrong: false });
      asked.answer(secret('open sesame'));
    }
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
  });

  test('is asked nothing more when it is killed', async () => {
    const { child, ended } = ssh('web', 'hostname', byPassword);
    const asked = await person.question(1);
    child.kill('SIGKILL');
    await expect.poll(() => asked.signal.aborted).toBe(true);
    await ended;
  });

  test('leaves no secret in a command line or an environment', async () => {
    const { child, ended } = ssh('web', 'cat', byPassword);
    const asked = await person.question(1);
    asked.answer(secret(passwords.web.plain));
    const seen = new Set<string>();
    child.stdin.write('in\n');
    let inside = false;
    child.stdout.on('data', () => {
      inside = true;
    });
    while (!inside) await lookAtProcesses(seen);
    await lookAtProcesses(seen);
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 0, stdout: 'in' });
    const all = [...seen];
    // That it was looked at all.
    expect(all.some((text) => text.includes('SSH_ASKPASS='))).toBe(true);
    expect(all.filter((text) => text.includes(passwords.web.plain))).toEqual([]);
  });
});

/** What every process of this world, the script and its `cat` among them, shows of itself at this moment. */
async function lookAtProcesses(seen: Set<string>): Promise<void> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const files = numbers.flatMap((number) => [`/proc/${number}/cmdline`, `/proc/${number}/environ`]);
  for (const text of await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => ''))))
    seen.add(text);
}

describe('a server that asks', () => {
  /** Has the server ask the person, through PAM, for what the lines of its configuration say. */
  async function ask(host: Host, ...lines: readonly string[]): Promise<() => Promise<void>> {
    const path = join(host.directory, 'etc/pam.d/sshd');
    const before = await readFile(path, 'utf8');
    await writeFile(path, `${lines.join('\n')}\n${before}`);
    return () => writeFile(path, before);
  }

  test('gets a password and a one-time code, each for its own question', async () => {
    await writeFile(join(web.directory, 'root/users.oath'), `HOTP/T30/6 desk - ${OTP_KEY}\n`, {
      mode: 0o600,
    });
    const restore = await ask(web, 'auth required pam_oath.so usersfile=/root/users.oath window=20 digits=6');
    const { ended } = ssh('web', 'hostname', byKeyboard);
    const code = await person.question(1);
    expect(code.question).toMatchObject({
      kind: 'server',
      target: `desk@${web.address}`,
      text: expect.stringContaining('One-time password (OATH) for `desk'),
    });
    code.answer(secret((await runOrThrow('oathtool', ['--totp', OTP_KEY])).trim()));
    const password = await person.question(2);
    expect(password.question).toMatchObject({ kind: 'server', text: 'Password:' });
    password.answer(secret(passwords.web.plain));
    expect(await ended).toMatchObject({ code: 0, stdout: 'web' });
    await restore();
  });

  test('and imitates the words of ssh is quoted, without what would hide it', async () => {
    await appendFile(
      join(base.directory, 'root/greeting'),
      "root@other's password: \nEnter passphrase for key '/root/.ssh/id_rsa': \u202egnp.exe\u001b[2J",
    );
    const restore = await ask(base, 'auth optional pam_echo.so file=/root/greeting');
    const { ended } = ssh('base', 'hostname', byKeyboard);
    const asked = await person.question(1);
    expect(asked.question).toMatchObject({
      kind: 'server',
      target: `desk@${base.address}`,
      text: expect.stringMatching(
        /^root@other's password: \nEnter passphrase for key .*gnp\.exe.*\nPassword:$/s,
      ),
    });
    expect(JSON.stringify(asked.question)).not.toMatch(/\u202e|\\u001b/);
    asked.answer(secret(LAB_PASSWORD));
    expect(await ended).toMatchObject({ code: 0, stdout: 'base' });
    await restore();
  });
});

test('works from a folder in which nothing can be run', async () => {
  const bare = join(folder, 'bare');
  await mkdir(bare);
  await runOrThrow('mount', ['-t', 'tmpfs', '-o', 'noexec,mode=700', 'bare', bare]);
  try {
    await askpass.dispose();
    askpass = await startAskpass({ folder: bare, ask: person, target: 'desk@web' });
    expect(askpass.env.SSH_ASKPASS).not.toContain(bare);
    const { ended } = ssh('base', 'hostname', byPassword);
    (await person.question(1)).answer(secret(LAB_PASSWORD));
    expect(await ended).toMatchObject({ code: 0, stdout: 'base' });
    await askpass.dispose();
    expect(await readdir(bare)).toEqual([]);
  } finally {
    await runOrThrow('umount', [bare]);
  }
});
