// Opens hosts over ssh as the engine does, all at once, in a process of its own, and tells when each was logged in and loaded.
//   node remote-engine.mjs URI…    prints one line of JSON; ends when its input does

import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DomainHistories } from '../../electron/inventory/domain-histories.ts';
import { ModelHub } from '../../electron/inventory/model-hub.ts';
import { connectGetAllDomainStats } from '../../electron/libvirt/protocol/connect.gen.ts';
import { Host } from '../../electron/services/host.ts';
import { SshLogin } from '../../electron/ssh/ssh-login.ts';
import { connectionId } from '../../shared/checks.ts';
import { CallLedger } from './call-ledger.ts';
import { nobody } from './nobody.ts';

/** ms since the process asked for its hosts. */
export interface RemoteResult {
  readonly loggedInMs: number;
  /** All rows and definitions. */
  readonly loadedMs: number;
  /** The first reading of all statistics. */
  readonly statisticsMs: number;
  /** In the longest chain of calls, each of which waited for the one before. */
  readonly roundTrips: number;
  readonly domains: number;
}

const log = { path: '', info() {}, warn: console.error, error: console.error };
const hub = new ModelHub();
const begin = performance.now();

async function open(uri: string, at: number): Promise<RemoteResult> {
  const id = connectionId.parse(`bench${at}`);
  const runtimeFolder = await mkdtemp(join(tmpdir(), 'b'));
  const ledger = new CallLedger();
  const loggedIn = whenLoggedIn(runtimeFolder);
  const profile = { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true } as const;
  const host = new Host(
    { id, profile, position: at },
    {
      hub,
      log,
      userIsRoot: true,
      statisticsIntervalMs: () => 60_000,
      backgroundStatistics: () => false,
      domainHistories: new DomainHistories(),
      onTick() {},
      findWay: () => ({
        name: 'ssh',
        shells: true,
        takes: () => true,
        makeLogin: (parsed, ask) => followed(new SshLogin(parsed, { runtimeFolder, ask, log }), ledger),
      }),
      askerFor: () => nobody,
    },
  );
  const loaded = whenLoaded(id);
  host.statistics.watch('all');
  host.connect();
  const [loggedInMs, { loadedMs, domains }] = await Promise.all([loggedIn, loaded]);
  const statisticsMs = await whenAnswered(ledger);
  const { roundTrips } = ledger;
  ending.push(async () => {
    await host.dispose();
    await rm(runtimeFolder, { recursive: true });
  });
  return { loggedInMs, loadedMs, statisticsMs, roundTrips, domains };
}

/** The ledger reads along on every connection that goes through the login. */
function followed(login: SshLogin, ledger: CallLedger): SshLogin {
  const { openTransport } = login;
  return Object.defineProperty(login, 'openTransport', {
    value: async (...request: Parameters<typeof openTransport>) =>
      ledger.follow(await openTransport(...request)),
  });
}

/** ssh makes the socket through which others share the login as soon as it is let in. */
function whenLoggedIn(folder: string): Promise<number> {
  return new Promise((resolve) => {
    const watcher: FSWatcher = watch(folder, { recursive: true }, (_event, name) => {
      if (name === null || basename(name) !== 'c') return;
      watcher.close();
      resolve(performance.now() - begin);
    });
  });
}

function whenLoaded(id: string): Promise<{ readonly loadedMs: number; readonly domains: number }> {
  const seen = new Set<string>();
  return new Promise((resolve, reject) => {
    hub.onBatch(({ changes }) => {
      for (const change of changes) {
        if (change.op !== 'put') continue;
        if (change.noun === 'domain' && change.value.connection === id) seen.add(change.value.key);
        if (change.noun !== 'host' || change.value.id !== id) continue;
        if (change.value.problem !== undefined) reject(new Error(JSON.stringify(change.value.problem)));
        if (change.value.state === 'connected') {
          resolve({ loadedMs: performance.now() - begin, domains: seen.size });
        }
      }
    });
  });
}

async function whenAnswered(ledger: CallLedger): Promise<number> {
  for (;;) {
    const at = ledger.answeredAt(connectGetAllDomainStats);
    if (at !== undefined) return at - begin;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const ending: (() => Promise<void>)[] = [];
const results = await Promise.all(process.argv.slice(2).map(open));
console.log(JSON.stringify(results));
process.stdin.resume();
await once(process.stdin, 'end');
await Promise.all(ending.map((end) => end()));
process.exit(0);
