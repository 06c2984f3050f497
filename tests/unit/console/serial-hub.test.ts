import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SerialHub } from '../../../electron/console/serial/serial-hub.ts';
import type { HostLink } from '../../../electron/libvirt/host-link.ts';
import type { StreamEnd } from '../../../electron/libvirt/streams.ts';
import { type ConnectionId, connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { machine } from '../../support/sample-world.ts';
import { FakeMachine, fakeLog } from './fake-host.ts';
import { eventually } from './support.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hub-'));
});
afterEach(() => rm(dataFolder, { recursive: true }));

/** The one call that consoles make on a host's connection. */
class OneDeviceLink {
  say: (text: string) => void = () => undefined;
  aborted = false;

  async openStream(_procedure: unknown, _args: unknown, { onData }: { onData: (bytes: Uint8Array) => void }) {
    this.say = (text) => onData(Buffer.from(text));
    return {
      ended: new Promise<StreamEnd>(() => undefined),
      write: () => true,
      drained: async () => undefined,
      abort: async () => {
        this.aborted = true;
      },
    };
  }
}

/** A hub over one running machine, whose settings may already hold the flag of its recording. */
function hubOf(flagged: boolean) {
  const domain: DomainKey = machine(1, 'web-01').key;
  const connection: ConnectionId = connectionOf(domain);
  const link = new OneDeviceLink();
  const running = new FakeMachine(1);
  const host = running.host({ link: link as unknown as HostLink });
  const recordings = flagged ? [{ domain, device: 'serial0' }] : [];
  const hub = new SerialHub({
    findHost: (id) => (id === connection ? host : undefined),
    flags: {
      recordings,
      setRecorded: async (key, device, on) => {
        recordings.splice(0);
        if (on) recordings.push({ domain: key, device });
      },
    },
    log: fakeLog(),
    dataFolder,
  });
  return { hub, link, running, domain, connection };
}

test('a recording begins with its host, with no tab open, and is in the file that is told', async () => {
  const { hub, link, domain, connection } = hubOf(true);
  expect(hub.held(domain, 'serial0')).toBe(false);
  hub.hostReady(connection);
  await eventually(() => hub.held(domain, 'serial0'));
  link.say('booting\r\n');
  await hub.dispose();
  const path = hub.recordingPath(domain, 'serial0');
  expect(path?.startsWith(dataFolder)).toBe(true);
  expect(await readFile(path ?? '', 'utf8')).toBe('booting\r\n');
});

test('a recording that is switched on without a tab opens the console, and off closes the file', async () => {
  const { hub, link, domain } = hubOf(false);
  expect(hub.recordingPath(domain, 'serial0')).toBeUndefined();
  await hub.setRecording(domain, 'serial0', true);
  await eventually(() => hub.held(domain, 'serial0'));
  const path = hub.recordingPath(domain, 'serial0') ?? '';
  link.say('recorded');
  await hub.setRecording(domain, 'serial0', false);
  link.say('not recorded');
  expect(await readFile(path, 'utf8')).toBe('recorded');
  expect(hub.recordingPath(domain, 'serial0')).toBeUndefined();
  await hub.dispose();
});

test('a start waits for a recorded console though nobody looks', async () => {
  const { hub, domain, connection } = hubOf(true);
  expect(hub.wanted(domain)).toBe(false);
  hub.hostReady(connection);
  await eventually(() => hub.wanted(domain));
  await hub.attach(domain);
  expect(hub.held(domain, 'serial0')).toBe(true);
  await hub.dispose();
});

test('the consoles of a removed host are let go of, their recordings closed', async () => {
  const { hub, link, running, domain, connection } = hubOf(true);
  hub.hostReady(connection);
  await eventually(() => hub.held(domain, 'serial0'));
  link.say('the last words');
  await hub.forgetHost('someone-else' as ConnectionId);
  expect(link.aborted).toBe(false);
  await hub.forgetHost(connection);
  expect(link.aborted).toBe(true);
  expect(hub.held(domain, 'serial0')).toBe(false);
  expect(hub.wanted(domain)).toBe(false);
  expect(running.listenerCount).toBe(0);
  expect(await readFile(hub.recordingPath(domain, 'serial0') ?? '', 'utf8')).toBe('the last words');
});
