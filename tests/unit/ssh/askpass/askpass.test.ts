// The questions of ssh with the real script and real FIFOs; only ssh itself is played.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cancelled } from '../../../../electron/libvirt/errors.ts';
import { type Askpass, startAskpass } from '../../../../electron/ssh/askpass/askpass.ts';
import { helperScript, installHelper, SLOTS } from '../../../../electron/ssh/askpass/helper-script.ts';
import { Person, secret } from './person.ts';

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly printed: string;
}

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, printed }));
  return { child, ended };
}

let folder = '';
let person = new Person();
let askpass: Askpass;
/** As ssh runs its helper. */
const sshAsks = (text: string, hint = '') =>
  start(askpass.env.SSH_ASKPASS!, [text], { ...askpass.env, SSH_ASKPASS_PROMPT: hint });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "it's "));
  person = new Person();
  askpass = await startAskpass({ folder, ask: person, target: 'ada@web' });
});
afterEach(async () => {
  await askpass.dispose();
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

describe('a question of ssh', () => {
  test('is answered with what the person says, to the letter', async () => {
    const strange = `  \\n $(id) %s '"\`é😀 -n  `;
    const { ended } = sshAsks("ada@web's password: ");
    const [asked] = await person.questions(1);
    expect(asked).toMatchObject({ question: { kind: 'password', target: 'ada@web' }, wrong: false });
    asked!.answer(secret(strange));
    expect(await ended).toEqual({ code: 0, signal: null, printed: `${strange}\n` });
    expect(askpass.wasCancelled()).toBe(false);
  });

  test('gets its own answer when several are asked at once', async () => {
    const hosts = ['jump', 'web', 'db'];
    const scripts = hosts.map((host) => sshAsks(`ada@${host}'s password: `));
    const asked = await person.questions(3);
    for (const { question, answer } of asked.toReversed()) {
      answer(secret(question.kind === 'password' ? `for ${question.target}` : ''));
    }
    const printed = (await Promise.all(scripts.map(({ ended }) => ended))).map((end) => end.printed);
    expect(printed).toEqual(hosts.map((host) => `for ada@${host}\n`));
  });

  test('is asked again as often as ssh likes, and is then marked as refused before', async () => {
    for (let round = 1; round <= 2 * SLOTS.length; round++) {
      const { ended } = sshAsks("Enter passphrase for key '/k': ");
      const asked = await person.questions(round);
      expect(asked[round - 1]!.wrong).toBe(round > 1);
      asked[round - 1]!.answer(secret(`${round}`));
      expect((await ended).printed).toBe(`${round}\n`);
    }
  });

  test('is yes or no of a host key or a confirmation', async () => {
    const confirmed = sshAsks('Allow it? ', 'confirm');
    (await person.questions(1))[0]!.answer({ kind: 'yes' });
    expect(await confirmed.ended).toMatchObject({ code: 0, printed: 'yes\n' });
    const denied = sshAsks('Allow it? ', 'confirm');
    (await person.questions(2))[1]!.answer({ kind: 'no' });
    expect(await denied.ended).toMatchObject({ printed: 'no\n' });
    expect(askpass.wasCancelled()).toBe(false);
  });

  test('is cut when it is longer than 8 kB', async () => {
    const { ended } = sshAsks(`${'x'.repeat(100_000)} ada@web's password: `);
    const [asked] = await person.questions(1);
    expect(asked!.question).toMatchObject({ kind: 'server', target: 'ada@web' });
    asked!.answer(secret(''));
    expect(await ended).toMatchObject({ code: 0, printed: '\n' });
  });

  test('is one of at most 8; the ninth is answered "no" without being asked', async () => {
    for (const slot of SLOTS) sshAsks(`(ada@web) question ${slot}`);
    await person.questions(8);
    expect(await sshAsks('(ada@web) one more').ended).toMatchObject({ code: 1, printed: '' });
    expect(person.asked).toHaveLength(8);
  });
});

describe('a "no"', () => {
  test('ends the script without an answer, and everything else that is asked', async () => {
    const other = sshAsks('(ada@web) Code: ');
    await person.questions(1);
    const { ended } = sshAsks("ada@web's password: ");
    (await person.questions(2))[1]!.answer({ kind: 'no' });
    expect(await ended).toMatchObject({ code: 1, printed: '' });
    expect(await other.ended).toMatchObject({ code: 1, printed: '' });
    expect(person.asked[0]!.signal.aborted).toBe(true);
    expect(askpass.wasCancelled()).toBe(true);
    expect(askpass.cancelled.reason).toBeInstanceOf(Cancelled);
  });

  test('is the answer to all that ssh asks afterwards', async () => {
    sshAsks("ada@web's password: ");
    (await person.questions(1))[0]!.answer({ kind: 'no' });
    expect(await sshAsks('(ada@web) Code: ').ended).toMatchObject({ code: 1, printed: '' });
    expect(person.asked).toHaveLength(1);
  });

  test('is what ssh gets when nobody can be asked, with the reason for whoever started it', async () => {
    const { ended } = sshAsks("ada@web's password: ");
    const broken = new Error('no windows');
    (await person.questions(1))[0]!.fail(broken);
    expect(await ended).toMatchObject({ code: 1, printed: '' });
    expect(askpass.cancelled.reason).toBe(broken);
  });
});

describe('a question is taken back', () => {
  test('when its script is ended, as ssh does once a key was touched', async () => {
    const { child, ended } = sshAsks('Confirm user presence for key', 'none');
    const [asked] = await person.questions(1);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
    await vi.waitFor(() => expect(asked!.signal.aborted).toBe(true));
    expect(askpass.wasCancelled()).toBe(false);
  });

  test('and what is answered too late reaches nobody', async () => {
    const { child, ended } = sshAsks("ada@jump's password: ");
    const first = await person.question(1);
    // A page that answers whatever happens.
    const late = vi.fn(() => first.answer(secret('for the jump host')));
    first.signal.addEventListener('abort', late);
    child.kill('SIGKILL');
    await ended;
    await vi.waitFor(() => expect(late).toHaveBeenCalled());
    const next = sshAsks("ada@web's password: ");
    (await person.question(2)).answer(secret('for the web'));
    expect(await next.ended).toMatchObject({ code: 0, printed: 'for the web\n' });
  });

  test('when ssh is killed, and its script ends', async () => {
    const ssh = start('sh', ['-c', '"$SSH_ASKPASS" "$0"; exit $?', "ada@web's password: "], askpass.env);
    const [asked] = await person.questions(1);
    ssh.child.kill('SIGKILL');
    await vi.waitFor(() => expect(asked!.signal.aborted).toBe(true));
    // Its output is closed only when the script is gone too.
    expect(await ssh.ended).toMatchObject({ signal: 'SIGKILL', printed: '' });
    expect(askpass.wasCancelled()).toBe(false);
  });

  test('when all is disposed, and its script ends', async () => {
    const { ended } = sshAsks("ada@web's password: ");
    const [asked] = await person.questions(1);
    await askpass.dispose();
    expect(asked!.signal.aborted).toBe(true);
    expect(await ended).toMatchObject({ code: 1, printed: '' });
    expect(askpass.wasCancelled()).toBe(false);
  });

  test('when the signal of the login fires', async () => {
    const login = new AbortController();
    const other = await startAskpass({ folder, ask: person, target: 'ada@db', signal: login.signal });
    const { ended } = start(other.env.SSH_ASKPASS!, ["ada@db's password: "], other.env);
    await person.questions(1);
    login.abort();
    expect(await ended).toMatchObject({ code: 1, printed: '' });
    await other.dispose();
    await expect(
      startAskpass({ folder, ask: person, target: 'x', signal: login.signal }),
    ).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('the files', () => {
  test('may be removed by somebody else, and only then nothing is answered', async () => {
    const { ended } = sshAsks("ada@web's password: ");
    const asked = await person.question(1);
    await rm(dirname(askpass.env.SSH_ASKPASS!), { recursive: true });
    asked.answer(secret('still'));
    expect(await ended).toMatchObject({ code: 0, printed: 'still\n' });
    await vi.waitFor(() => expect(asked.signal.aborted).toBe(true));
  });

  test('are for nobody else, and hold neither question nor answer', async () => {
    const { ended } = sshAsks("ada@web's password: ");
    const [asked] = await person.questions(1);
    const names = await readdir(folder, { recursive: true });
    for (const name of names) {
      const file = await stat(join(folder, name));
      expect([name, file.mode & 0o077]).toEqual([name, 0]);
      if (file.isFile()) expect(await readFile(join(folder, name), 'utf8')).not.toContain('password');
    }
    asked!.answer(secret('x'));
    await ended;
  });
});

describe.each([['/bin/sh'], ['dash'], ['busybox'], ['bash']])('under %s', (shell) => {
  const shellArgs = shell === 'busybox' ? ['sh'] : [];

  test('a script ends when the app is killed, and does not wait for one that was', async () => {
    const slots = await mkdtemp(join(tmpdir(), 'askpass-'));
    await installHelper(slots);
    const engine = start(process.execPath, ['-e', standInEngine, ...SLOTS], { FOLDER: slots });
    await once(engine.child.stdout, 'data');
    const script = [...shellArgs, join(slots, 'askpass'), "ada@web's password: "];
    const waiting = start(shell, script, {});
    await vi.waitFor(() => expect(existsSync(join(slots, '1/taken'))).toBe(true), 5000);
    engine.child.kill('SIGKILL');
    expect(await waiting.ended).toMatchObject({ printed: '' });
    const late = await start(shell, script, {}).ended;
    expect(late.printed).toBe('');
    expect(late.code).not.toBe(0);
    await rm(slots, { recursive: true });
  });

  test('an answer arrives to the letter', async () => {
    const { ended } = start(
      shell,
      [...shellArgs, askpass.env.SSH_ASKPASS!, "ada@web's password: "],
      askpass.env,
    );
    (await person.questions(1))[0]!.answer(secret(' \\a %s -n '));
    expect(await ended).toMatchObject({ code: 0, printed: ' \\a %s -n \n' });
  });
});

/** Holds the slots open as the engine does, and does nothing else. */
const standInEngine = `
const { openSync, constants: { O_RDWR, O_RDONLY, O_NONBLOCK } } = require('node:fs');
for (const slot of process.argv.slice(1)) {
  openSync(process.env.FOLDER + '/' + slot + '/answer', O_RDWR | O_NONBLOCK);
  openSync(process.env.FOLDER + '/' + slot + '/question', O_RDONLY | O_NONBLOCK);
}
console.log('ready');
setInterval(() => {}, 1000);`;

test('the script names no secret and nothing of the environment but the hint', () =>
  expect(helperScript('/x').match(/\$\{\w+/g)).toEqual(['${SSH_ASKPASS_PROMPT']));
