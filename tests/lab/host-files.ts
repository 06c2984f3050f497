// The files that make a lab host a machine of its own: users, passwords, libvirt's, sshd's and D-Bus' configuration.
import { randomUUID } from 'node:crypto';
import { chmod, chown, copyFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './process.ts';

export const DESK_UID = 61_177;
/** The password of root and desk on every lab host. */
export const LAB_PASSWORD = 'guesthouse';
const LAB_PASSWORD_HASH =
  '$6$guesthouse$/F.dCQo7TrCMd5pikUnaQ.KovOVeP7NRflowr.lEap7psl0fLrvlJcMTNsob7pnnZBXypAnJfburbYERCFM/01';

export interface HostFilesOptions {
  readonly directory: string;
  readonly number: number;
  readonly name: string;
  /** Puts desk in the group that Debian's polkit rule lets manage libvirt. */
  readonly deskInLibvirtGroup: boolean;
  readonly tcp: boolean;
  readonly sshd: boolean;
}

/** Writes everything below `directory` that host.sh mounts and the daemons read. */
export async function writeHostFiles(options: HostFilesOptions): Promise<void> {
  const dir = options.directory;
  const folders = [
    'etc/libvirt/qemu/networks/autostart',
    'etc/libvirt/storage/autostart',
    'etc/ssh',
    'root',
    'tmp',
    'displays',
  ];
  const state = ['images', 'qemu', 'dnsmasq', 'boot'].map((name) => `var/lib/libvirt/${name}`);
  const run = ['run/libvirt', 'run/dbus', 'run/sshd', 'run/lock', `run/user/${DESK_UID}`, 'run/user/0'];
  const more = ['home/desk', 'var/cache/libvirt', 'var/log/libvirt/qemu'];
  for (const folder of [...folders, ...state, ...run, ...more])
    await mkdir(join(dir, folder), { recursive: true });
  await chmod(join(dir, 'root'), 0o700);
  for (const open of ['tmp', 'displays']) await chmod(join(dir, open), 0o1777);
  for (const own of ['home/desk', `run/user/${DESK_UID}`]) {
    await chown(join(dir, own), DESK_UID, DESK_UID);
    await chmod(join(dir, own), 0o700);
  }
  await cp('/etc/pam.d', join(dir, 'etc/pam.d'), { recursive: true });
  await writeFile(join(dir, 'etc/machine-id'), `${randomUUID().replaceAll('-', '')}\n`);
  await writeFile(join(dir, 'etc/hosts'), `127.0.0.1 localhost\n127.0.1.1 ${options.name}\n::1 localhost\n`);
  await writeUsers(dir, options.deskInLibvirtGroup);
  await writeLibvirt(dir, options);
  await writeFile(join(dir, 'dbus.conf'), dbusConfiguration);
  if (options.sshd) await writeSshd(dir);
}

async function writeUsers(dir: string, deskInLibvirtGroup: boolean): Promise<void> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const own = passwd
    .replace(/^root:.*$/m, 'root:x:0:0:root:/root:/bin/bash')
    .replace('/run/lab/home/desk', '/home/desk');
  await writeFile(join(dir, 'etc/passwd'), own);
  const group = await readFile('/etc/group', 'utf8');
  const joined = deskInLibvirtGroup ? 'desk' : '';
  await writeFile(join(dir, 'etc/group'), group.replace(/^(libvirt:[^:]*:[^:]*:).*$/m, `$1${joined}`));
  const shadow = ['root', 'desk'].map((user) => `${user}:${LAB_PASSWORD_HASH}:19000:0:99999:7:::\n`).join('');
  await writeFile(join(dir, 'etc/shadow'), shadow, { mode: 0o600 });
}

async function writeLibvirt(dir: string, { number, tcp }: HostFilesOptions): Promise<void> {
  const etc = join(dir, 'etc/libvirt');
  await cp('/etc/libvirt/nwfilter', join(etc, 'nwfilter'), { recursive: true });
  const listen = tcp ? 'listen_tls = 0\nlisten_tcp = 1\nauth_tcp = "none"\n' : '';
  await writeFile(join(etc, 'libvirtd.conf'), `host_uuid = "${randomUUID()}"\n${listen}`);
  // Hosts of the desktop share its loopback, so each has displays of its own: enough for the sixty guests of the bench.
  const port = 5900 + (number - FIRST_HOST) * DISPLAYS;
  await writeFile(
    join(etc, 'qemu.conf'),
    `security_driver = "none"\nremote_display_port_min = ${port}\nremote_display_port_max = ${port + DISPLAYS - 1}\n`,
  );
  await writeFile(join(etc, 'qemu/networks/default.xml'), networkXml(number));
  await symlink('../default.xml', join(etc, 'qemu/networks/autostart/default.xml'));
  await writeFile(join(etc, 'storage/default.xml'), poolXml);
  await symlink('../default.xml', join(etc, 'storage/autostart/default.xml'));
}

export const FIRST_HOST = 11;
const DISPLAYS = 80;

const networkXml = (number: number): string => `<network>
  <name>default</name>
  <uuid>${randomUUID()}</uuid>
  <forward mode='nat'/>
  <bridge name='virbr${number}' stp='on' delay='0'/>
  <ip address='192.168.${100 + number}.1' netmask='255.255.255.0'>
    <dhcp><range start='192.168.${100 + number}.2' end='192.168.${100 + number}.254'/></dhcp>
  </ip>
</network>
`;

const poolXml = `<pool type='dir'>
  <name>default</name>
  <uuid>${randomUUID()}</uuid>
  <target><path>/var/lib/libvirt/images</path></target>
</pool>
`;

async function writeSshd(dir: string): Promise<void> {
  const ssh = join(dir, 'etc/ssh');
  for (const type of ['ed25519', 'rsa']) {
    await runOrThrow('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', join(ssh, `ssh_host_${type}_key`)]);
  }
  await copyFile('/etc/ssh/ssh_config', join(ssh, 'ssh_config'));
  await writeFile(
    join(ssh, 'sshd_config'),
    'PermitRootLogin yes\nPasswordAuthentication yes\nKbdInteractiveAuthentication yes\nUsePAM yes\nPidFile none\nUseDNS no\n',
  );
}

// The system bus without activation: a service that nobody started, like systemd-machined, is absent and not waited for.
const dbusConfiguration = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <user>messagebus</user>
  <auth>EXTERNAL</auth>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
  </policy>
  <policy user="root"><allow own="*"/><allow send_type="method_call"/></policy>
  <includedir>/usr/share/dbus-1/system.d</includedir>
  <includedir>/etc/dbus-1/system.d</includedir>
</busconfig>
`;
