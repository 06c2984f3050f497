// The lab itself: if these fail, what the other integration tests say means nothing.
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { LAB_PASSWORD } from '../lab/host-files.ts';
import { removeMachines } from '../lab/machines-at-hand.ts';
import { run, waitFor } from '../lab/process.ts';

describe('a host of the desktop', () => {
  let host: Host;
  beforeAll(async () => {
    host = await startHost();
  });
  // So that a test can be tried again.
  afterEach(() => removeMachines(host));
  afterAll(() => host?.dispose());

  test('has a libvirtd, a network and a pool of its own', async () => {
    expect(await host.virsh('list', '--all', '--name')).toBe('');
    expect(await host.virsh('net-list', '--name')).toBe('default');
    expect(await host.virsh('pool-list', '--name')).toBe('default');
    expect(await host.virsh('net-dumpxml', 'default')).toContain(`virbr${host.number}`);
  });

  test('lets desk manage libvirt through polkit', async () => {
    const { stdout, stderr } = await host.exec('virsh', ['-c', 'qemu:///system', 'uri'], { user: 'desk' });
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: 'qemu:///system', stderr: '' });
  });

  test('boots a guest that answers on its serial port, screen and network, and obeys the power button', async () => {
    await host.defineGuest({ name: 'web1', title: 'Web & <mail>' });
    await host.virsh('start', 'web1');
    await host.waitForSerial('web1', `${GUEST_READY}: web1 on /dev/ttyS0`);

    for (const key of ['KEY_H', 'KEY_I', 'KEY_ENTER']) await host.virsh('send-key', 'web1', key);
    await host.waitForSerial('web1', 'SCREEN TYPED: hi');

    const leases = async () =>
      (await host.virsh('net-dhcp-leases', 'default')).includes(`192.168.${100 + host.number}.`);
    await waitFor('a lease', leases);

    await host.virsh('shutdown', 'web1');
    await host.waitForState('web1', 'shut off');
    expect(await host.serialLog('web1')).toContain('POWER BUTTON');
  });

  test('keeps its guests while libvirtd is killed and started again', async () => {
    await host.defineGuest({ name: 'web2', screen: 'none', network: false });
    await host.virsh('start', 'web2');
    await host.stopDaemon('libvirtd', 'SIGKILL');
    await expect(host.virsh('list')).rejects.toThrow('Connection refused');
    await host.startDaemon('libvirtd');
    await host.waitForState('web2', 'running');
    // Answered once libvirtd has found QEMU again; whoever destroys a guest before that is told that it does not run.
    const status = await host.virsh('qemu-monitor-command', 'web2', '{"execute":"query-status"}');
    expect(JSON.parse(status)).toMatchObject({ return: { running: true } });
    await host.virsh('destroy', 'web2');
  });

  test('gives a guest a disk that keeps what is written to it', async () => {
    await host.defineGuest({
      name: 'web4',
      screen: 'none',
      network: false,
      disk: true,
      kernelArguments: 'quiet',
    });
    await host.virsh('start', 'web4');
    await host.waitForSerial('web4', 'DISK: boot 1');
    await host.virsh('destroy', 'web4');
    await host.virsh('start', 'web4');
    await host.waitForSerial('web4', 'DISK: boot 2');
    await host.virsh('destroy', 'web4');
  });

  test('has a guest whose QEMU hangs when it is told to', async () => {
    await host.defineGuest({ name: 'web3', screen: 'none', network: false });
    await host.virsh('start', 'web3');
    await host.signalGuest('web3', 'SIGSTOP');
    const asked = host.exec(
      'virsh',
      ['-c', 'qemu:///system', 'qemu-monitor-command', 'web3', '{"execute":"query-status"}'],
      {
        timeoutMs: 1000,
      },
    );
    expect((await asked).code).toBe(137);
    await host.signalGuest('web3', 'SIGCONT');
    await host.virsh('destroy', 'web3');
  });
});

describe('a remote host', () => {
  let host: Host;
  beforeAll(async () => {
    host = await startHost({
      place: 'remote',
      sshd: true,
      tcp: true,
      deskInLibvirtGroup: false,
      hide: ['socat', 'nc'],
    });
  });
  afterAll(() => host?.dispose());

  test('refuses desk outside the libvirt group', async () => {
    const { stderr, code } = await host.exec('virsh', ['-c', 'qemu:///system', 'uri'], { user: 'desk' });
    expect(code).not.toBe(0);
    expect(stderr).toContain('no polkit agent available');
  });

  test('lets desk log in over SSH with its password', async () => {
    const askpass = `${host.directory}/askpass`;
    await writeFile(askpass, `#!/bin/sh\necho ${LAB_PASSWORD}\n`, { mode: 0o755 });
    const command = [
      'ssh',
      '-o',
      'StrictHostKeyChecking=accept-new',
      `desk@${host.address}`,
      'id -un; hostname',
    ];
    const { stdout } = await run('env', [`SSH_ASKPASS=${askpass}`, 'SSH_ASKPASS_REQUIRE=force', ...command]);
    expect(stdout).toBe(`desk\n${host.name}\n`);
  });

  test('lacks the programs that are hidden', async () => {
    expect((await host.exec('which', ['socat', 'nc'])).stdout).toBe('');
    expect((await host.exec('which', ['ssh'])).stdout).not.toBe('');
  });

  test('cannot be reached while its link is cut', async () => {
    const reach = () => answers(host.address, 16_509);
    expect(await reach()).toBe(true);
    await host.cutLink();
    expect(await reach()).toBe(false);
    await host.restoreLink();
    await waitFor('the link', reach);
  });
});

/** Whether something accepts TCP connections there, within a second. */
function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    for (const failure of ['error', 'timeout'] as const) socket.once(failure, () => done(false));
  });
}
