// A host behind a login that asks: a person is waited for, is asked once, and is not nagged.

import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { Unreachable } from '../../../electron/libvirt/errors.ts';
import { openTransport } from '../../../electron/libvirt/transport/open.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import type { Log } from '../../../electron/log.ts';
import { Host } from '../../../electron/services/host.ts';
import { Prompts } from '../../../electron/services/prompts.ts';
import type { Way } from '../../../electron/services/way.ts';
import type { CallContext } from '../../../shared/ipc.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import type { Prompt, PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { profile } from './engine.ts';

const context: CallContext = { clientId: 'page', signal: new AbortController().signal };
const connection = 'c1' as ConnectionId;
const password: Question = { kind: 'password', target: 'ann@far' };

let fake: FakeHost;
let logins: { readonly dispose: ReturnType<typeof vi.fn>; readonly leave: AbortController }[];
let asks: boolean;
let refuses: Error | undefined;
let shown: readonly Prompt[];
let prompts: Prompts;
let host: Host;
let hub: ModelHub;

/** A login that asks for a password and then leads to the fake host. */
const makeLogin: Way['makeLogin'] = (_uri, ask) => {
  const leave = new AbortController();
  const dispose = vi.fn(async () => undefined);
  logins.push({ dispose, leave });
  const nowhere = () => Promise.reject<Duplex>(new Error('not in this test'));
  const program = () => ({ file: 'ssh', args: [], env: {} });
  return {
    async openTransport(_far, request) {
      request.steps?.begun('login');
      if (asks) {
        const signal = AbortSignal.any([request.signal ?? context.signal, leave.signal]);
        const answer = await ask.ask(password, { signal, wrong: false });
        if (answer.kind !== 'secret') throw new Unreachable('auth', 'no', { code: 'PERMISSION_DENIED' });
      }
      if (refuses !== undefined) throw refuses;
      return await openTransport(parseUri(fake.uri), request);
    },
    openTcp: nowhere,
    openUnix: nowhere,
    shells: { terminal: program, sharedProgram: async () => undefined, jump: program },
    dispose,
  };
};

beforeEach(async () => {
  fake = await FakeHost.start();
  logins = [];
  asks = true;
  refuses = undefined;
  shown = [];
  hub = new ModelHub();
  const say = () => undefined;
  const log: Log = { path: '', info: say, warn: say, error: say };
  prompts = new Prompts({
    pushes: { changed: (now) => (shown = now) },
    secrets: {
      canRemember: async () => false,
      find: async () => undefined,
      keep: async () => undefined,
      forget: async () => undefined,
    },
    log,
    programs: { connections: [], allowProgram: async () => undefined },
  });
  host = new Host(
    { id: connection, profile: profile('qemu+ssh://ann@far/system', { name: 'Far' }), position: 0 },
    {
      hub,
      log,
      userIsRoot: false,
      statisticsIntervalMs: () => 2000,
      backgroundStatistics: () => false,
      domainHistories: new DomainHistories(),
      onTick: () => undefined,
      findWay: () => ({ name: 'ssh', shells: true, takes: () => true, makeLogin }),
      askerFor: (subject) => prompts.forLogin(subject),
    },
  );
});
afterEach(async () => {
  await host.dispose();
  hub.dispose();
  await fake.stop();
});

function now(): HostSummary {
  const [summary] = hub.snapshot().hosts;
  if (summary === undefined) throw new Error('there is no host');
  return summary;
}

async function answer(given: PromptAnswer): Promise<void> {
  await vi.waitFor(() => expect(shown).toHaveLength(1));
  await prompts.handlers.answer({ prompt: shown[0]!.id, answer: given }, context);
}

async function logIn(): Promise<void> {
  await answer({ kind: 'secret', secret: 's3cret', remember: false });
  await vi.waitFor(() => expect(now().state).toBe('connected'));
}

/** Opens the host, and cuts it off. */
async function lose(): Promise<void> {
  host.connect();
  await logIn();
  fake.libvirtd.peer.socket.destroy();
  await vi.waitFor(() => expect(now().state).toBe('lost'));
}

test('a person is asked with the name of the host, which waits and then opens', async () => {
  host.connect();
  await vi.waitFor(() => expect(shown).toMatchObject([{ connection, hostName: 'Far', question: password }]));
  expect(now()).toMatchObject({ state: 'connecting', step: 'login', transport: 'ssh', hasShell: false });
  await logIn();
  expect(now()).toMatchObject({ state: 'connected', hasShell: true });
  expect(now().step).toBeUndefined();
  expect(host.login).toBeDefined();
});

test('the login ends with the connection, however that ends', async () => {
  await lose();
  expect(host.login).toBeUndefined();
  await vi.waitFor(() => expect(logins[0]!.dispose).toHaveBeenCalled());
  await vi.waitFor(() => expect(shown).toHaveLength(1), 3000);
  await host.disconnect();
  expect(shown).toEqual([]);
  expect(logins[1]!.dispose).toHaveBeenCalled();
});

test('a question that is closed fails the host, and it can be asked again', async () => {
  host.connect();
  await answer({ kind: 'no' });
  await vi.waitFor(() => expect(now().state).toBe('failed'));
  expect(now().problem?.cures[0]).toBe('ask-again');
  expect(logins[0]!.dispose).toHaveBeenCalled();
  host.connect();
  await logIn();
});

describe('a lost host', () => {
  test('asks once, keeps what was known while it waits, and gives up when the question is closed', async () => {
    fake.define('web1');
    await lose();
    await vi.waitFor(() => expect(shown).toHaveLength(1), 3000);
    expect(now()).toMatchObject({ state: 'lost' });
    expect(now().problem?.retryAtMs).toBeUndefined();
    expect(hub.snapshot().domains).toHaveLength(1);
    await answer({ kind: 'no' });
    await vi.waitFor(() => expect(now().state).toBe('failed'));
    expect(now().problem?.retryAtMs).toBeUndefined();
  });

  test('whose question nobody answered does not ask again by itself, but when the computer wakes', async () => {
    await lose();
    await vi.waitFor(() => expect(shown).toHaveLength(1), 3000);
    // The far side has no patience and ends the login.
    logins[1]!.leave.abort();
    await vi.waitFor(() => expect(now().problem?.cures[0]).toBe('ask-again'));
    expect(now().state).toBe('lost');
    expect([now().problem?.retryAtMs, shown]).toEqual([undefined, []]);
    host.wake();
    await logIn();
  });

  test('that needs nobody comes back by itself', async () => {
    await lose();
    asks = false;
    await vi.waitFor(() => expect(now().state).toBe('connected'), 3000);
    expect(logins).toHaveLength(2);
  });

  test('whose key has changed is not tried again, and says what to do', async () => {
    await lose();
    asks = false;
    refuses = Object.assign(new Unreachable('connect', 'the key changed', { code: 'HOST_KEY_CHANGED' }), {
      commands: ['ssh-keygen -R far'],
    });
    await vi.waitFor(() => expect(now().state).toBe('failed'), 3000);
    expect(now().problem).toMatchObject({ cures: ['verify-host-key'], commands: ['ssh-keygen -R far'] });
  });
});

test('a wake-up does not take a question away from who is typing', async () => {
  await lose();
  await vi.waitFor(() => expect(shown).toHaveLength(1), 3000);
  const [asked] = shown;
  vi.useFakeTimers({ now: Date.now() + 10_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  host.wake();
  expect(shown).toEqual([asked]);
  await logIn();
});

test('a user who may not use libvirt there gets the command that changes it', async () => {
  asks = false;
  refuses = new Unreachable('connect', 'permission denied', { code: 'NOT_IN_GROUP' });
  host.connect();
  await vi.waitFor(() => expect(now().state).toBe('failed'));
  expect(now().problem).toMatchObject({
    cures: ['join-libvirt-group-there'],
    commands: ['sudo usermod -aG libvirt ann'],
  });
});
