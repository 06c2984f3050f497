// Names and passwords that a lab host's libvirtd takes by SASL.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './host.ts';

/** Gives the host an account and lets its libvirtd offer `mechanisms`; libvirtd, which reads this once, is started again. */
export async function offerSasl(
  host: Host,
  { mechanisms, user, password }: { mechanisms: string; user: string; password: string },
): Promise<void> {
  const folder = join(host.directory, 'sasl2');
  await mkdir(folder, { recursive: true });
  const database = join(folder, 'passwd.db');
  const lines = [
    `mech_list: ${mechanisms}`,
    `sasldb_path: ${database}`,
    'pwcheck_method: auxprop',
    'auxprop_plugin: sasldb',
  ];
  await writeFile(join(folder, 'libvirt.conf'), `${lines.join('\n')}\n`);
  const script =
    'mountpoint -q /etc/sasl2 || mount --bind "$0" /etc/sasl2; printf %s "$3" | saslpasswd2 -p -c -f "$1" -a libvirt "$2"';
  const { code, stderr } = await host.exec('sh', ['-ec', script, folder, database, user, password]);
  if (code !== 0) throw new Error(`SASL of ${host.name}: ${stderr}`);
  await host.stopDaemon('libvirtd');
  await host.startDaemon('libvirtd');
}
