// Hosts over ssh through bad days: their daemons and ours are killed, the cable is cut, and one of twenty never answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostState } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { Host } from '../lab/host.ts';
import { runOrThrow, waitFor } from '../lab/process.ts';
import { profile, startEngine, type TestEngine } from './inventory-engine.ts';
import { SshWay } from './ssh-way.ts';

/** A host is noticed to be lost within this. */
const LOST_MS = 15_000;
let way: SshWay;
let far: Host;
let engine: TestEngine;

beforeAll(async () => {
  way = await SshWay.make();
  far = await way.remote({ name: 'far' });
  await far.defineGuest({ name: 'web1', screen: 'none' });
});
afterAll(async () => {
  await far.dispose();
  await way.dispose();
});
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.dispose());

const uriOf = (host: Host) => way.uriOf(host, { query: '&no_verify=1' });

async function becomes(connection: ConnectionId, state: HostState, timeoutMs: number): Promise<void> {
  await waitFor(
    `the host to be ${state}`,
    async () => (await engine.host(connection)).state === state,
    timeoutMs,
  );
}

/** Processes of this side whose command line has the word. */
async function processesWith(word: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map(async (pid) => ({ pid, line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') })),
  );
  return lines
    .filter(({ line }) => line.startsWith('ssh\0') && line.includes(word))
    .map(({ pid }) => Number(pid));
}

describe('a host that was open', () => {
  const ends: Readonly<Record<string, () => Promise<void>>> = {
    'its session of sshd is killed': async () => {
      await far.exec('sh', ['-c', "kill -9 $(ps -eo pid=,args= | awk '/sshd: root/ && !/awk/ {print $1}')"]);
    },
    'its libvirtd is killed and started again': async () => {
      await far.stopDaemon('libvirtd', 'SIGKILL');
      await far.startDaemon('libvirtd');
    },
    'the ssh on this side is killed': async () => {
      for (const pid of await processesWith(far.address)) process.kill(pid, 'SIGKILL');
    },
  };

  test.each(Object.entries(ends))(
    'comes back by itself when %s, and keeps its machines meanwhile',
    async (_what, end) => {
      const connection = await engine.open(uriOf(far));
      await engine.domain('web1');
      const before = engine.batches.length;
      const changes = () => engine.batches.slice(before).flatMap((batch) => batch.changes);
      await end();
      await waitFor('the loss to be told', () =>
        changes().some((one) => one.noun === 'host' && one.op === 'put' && one.value.state === 'lost'),
      );
      await becomes(connection, 'connected', 40_000);
      const gone = engine.batches.slice(before).flatMap(({ changes }) => changes);
      expect(gone.filter(({ noun, op }) => noun === 'domain' && op === 'drop')).toEqual([]);
      expect(engine.prompts).toEqual([]);
    },
  );

  test('is lost while its cable is cut for 20 s, and back afterwards', async () => {
    const connection = await engine.open(uriOf(far));
    await far.cutLink();
    try {
      await becomes(connection, 'lost', LOST_MS);
      expect((await engine.host(connection)).problem).toMatchObject({ failure: { kind: 'unreachable' } });
      expect(await engine.domain('web1')).toMatchObject({ state: 'off' });
      await sleep(20_000 - LOST_MS);
    } finally {
      await far.restoreLink();
    }
    await becomes(connection, 'connected', 60_000);
  });
});

// Once in a dozen runs on a busy machine a libvirtd reset one of the twenty while it opened; seen, not explained.
test('twenty hosts open at once while one more never answers and another waits for a password', {
  retry: 1,
}, async () => {
  const others = await Promise.all(['b', 'c', 'd', 'e'].map((name) => way.remote({ name })));
  const silent = await way.remote({ name: 'silent' });
  await silent.cutLink();
  try {
    const { handlers, context } = engine;
    const add = (uri: string) => handlers.connections.add({ profile: profile(uri) }, context);
    const never = await add(uriOf(silent));
    const asks = await add(
      `qemu+ssh://desk@${far.address}/system?no_verify=1&keyfile=/nowhere&known_hosts=/dev/null`,
    );
    // By another account, or to another driver, it is another host to us, with a login of its own.
    const all = [far, ...others].flatMap((host) =>
      ['root', 'desk'].flatMap((user) =>
        ['', '&name=test:///default'].map((name) => way.uriOf(host, { user, query: `&no_verify=1${name}` })),
      ),
    );
    expect(all).toHaveLength(20);
    const opened = await Promise.all(all.map(add));
    await waitFor(
      'all others to open',
      async () => {
        const { hosts } = await engine.snapshot();
        const failed = hosts.find(({ id, state }) => opened.includes(id) && state === 'failed');
        if (failed !== undefined) throw new Error(JSON.stringify(failed.problem));
        return (
          hosts.filter(({ id, state }) => opened.includes(id) && state === 'connected').length ===
          opened.length
        );
      },
      60_000,
    );
    expect((await engine.host(asks)).state).toBe('connecting');
    expect(engine.prompts.at(-1)).toMatchObject([{ connection: asks }]);
    expect(['connecting', 'failed']).toContain((await engine.host(never)).state);
    await becomes(never, 'failed', 30_000);
    expect((await engine.host(never)).problem).toMatchObject({
      failure: { kind: 'unreachable', stage: 'connect' },
    });
  } finally {
    await silent.restoreLink();
    await Promise.all([silent, ...others].map((host) => host.dispose()));
  }
});

test('an engine that is killed takes its ssh with it, and the next one clears its folder away', async () => {
  const runtimeFolder = await runOrThrow('mktemp', ['-d', join(way.folder, 'run-XXXX')]).then((said) =>
    said.trim(),
  );
  const script = join(way.folder, 'engine.mjs');
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'ssh-only.ts'),
      target: 'node20.18',
      outDir: way.folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'engine.mjs' } },
    },
  });
  const child = spawn(process.execPath, [script, uriOf(far), runtimeFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(await processesWith(runtimeFolder)).not.toEqual([]);
  expect(await readdir(runtimeFolder)).toHaveLength(1);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await waitFor('the end of ssh', async () => (await processesWith(runtimeFolder)).length === 0);
  const { sweepRuntimeFolder } = await import('../../electron/ssh/control-folder.ts');
  await sweepRuntimeFolder(runtimeFolder);
  expect(await readdir(runtimeFolder)).toEqual([]);
});
