// Hosts over the system's ssh: one login for everything, whatever stands on the far side.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectGetHostname } from '../../electron/libvirt/protocol/connect.gen.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';
import { throughProgram } from '../../electron/services/virsh-uri.ts';
import type { Host } from '../lab/host.ts';
import { runOrThrow, waitFor } from '../lab/process.ts';
import { SshWay, willing } from './ssh-way.ts';

let way: SshWay;

beforeAll(async () => {
  way = await SshWay.make();
});
afterAll(() => way.dispose());

describe('a host with everything', () => {
  let host: Host;
  beforeAll(async () => {
    host = await way.remote();
  });
  afterAll(() => host.dispose());
  beforeEach(() => rm(way.knownHosts(host), { force: true }));

  test('asks for its key once, and is there', async () => {
    const first = await way.prepare(way.uriOf(host), willing);
    expect(await way.hostnameBy(first)).toBe(host.name);
    expect(first.questions).toMatchObject([
      { kind: 'host-key', fingerprint: expect.stringMatching(/^SHA256:/) },
    ]);
    const again = await way.prepare(way.uriOf(host), willing);
    expect(await way.hostnameBy(again)).toBe(host.name);
    expect(again.questions).toEqual([]);
  });

  test('takes a password from the person', async () => {
    const one = await way.prepare(way.uriOf(host).replace(/keyfile=[^&]*&/, ''), willing);
    expect(await way.hostnameBy(one)).toBe(host.name);
    expect(one.questions.map(({ kind }) => kind)).toEqual(['host-key', 'server']);
  });

  test('logs in once for both connections, and leaves nothing behind', async () => {
    const one = await way.prepare(way.uriOf(host).replace(/keyfile=[^&]*&/, ''), willing);
    const link = await one.open();
    const transfer = await link.openTransfer();
    expect(one.questions.filter(({ kind }) => kind === 'server')).toHaveLength(1);
    await transfer.close();
    await link.close();
    await one.login.dispose();
    expect(await readdir(one.runtimeFolder)).toEqual([]);
  });

  test('whoever ends it when ssh has just gone by itself waits for its folder too', async () => {
    const one = await way.prepare(way.uriOf(host), willing);
    const link = await one.open();
    await link.close();
    const hasMaster = () => {
      try {
        return one.login.terminal().file !== '';
      } catch {
        return false;
      }
    };
    while (hasMaster()) await setImmediate();
    await one.login.dispose();
    expect(await readdir(one.runtimeFolder)).toEqual([]);
  });

  test('carries more streams than sshd grants sessions', async () => {
    // All come at once: where the usual five may wait, TCP asks the others to come again, later each time.
    const listen = 'TCP-LISTEN:5950,fork,reuseaddr,backlog=32';
    const greeter = host.exec('socat', [listen, 'SYSTEM:echo hello; cat'], { timeoutMs: 60_000 });
    const listens = ['-u', 'OPEN:/dev/null', 'TCP:127.0.0.1:5950'];
    await waitFor('the greeter', async () => (await host.exec('socat', listens)).code === 0);
    const one = await way.prepare(way.uriOf(host), willing);
    const link = await one.open();
    const streams = await Promise.all(
      Array.from({ length: 15 }, () => one.login.openTcp('127.0.0.1', 5950, new AbortController().signal)),
    );
    const greetings = await Promise.all(
      streams.map(
        (stream) =>
          new Promise<string>((resolve) =>
            stream
              .once('data', (bytes) => resolve(String(bytes)))
              .once('close', () => resolve('closed without a word')),
          ),
      ),
    );
    expect(greetings).toEqual(greetings.map(() => 'hello\n'));
    await link.close();
    await host.exec('sh', ['-c', 'kill $(pidof socat)']);
    await greeter;
    await one.login.dispose();
  });

  test('lets virsh of this computer through the login, with nothing to log in with', async () => {
    const one = await way.prepare(way.uriOf(host).replace(/keyfile=[^&]*&/, ''));
    const link = await one.open();
    const ssh = await one.login.sharedProgram();
    const uri = throughProgram(parseUri(way.uriOf(host, { query: '&proxy=netcat' })), ssh!);
    expect(await runOrThrow('virsh', ['-c', uri, 'hostname'])).toContain(host.name);
    expect(one.questions.filter(({ kind }) => kind === 'server')).toHaveLength(1);
    await link.close();
    await one.login.dispose();
    expect(await readdir(one.runtimeFolder)).toEqual([]);
  });

  test('says that a name is not known, and that nothing listens', async () => {
    const unknown = await way.prepare('qemu+ssh://no-such-host.invalid/system', willing);
    // The lab has no name server.
    await expect(unknown.open()).rejects.toMatchObject({ stage: 'resolve', code: 'EAI_AGAIN' });
    const refused = await way.prepare(`qemu+ssh://${host.address}:2222/system`, willing);
    await expect(refused.open()).rejects.toMatchObject({ stage: 'connect', code: 'ECONNREFUSED' });
    expect(await readdir(refused.runtimeFolder)).toEqual([]);
  });

  test('says which ways to log in were tried', async () => {
    const one = await way.prepare(
      `${way.uriOf(host).replace(/keyfile=[^&]*&/, '')}&no_tty=1&no_verify=1`,
      willing,
    );
    await expect(one.open()).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      message: expect.stringContaining('publickey, password'),
    });
  });

  test('ends with a no', async () => {
    const one = await way.prepare(way.uriOf(host), () => ({ kind: 'no' }));
    await expect(one.open()).rejects.toMatchObject({ stage: 'auth' });
    expect(await readdir(one.runtimeFolder)).toEqual([]);
  });

  test('refuses a changed key, with the line that forgets the old one', async () => {
    const known = way.knownHosts(host);
    const stdout = await way.publicKey();
    await writeFile(known, `${host.address} ${stdout.split(' ').slice(0, 2).join(' ')}\n`);
    const one = await way.prepare(way.uriOf(host), willing);
    await expect(one.open()).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
      commands: [`ssh-keygen -f '${known}' -R '${host.address}'`],
    });
    expect(one.questions).toEqual([]);
  });

  test('bears a noisy login, and its own ssh configuration there', async () => {
    await writeFile(join(host.directory, 'root/.bashrc'), 'echo "Welcome to the machine"; seq 1 500\n');
    const one = await way.prepare(way.uriOf(host), willing);
    expect(await way.hostnameBy(one)).toBe(host.name);
    await rm(join(host.directory, 'root/.bashrc'));
  });

  test("reaches the user's own libvirt", async () => {
    const one = await way.prepare(way.uriOf(host, { user: 'desk', path: '/session' }), willing);
    expect(await way.hostnameBy(one)).toBe(host.name);
  });

  test('says that libvirt does not run', async () => {
    const one = await way.prepare(way.uriOf(host, { query: '&socket=/run/libvirt/other-sock' }), willing);
    await expect(one.open()).rejects.toMatchObject({ code: 'NO_LIBVIRT' });
  });
});

describe.each([
  ['virt-ssh-helper', ['virt-ssh-helper']],
  ['virt-ssh-helper and nc', ['virt-ssh-helper', 'nc']],
  ['virt-ssh-helper, nc and socat', ['virt-ssh-helper', 'nc', 'socat']],
])('a host without %s', (_what, hide) => {
  let host: Host;
  beforeAll(async () => {
    host = await way.remote({ hide });
  });
  afterAll(() => host.dispose());

  test('is reached all the same', async () => {
    const one = await way.prepare(way.uriOf(host), willing);
    const link = await one.open();
    expect((await link.call(connectGetHostname, {})).hostname).toBe(host.name);
    const second = await link.openTransfer();
    expect((await second.call(connectGetHostname, {})).hostname).toBe(host.name);
    await second.close();
    await link.close();
    await one.login.dispose();
    expect(await readdir(one.runtimeFolder)).toEqual([]);
  });
});

test('goes through a jump host of the configuration', async () => {
  const jump = await way.remote();
  const host = await way.remote();
  await mkdir('/root/.ssh', { recursive: true, mode: 0o700 });
  const config = join(way.folder, 'config');
  await writeFile(
    config,
    `Host inner\n  HostName ${host.address}\n  User root\n  ProxyCommand ssh -F ${config} -W %h:%p outer\nHost outer\n  HostName ${jump.address}\n  User root\nHost *\n  IdentityFile ${way.key}\n  StrictHostKeyChecking no\n  UserKnownHostsFile ${join(way.folder, 'jumped')}\n  RemoteCommand echo never\n`,
  );
  const ssh = join(way.folder, 'ssh-with-config');
  await writeFile(ssh, `#!/bin/sh\nexec ssh -F ${config} "$@"\n`, { mode: 0o755 });
  const one = await way.prepare(`qemu+ssh://inner/system?command=${ssh}`, willing);
  expect(await way.hostnameBy(one)).toBe(host.name);
  expect(one.questions).toMatchObject([{ kind: 'program', path: ssh }]);
  await host.dispose();
  await jump.dispose();
});
