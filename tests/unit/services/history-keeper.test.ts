// Long histories over the end of the engine: each "engine" here has its own memory, and the same folder.
import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import { HOST_TIERS, LongHistory } from '../../../electron/inventory/long-history.ts';
import { HistoryKeeper } from '../../../electron/services/history-keeper.ts';
import { HistoryFiles } from '../../../electron/store/history-files.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey } from '../../../shared/model/keys.ts';
import { type DomainSample, HOST_METRICS } from '../../../shared/model/statistics.ts';

const HOUR = 3_600_000;
const id = connectionId.parse('c1');
const key = domainKey(id, '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0');
const traffic = { diskReadBytesPerS: 1, diskWriteBytesPerS: 2, netRxBytesPerS: 3, netTxBytesPerS: 4 };
const machine: DomainSample = { key, cpuPercent: 12, memoryKiB: 1024, ...traffic };

let folder: string;
const file = () => join(folder, 'c1.history.gz');

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'histories-')), 'history');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

/** An engine that holds one host, as far as long histories go. */
function engine({ wanted = true, uri = 'test:///default' } = {}) {
  const domains = new DomainHistories();
  const longHistory = new LongHistory(HOST_METRICS, HOST_TIERS);
  const lines: string[] = [];
  const note = (what: string) => lines.push(what);
  const wish = { wanted };
  const keeper = new HistoryKeeper({
    files: new HistoryFiles(folder),
    domains,
    log: { path: '', info: note, warn: note, error: note },
    wanted: () => wish.wanted,
  });
  keeper.hold({ id, uri, statistics: { longHistory } });
  return {
    keeper,
    lines,
    wish,
    measure(atMs = Date.now()) {
      longHistory.add(atMs, { cpuPercent: 40, memoryUsedKiB: 1, ...traffic });
      domains.addUnseen(atMs, [machine]);
    },
    cpu: () => [
      longHistory.read(Date.now(), HOUR).series.cpuPercent,
      domains.read(key, Date.now(), HOUR).series.cpuPercent,
    ],
  };
}

async function oneLife(): Promise<void> {
  const first = engine();
  first.measure();
  await first.keeper.dispose();
  expect(first.lines).toEqual([]);
}

describe('long histories', () => {
  test('are there again in the next engine as soon as somebody asks', async () => {
    await oneLife();
    const next = engine();
    expect(next.cpu()).toEqual([[], []]);
    await next.keeper.ready(id);
    expect(next.cpu()).toEqual([[40], [12]]);
    await next.keeper.dispose();
  });

  test('are added to by an engine that ends before it has read them', async () => {
    const first = engine();
    first.measure(Date.now() - HOUR / 2);
    await first.keeper.dispose();
    const second = engine();
    second.measure();
    await second.keeper.dispose();
    const third = engine();
    await third.keeper.ready(id);
    expect(third.cpu()).toEqual([
      [40, 40],
      [12, 12],
    ]);
    await third.keeper.dispose();
  });

  test('are not written again where nothing was measured', async () => {
    await oneLife();
    const before = await readFile(file());
    await rm(file());
    const idle = engine();
    await idle.keeper.write();
    await idle.keeper.dispose();
    expect(await readdir(folder)).toEqual([]);
    expect(before.byteLength).toBeLessThan(2000);
  });

  test('of a host that is removed go with it, and a removal in the middle of a writing wins', async () => {
    await oneLife();
    const one = engine();
    await one.keeper.ready(id);
    one.measure();
    const writing = one.keeper.write();
    await one.keeper.remove(id);
    await writing;
    await one.keeper.dispose();
    expect(await readdir(folder)).toEqual([]);
  });

  test('that are not wanted any more are deleted, and none are read or written', async () => {
    await oneLife();
    const next = engine({ wanted: false });
    await next.keeper.keepOnly([id]);
    expect(await readdir(folder)).toEqual([]);
    next.measure();
    await next.keeper.dispose();
    expect(await readdir(folder)).toEqual([]);
  });

  test('switched off and on again are written again', async () => {
    const one = engine();
    one.measure();
    await one.keeper.write();
    one.wish.wanted = false;
    await one.keeper.settle();
    one.wish.wanted = true;
    await one.keeper.dispose();
    expect(await readdir(folder)).toEqual(['c1.history.gz']);
  });

  test('of hosts that nobody holds are swept, and nothing else', async () => {
    await oneLife();
    await writeFile(join(folder, 'c10.history.gz'), 'x');
    await writeFile(join(folder, 'c10.history.gz.unreadable'), 'x');
    await writeFile(join(folder, 'note.txt'), 'x');
    const next = engine();
    await next.keeper.keepOnly([id]);
    expect((await readdir(folder)).toSorted()).toEqual(['c1.history.gz', 'note.txt']);
    await next.keeper.dispose();
  });
});

describe('a file of a long history that is of no use', () => {
  const spoils: Readonly<Record<string, () => Promise<void>>> = {
    'cut off': async () => truncate(file(), (await readFile(file())).byteLength - 5),
    empty: () => writeFile(file(), ''),
    'with another checksum': async () => {
      const bytes = await readFile(file());
      bytes.writeUInt32LE(1, bytes.byteLength - 8);
      await writeFile(file(), bytes);
    },
    'of something else': () => writeFile(file(), gzipSync('a letter')),
    'that unpacks to far more than it may': () => writeFile(file(), gzipSync(Buffer.alloc(60_000_000))),
    'that leads elsewhere': async () => {
      await rm(file());
      await symlink('/dev/zero', file());
    },
  };
  test.each(Object.entries(spoils))('%s is put aside with one line in the log', async (_what, spoil) => {
    await oneLife();
    await spoil();
    const next = engine();
    await next.keeper.ready(id);
    expect(next.cpu()).toEqual([[], []]);
    expect(next.lines).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['c1.history.gz.unreadable']);
    next.measure();
    await next.keeper.dispose();
    expect((await readdir(folder)).toSorted()).toEqual(['c1.history.gz', 'c1.history.gz.unreadable']);
    expect(next.lines).toHaveLength(1);
  });

  test('is the one of another host that had this id', async () => {
    await oneLife();
    const next = engine({ uri: 'qemu:///system' });
    await next.keeper.ready(id);
    expect(next.cpu()).toEqual([[], []]);
    expect(next.lines).toHaveLength(1);
    await next.keeper.dispose();
  });
});
