// A program of this computer as the way to a real libvirtd.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asker } from '../../electron/libvirt/ask.ts';
import { openHostLink } from '../../electron/libvirt/host-link.ts';
import { connectGetHostname } from '../../electron/libvirt/protocol/connect.gen.ts';
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { TestNotice } from '../../shared/model/connect.ts';
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { wirePair } from '../unit/console/support.ts';
import { profile, startEngine } from './inventory-engine.ts';

let host: Host;
let folder = '';

beforeAll(async () => {
  host = await startHost();
  folder = await mkdtemp(join(tmpdir(), 'ext-'));
});
afterAll(async () => {
  await host.dispose();
  await rm(folder, { recursive: true });
});

/** The path of a program with these lines. */
async function program(name: string, lines: string, mode = 0o755): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines, { mode });
  return path;
}

/** Leaves the arguments that it got beside itself. */
const way = () =>
  program(
    'way',
    `#!/bin/sh\nprintf '%s\\n' "$#" > ${folder}/arguments\nexec socat STDIO UNIX-CONNECT:${host.socketPath}\n`,
  );

const uriOf = (path: string) => `qemu+ext:///system?command=${encodeURIComponent(path)}`;

function answering(answer: PromptAnswer): { ask: Asker; questions: Question[] } {
  const questions: Question[] = [];
  const ask: Asker = {
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
  };
  return { ask, questions };
}

/** Processes that lead to the host. */
async function processes(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(`UNIX-CONNECT:${host.socketPath}`)).length;
}

test('a program that was allowed leads to the host, gets no arguments, and ends with the connection', async () => {
  const path = await way();
  const { ask, questions } = answering({ kind: 'yes' });
  const link = await openHostLink(uriOf(path), { ask });
  expect((await link.call(connectGetHostname, {})).hostname).toBe(host.name);
  expect(questions).toEqual([{ kind: 'program', path, words: [] }]);
  expect(await readFile(join(folder, 'arguments'), 'utf8')).toBe('0\n');
  expect(await processes()).toBe(1);
  await link.close();
  await waitFor('the program to end', async () => (await processes()) === 0);
});

test('a program that was not allowed never runs', async () => {
  const path = await program('marked', `#!/bin/sh\ntouch ${folder}/it-ran\n`);
  const { ask } = answering({ kind: 'no' });
  await expect(openHostLink(uriOf(path), { ask })).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(openHostLink(uriOf(path))).rejects.toMatchObject({ name: 'Unsupported' });
  expect(await readdir(folder)).not.toContain('it-ran');
});

test('a program that is missing, or no program, is said to be so and nobody is asked', async () => {
  const { ask, questions } = answering({ kind: 'yes' });
  const text = await program('text', 'no program', 0o644);
  for (const path of [join(folder, 'nowhere'), text]) {
    await expect(openHostLink(uriOf(path), { ask })).rejects.toMatchObject({
      stage: 'connect',
      code: 'PROGRAM_MISSING',
      message: expect.stringContaining(path),
    });
  }
  expect(questions).toEqual([]);
});

test('what a program says when it fails is told', async () => {
  const path = await program('grumbler', '#!/bin/sh\necho "the tunnel is closed today" >&2\nexit 3\n');
  const { ask } = answering({ kind: 'yes' });
  await expect(openHostLink(uriOf(path), { ask })).rejects.toMatchObject({
    stage: 'connect',
    code: 'PROGRAM_ENDED',
    message: expect.stringContaining('the tunnel is closed today'),
  });
});

test('a person is asked once: for the test, the host that is added after it, and all its connections', async () => {
  const path = await way();
  await using engine = await startEngine();
  const { handlers, context } = engine;
  const [pageWire, engineWire] = wirePair();
  const page = createByteChannel<never, TestNotice>(pageWire);
  const notices: TestNotice[] = [];
  page.onNotice((notice) => notices.push(notice));
  const asked = async () =>
    waitFor('the question', () => engine.prompts.at(-1)?.find(({ question }) => question.kind === 'program'));
  const tested = handlers.connections.test(
    { uri: uriOf(path), readOnly: false },
    createByteChannel<TestNotice, never>(engineWire),
    context,
  );
  const prompt = await asked();
  await handlers.prompts.answer({ prompt: prompt!.id, answer: { kind: 'yes' } }, context);
  await tested;
  await waitFor('the test to end well', () => notices.some(({ type }) => type === 'opened'));
  const questions = engine.prompts.length;
  const connection = await handlers.connections.add({ profile: profile(uriOf(path)) }, context);
  await waitFor('the host to open', async () => (await engine.host(connection)).state === 'connected');
  await handlers.connections.disconnect({ connection }, context);
  await handlers.connections.connect({ connection }, context);
  await waitFor('the host to open again', async () => (await engine.host(connection)).state === 'connected');
  expect(engine.prompts).toHaveLength(questions);
});
