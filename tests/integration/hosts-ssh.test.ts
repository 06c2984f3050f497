// A real host behind a real sshd: its questions are answered as a person would, and nothing of the login is left behind.
import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PromptAnswer } from '../../shared/model/prompt.ts';
import { type Host, startHost } from '../lab/host.ts';
import { LAB_PASSWORD } from '../lab/host-files.ts';
import { waitFor } from '../lab/process.ts';
import { profile, startEngine, type TestEngine } from './inventory-engine.ts';

let far: Host;
let engine: TestEngine;

beforeEach(async () => {
  far = await startHost({ place: 'remote', sshd: true });
  await far.defineGuest({ name: 'web1', screen: 'none' });
  engine = await startEngine();
});
afterEach(async () => {
  await engine?.dispose();
  await far?.dispose();
});

const uri = () => `qemu+ssh://root@${far.address}/system?known_hosts=/dev/null`;

// This sshd asks through PAM: in its own words, which only a person can judge.

/** Answers what is asked next, which must be of this kind. */
async function answer(kind: string, given: PromptAnswer): Promise<void> {
  const prompt = await waitFor(`the question ${kind}`, () =>
    engine.prompts.at(-1)?.find(({ question }) => question.kind === kind),
  );
  await engine.handlers.prompts.answer({ prompt: prompt.id, answer: given }, engine.context);
}

async function logIn(): Promise<void> {
  await answer('host-key', { kind: 'yes' });
  await answer('server', { kind: 'secret', secret: LAB_PASSWORD, remember: false });
}

/** Processes of ssh that lead to the host. */
async function sshProcesses(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.startsWith('ssh\0') && line.includes(far.address)).length;
}

test('a password is asked for once, opens the host, and the login ends with it', async () => {
  const { handlers, context } = engine;
  const connection = await handlers.connections.add({ profile: profile(uri()) }, context);
  await logIn();
  await waitFor('the host to open', async () => {
    const { state, problem } = await engine.host(connection);
    if (state === 'failed') throw new Error(JSON.stringify(problem));
    return state === 'connected';
  });
  expect(await engine.host(connection)).toMatchObject({ transport: 'ssh', hasShell: true });
  await engine.domain('web1');
  expect(await sshProcesses()).toBeGreaterThan(0);
  await handlers.connections.disconnect({ connection }, context);
  await waitFor('the end of ssh', async () => (await sshProcesses()) === 0);
});

test('a password that is wrong is asked for again, as such; to close that question gives the host up', async () => {
  const { handlers, context } = engine;
  const connection = await handlers.connections.add({ profile: profile(uri()) }, context);
  await answer('host-key', { kind: 'yes' });
  await answer('server', { kind: 'secret', secret: 'wrong', remember: false });
  await waitFor('the question to come again', () => engine.prompts.at(-1)?.some(({ wrong }) => wrong));
  await answer('server', { kind: 'no' });
  const failed = await waitFor('the attempt to fail', async () => {
    const now = await engine.host(connection);
    return now.state === 'failed' && now;
  });
  expect(failed.problem).toMatchObject({ failure: { kind: 'unreachable', stage: 'auth' } });
  expect(failed.problem?.cures[0]).toBe('ask-again');
  await waitFor('the end of ssh', async () => (await sshProcesses()) === 0);
});
