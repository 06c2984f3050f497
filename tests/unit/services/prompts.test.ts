// Who is asked, who is answered from the keychain, and what is kept.
import { beforeEach, describe, expect, test } from 'vitest';
import { Prompts } from '../../../electron/services/prompts.ts';
import type { SecretStore } from '../../../electron/store/secret-store.ts';
import type { CallContext } from '../../../shared/ipc.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import type { Prompt, PromptAnswer, Question } from '../../../shared/model/prompt.ts';

const connection = 'c1' as ConnectionId;
const context: CallContext = { clientId: 'page', signal: new AbortController().signal };
const password: Question = { kind: 'password', target: 'ann@far' };
const never = new AbortController().signal;
const first = { signal: never, wrong: false };
const typed = (secret: string, remember = false): PromptAnswer => ({ kind: 'secret', secret, remember });

let kept: Map<string, string>;
let pushed: (readonly Prompt[])[];
let programs: { id: ConnectionId; allowedPrograms: string[][] }[];
let prompts: Prompts;

beforeEach(() => {
  kept = new Map();
  pushed = [];
  programs = [{ id: connection, allowedPrograms: [] }];
  const secrets: SecretStore = {
    canRemember: async () => true,
    find: async (name) => kept.get(name),
    keep: async (name, secret) => void kept.set(name, secret),
    async forget(prefix) {
      for (const name of [...kept.keys()]) if (name.startsWith(prefix)) kept.delete(name);
    },
  };
  prompts = new Prompts({
    pushes: { changed: (now) => pushed.push(now) },
    secrets,
    log: { warn: () => undefined },
    programs: {
      get connections() {
        return programs;
      },
      async allowProgram(id, program) {
        programs = programs.map((one) =>
          one.id === id ? { ...one, allowedPrograms: [...one.allowedPrograms, [...program]] } : one,
        );
      },
    },
  });
});

const shown = (): readonly Prompt[] => pushed.at(-1) ?? [];

/** Lets everything run that does not wait for a person. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function answer(given: PromptAnswer): Promise<void> {
  await settle();
  const [prompt] = shown();
  if (prompt === undefined) throw new Error('nothing is asked');
  await prompts.handlers.answer({ prompt: prompt.id, answer: given }, context);
}

/** A login in which the person types `secret` and wants it kept. */
async function keep(question: Question, given: PromptAnswer): Promise<void> {
  const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
  const asked = login.ask(question, first);
  await answer(given);
  await asked;
  await login.settled('accepted');
}

describe('a question', () => {
  test('is shown to every page with the host that it is about, and gone once it is answered', async () => {
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const asked = login.ask(password, first);
    await settle();
    expect(shown()).toMatchObject([
      { connection, hostName: 'far', question: password, wrong: false, canRemember: true },
    ]);
    expect(login.waiting).toBe(true);
    await answer(typed('s3cret'));
    expect(await asked).toEqual(typed('s3cret'));
    expect([shown(), login.waiting]).toEqual([[], false]);
  });

  test('gets the answer that was meant for it when two are asked at once', async () => {
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const one = login.ask({ kind: 'password', target: 'ann@jump' }, first);
    const other = login.ask(password, first);
    await settle();
    const [forOne, forOther] = shown();
    const { answer: give } = prompts.handlers;
    await give({ prompt: forOther!.id, answer: typed('far') }, context);
    await give({ prompt: forOne!.id, answer: typed('jump') }, context);
    expect(await Promise.all([one, other])).toEqual([typed('jump'), typed('far')]);
  });

  test('vanishes with the login that asked it, and was not answered', async () => {
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const gone = new AbortController();
    const asked = login.ask(password, { signal: gone.signal, wrong: false });
    await settle();
    const [prompt] = shown();
    gone.abort();
    await expect(asked).rejects.toMatchObject({ name: 'Cancelled' });
    expect(shown()).toEqual([]);
    expect(login).toMatchObject({ unanswered: true, dismissed: false });
    await prompts.handlers.answer({ prompt: prompt!.id, answer: typed('late') }, context);
  });

  test.each<readonly [Question, PromptAnswer]>([
    [password, { kind: 'yes' }],
    [{ kind: 'confirm', text: 'go on?' }, typed('yes')],
    [{ kind: 'touch', text: 'touch it' }, { kind: 'yes' }],
    [{ kind: 'sasl', target: 'far', mechanism: 'PLAIN', weak: true }, typed('x')],
  ])('%o is not answered by %o', async (question, given) => {
    const asked = prompts
      .forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' })
      .ask(question, first);
    await expect(answer(given)).rejects.toMatchObject({ failure: { kind: 'invalid', field: 'answer' } });
    expect(shown()).toHaveLength(1);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
  });

  test('that is closed says so', async () => {
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const asked = login.ask(password, first);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
    expect(login).toMatchObject({ asked: true, dismissed: true });
  });

  test('of a host that is only tried out cannot be remembered', async () => {
    const asked = prompts
      .forLogin({ hostName: 'qemu+ssh://far/system', uri: 'qemu+ssh://far/system' })
      .ask(password, first);
    await settle();
    expect(shown()).toMatchObject([{ canRemember: false }]);
    await answer(typed('x', true));
    await asked;
    expect(kept.size).toBe(0);
  });
});

describe('a secret', () => {
  test('is kept once it was right, and answers the same question of the next login by itself', async () => {
    await keep(password, typed('s3cret', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    expect(await login.ask(password, first)).toEqual(typed('s3cret'));
    expect(login.asked).toBe(false);
  });

  test.each(['refused', 'unreached'] as const)('of a login that was %s is not kept', async (end) => {
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const asked = login.ask(password, first);
    await answer(typed('wrong', true));
    await asked;
    await login.settled(end);
    expect(kept.size).toBe(0);
  });

  test('is not kept when the person does not want it', async () => {
    await keep(password, typed('s3cret'));
    expect(kept.size).toBe(0);
  });

  test.each<readonly [string, Question]>([
    ['another account', { kind: 'password', target: 'root@far' }],
    ['another host', { kind: 'password', target: 'ann@near' }],
    ['the passphrase of a key', { kind: 'passphrase', keyPath: 'ann@far' }],
    ['the same words from a server', { kind: 'server', target: 'ann@far', text: 'ann@far', echo: false }],
    ['libvirt itself', { kind: 'sasl', target: 'ann@far', mechanism: 'PLAIN', weak: true }],
    [
      'a key that is unknown',
      { kind: 'host-key', target: 'ann@far', keyType: 'ED25519', fingerprint: 'SHA256:x' },
    ],
    ['a yes or no', { kind: 'confirm', text: 'ann@far' }],
  ])('that is stored is not given to %s', async (_what, question) => {
    await keep(password, typed('s3cret', true));
    const asked = prompts
      .forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' })
      .ask(question, first);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
  });

  test('is not given to another connection', async () => {
    await keep(password, typed('s3cret', true));
    const other = prompts.forLogin({
      connection: 'c2' as ConnectionId,
      hostName: 'far',
      uri: 'qemu+ssh://far/system',
    });
    const asked = other.ask(password, first);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
  });

  test('for the words of a server answers just those words of just that server', async () => {
    const words = { kind: 'server', target: 'ann@far', text: 'Password: ', echo: false } as const;
    await keep(words, typed('s3cret', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    expect(await login.ask(words, first)).toEqual(typed('s3cret'));
    const asked = login.ask({ ...words, text: 'Password again: ' }, first);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
  });

  test('answers once in a login: who asks again asks the person', async () => {
    await keep(password, typed('s3cret', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    await login.ask(password, first);
    const again = login.ask(password, first);
    await answer(typed('other'));
    expect(await again).toEqual(typed('other'));
  });

  test('that was wrong is forgotten, and the person is asked', async () => {
    await keep(password, typed('old', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    const asked = login.ask(password, { signal: never, wrong: true });
    await settle();
    expect(shown()).toMatchObject([{ wrong: true }]);
    await answer(typed('new', true));
    await asked;
    expect(kept.size).toBe(0);
    await login.settled('accepted');
    expect([...kept.values()]).toEqual(['new']);
  });

  test('with which a login was refused is not sent a second time', async () => {
    await keep(password, typed('old', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    await login.ask(password, first);
    await login.settled('refused');
    expect(kept.size).toBe(0);
  });

  test('stays when the host was only out of reach', async () => {
    await keep(password, typed('s3cret', true));
    const login = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    await login.ask(password, first);
    await login.settled('unreached');
    expect([...kept.values()]).toEqual(['s3cret']);
  });
});

describe("libvirt's own name and password", () => {
  const sasl = { kind: 'sasl', target: 'far', mechanism: 'SCRAM-SHA-256', weak: false } as const;
  const login: PromptAnswer = { kind: 'login', user: 'ann', secret: 's3cret', remember: true };

  test('are kept together', async () => {
    await keep(sasl, login);
    const next = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    expect(await next.ask(sasl, first)).toEqual({ ...login, remember: false });
  });

  test('are not given for another user, nor to a mechanism that protects them less', async () => {
    await keep(sasl, login);
    const next = prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' });
    for (const other of [
      { ...sasl, user: 'bob' },
      { ...sasl, mechanism: 'PLAIN', weak: true },
    ]) {
      const asked = next.ask(other, first);
      await answer({ kind: 'no' });
      expect(await asked).toEqual({ kind: 'no' });
    }
  });

  test('are given again by themselves to the other connections of the same login, once it was accepted', async () => {
    const next = prompts.forLogin({ hostName: 'far', uri: 'qemu+ssh://far/system' });
    const asked = next.ask(sasl, first);
    await answer(login);
    await asked;
    await next.settled('accepted');
    expect(await next.ask(sasl, first)).toEqual(login);
  });
});

describe('a program that a URI names', () => {
  const program: Question = { kind: 'program', path: '/usr/bin/tunnel', words: ['-x'] };
  const ask = (question: Question) =>
    prompts.forLogin({ connection, hostName: 'far', uri: 'qemu+ssh://far/system' }).ask(question, first);

  test('is asked about once, with its path', async () => {
    const asked = ask(program);
    await settle();
    expect(shown()).toMatchObject([{ question: program, canRemember: false }]);
    await answer({ kind: 'yes' });
    expect(await asked).toEqual({ kind: 'yes' });
    expect(await ask(program)).toEqual({ kind: 'yes' });
  });

  test('that was allowed for a test is allowed for the host that is added with the same URI, and no other', async () => {
    const uri = 'qemu+ext:///system?command=/usr/bin/tunnel';
    const tested = prompts.forLogin({ hostName: uri, uri }).ask(program, first);
    await answer({ kind: 'yes' });
    await tested;
    expect(await prompts.forLogin({ connection, hostName: 'far', uri }).ask(program, first)).toEqual({
      kind: 'yes',
    });
    expect(await ask(program)).toEqual({ kind: 'yes' });
    const other = { connection: 'c2' as ConnectionId, hostName: 'other', uri: `${uri}2` };
    const asked = prompts.forLogin(other).ask(program, first);
    await answer({ kind: 'no' });
    expect(await asked).toEqual({ kind: 'no' });
  });

  test.each<readonly [string, Question]>([
    ['with other words', { kind: 'program', path: '/usr/bin/tunnel', words: ['-x', '-y'] }],
    ['elsewhere', { kind: 'program', path: '/tmp/tunnel', words: ['-x'] }],
  ])('%s is asked about again', async (_what, other) => {
    const asked = ask(program);
    await answer({ kind: 'yes' });
    await asked;
    const again = ask(other);
    await answer({ kind: 'no' });
    expect(await again).toEqual({ kind: 'no' });
  });

  test('that was refused is asked about again', async () => {
    const asked = ask(program);
    await answer({ kind: 'no' });
    await asked;
    const again = ask(program);
    await answer({ kind: 'yes' });
    expect(await again).toEqual({ kind: 'yes' });
  });
});
