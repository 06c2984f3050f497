// Bulk actions and long jobs on real hosts: one that fails, one that is lost, one machine that vanishes, a save that is taken back.
import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DomainAction } from '../../shared/model/domain.ts';
import { localPartOf } from '../../shared/model/keys.ts';
import type { Task, TaskId } from '../../shared/model/task.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { startEngine, type TestEngine } from './inventory-engine.ts';

const machine = (name: string, more = '') =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type>hvm</type></os>${more}</domain>`;
const BROKEN = "<devices><interface type='bridge'><source bridge='nobridge'/></interface></devices>";

let hosts: readonly [Host, Host];
let engine: TestEngine;
beforeEach(async () => {
  hosts = await Promise.all([startHost(), startHost()]);
  engine = await startEngine();
});
afterEach(async () => {
  await engine?.dispose();
  await Promise.all(hosts.map((host) => host.dispose()));
});

const open = async (host: Host) => await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
const all = async () => await engine.handlers.tasks.list({ ended: true }, engine.context);
const find = async (id: TaskId) => (await all()).find((task) => task.id === id)!;

async function bulk(names: readonly string[], action: DomainAction): Promise<TaskId> {
  const domains = await Promise.all(names.map(async (name) => (await engine.domain(name)).key));
  return await engine.handlers.tasks.bulk({ domains, action, guestTimeoutMs: 60_000 }, engine.context);
}

async function ended(id: TaskId): Promise<Task> {
  return (await waitFor(
    'the task to end',
    async () => {
      const task = await find(id);
      return task.state !== 'running' && task;
    },
    60_000,
  )) as Task;
}

async function itemsOf(task: TaskId) {
  const { items } = await engine.handlers.tasks.items({ task, since: 0 }, engine.context);
  return Object.fromEntries(items.map((item) => [item.name, item]));
}

/** Stops the first process whose command line fits as soon as it is there; gives what lets it go on. */
async function held(host: Host, pattern: string): Promise<() => Promise<unknown>> {
  const script = 'until pid=$(pgrep -o -f "$0"); do sleep 0.01; done; kill -STOP "$pid"; echo "$pid"';
  const { stdout } = await host.exec('sh', ['-c', script, pattern]);
  return () => host.exec('kill', ['-CONT', stdout.trim()]);
}

/** Has the program that writes saves to the disk for libvirt wait for the word; gives what says it. */
async function holdSaves(host: Host): Promise<() => Promise<unknown>> {
  const script = `helper=/usr/lib/libvirt/libvirt_iohelper; cp $helper "$0.real"
    printf '#!/bin/sh\nuntil [ -e "%s.go" ]; do sleep 0.05; done\nexec "%s.real" "$@"\n' "$0" "$0" > "$0"
    chmod 755 "$0"; mount --bind "$0" $helper`;
  const waiting = `${host.directory}/tmp/waiting-iohelper`;
  expect(await host.exec('sh', ['-ec', script, waiting])).toMatchObject({ code: 0 });
  return () => writeFile(`${waiting}.go`, '');
}

test('machines of two hosts are started together, the one that cannot start says why, and all are shut off', async () => {
  const [one, other] = hosts;
  for (const name of ['a0', 'a1', 'a2']) await one.defineXml(machine(name));
  await one.defineXml(machine('broken', BROKEN));
  for (const name of ['b0', 'b1']) await other.defineXml(machine(name));
  await Promise.all([open(one), open(other)]);
  const names = ['a0', 'a1', 'a2', 'broken', 'b0', 'b1'];
  const started = await ended(await bulk(names, 'start'));
  expect(started).toMatchObject({ state: 'failed', counts: { done: 5, failed: 1 } });
  const items = await itemsOf(started.id);
  expect(items.broken).toMatchObject({ state: 'failed', failure: { kind: 'refused' } });
  expect(JSON.stringify(items.broken?.failure)).toContain('nobridge');
  await one.waitForState('a2', 'running');
  await other.waitForState('b1', 'running');

  const off = await ended(await bulk(names, 'force-off'));
  expect(off).toMatchObject({ state: 'done', counts: { done: 5, skipped: 1 } });
  expect((await itemsOf(off.id)).broken).toMatchObject({ state: 'skipped' });
  await one.waitForState('a0', 'shut off');
});

test('a save tells how far it is; taken back, the guest runs on and nothing is kept', async () => {
  const [host] = hosts;
  await host.defineGuest({ name: 'big', memoryMiB: 512, screen: 'none', network: false });
  await host.virsh('start', 'big');
  await host.waitForSerial('big', 'GUEST READY');
  await open(host);
  const { key } = await engine.domain('big');
  // So slow that the save is under way when it is taken back.
  const goOn = await holdSaves(host);
  const save = (async () =>
    await engine.handlers.domains.act({ domain: key, action: 'managed-save' }, engine.context))();
  save.catch(() => undefined);
  const task = await waitFor(
    'progress',
    async () => {
      const one = (await all()).find(({ kind }) => kind === 'managed-save');
      return one?.progress !== undefined && one;
    },
    30_000,
  );
  expect(task).toMatchObject({ cancellable: true, progress: { unit: 'bytes' } });
  await engine.handlers.tasks.cancel({ task: task.id }, engine.context);
  expect(await find(task.id)).toMatchObject({ state: 'running', cancelling: true });
  await goOn();
  expect(await ended(task.id)).toMatchObject({ state: 'cancelled', cancellable: false });
  await expect(save).rejects.toMatchObject({ name: 'Cancelled' });
  expect(await host.virsh('domstate', 'big')).toBe('running');
  expect(await host.virsh('dominfo', 'big')).toContain('Managed save:   no');
  expect(await engine.domain('big')).toMatchObject({ state: 'running', managedSave: false });
});

test('a host that is lost in the middle fails its machines with its reason, and the other host goes on', async () => {
  const [lost, other] = hosts;
  for (let at = 0; at < 8; at += 1) await lost.defineXml(machine(`lost${at}`));
  for (let at = 0; at < 8; at += 1) await other.defineXml(machine(`kept${at}`));
  await Promise.all([open(lost), open(other)]);
  const names = Array.from({ length: 8 }, (_, at) => [`lost${at}`, `kept${at}`]).flat();
  // It takes the calls and answers none.
  await lost.signalDaemon('libvirtd', 'SIGSTOP');
  const id = await bulk(names, 'start');
  await waitFor('the first to be asked', async () => (await itemsOf(id)).lost0?.state === 'running');
  await lost.stopDaemon('libvirtd', 'SIGKILL');
  expect(await ended(id)).toMatchObject({ state: 'failed', counts: { done: 8, failed: 8, waiting: 0 } });
  const items = await itemsOf(id);
  // On the connection that the host had, or on one that was being opened for a start.
  const away = { failure: { kind: 'unreachable', stage: 'lost' } };
  expect(items.lost0).toMatchObject(away);
  expect(items.lost7).toMatchObject(away);
  await other.waitForState('kept7', 'running');
});

test('a machine that was undefined behind our back is left out, also before its host has said so', async () => {
  const [host] = hosts;
  for (const name of ['stays', 'gone', 'late']) await host.defineXml(machine(name));
  await open(host);
  const keys = await Promise.all(
    ['stays', 'gone', 'late'].map(async (name) => (await engine.domain(name)).key),
  );
  await host.virsh('undefine', 'gone');
  await waitFor('the event', async () => (await engine.snapshot()).domains.length === 2);
  // This one's end is told only after it was asked for.
  await host.virsh('undefine', 'late');
  const id = await engine.handlers.tasks.bulk({ domains: keys, action: 'start' }, engine.context);
  expect(await ended(id)).toMatchObject({ counts: { done: 1 } });
  const { items } = await engine.handlers.tasks.items({ task: id, since: 0 }, engine.context);
  expect(items[0]).toMatchObject({ name: 'stays', state: 'done' });
  expect(items[1]).toMatchObject({ name: localPartOf(keys[1]!), state: 'skipped', why: 'gone' });
  expect(['skipped', 'failed']).toContain(items[2]!.state);
});

test('a start cannot be taken back by libvirt, and is not offered to be', async () => {
  const [host] = hosts;
  await host.defineGuest({ name: 'slow', memoryMiB: 512, screen: 'none', network: false });
  await host.virsh('start', 'slow');
  await host.waitForSerial('slow', 'GUEST READY');
  await host.virsh('managedsave', 'slow');
  await open(host);
  const { key } = await engine.domain('slow', ({ managedSave }) => managedSave);
  const holding = held(host, '[g]uest=slow');
  const start = (async () =>
    await engine.handlers.domains.act({ domain: key, action: 'start' }, engine.context))();
  const goOn = await holding;
  const refused = host.exec('virsh', ['-c', 'qemu:///system', 'domjobabort', 'slow']);
  const seen = await waitFor('the start', async () =>
    (await all()).find(({ kind, cancellable }) => kind === 'start' && !cancellable),
  );
  await engine.handlers.tasks.cancel({ task: seen.id }, engine.context);
  expect(await find(seen.id)).toMatchObject({ state: 'running' });
  expect(await find(seen.id)).not.toHaveProperty('cancelling');
  await goOn();
  await start;
  expect(await ended(seen.id)).toMatchObject({ state: 'done' });
  expect((await refused).code).not.toBe(0);
  await host.waitForState('slow', 'running');
});
