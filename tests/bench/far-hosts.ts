// Hosts with libvirtd and sshd of their own, each behind a link that delays; logged in to by key.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Host, type HostOptions, startHost } from '../lab/host.ts';
import { runOrThrow } from '../lab/process.ts';
import { type SlowProxy, startSlowProxy } from '../support/slow-proxy.ts';

export interface FarHost {
  readonly host: Host;
  readonly link: SlowProxy;
  /** `path` and `query` (from `&` on) of a libvirt URI to it; `driver` is `qemu` or `test`. */
  uri(driver: string, path: string, query?: string): string;
}

export interface FarHosts extends AsyncDisposable {
  readonly hosts: readonly FarHost[];
}

/** In the lab; a host has a /tmp of its own. */
const SEEN_BY_ALL = '/run/lab/tmp';
const AUTHORIZE = 'umask 077; mkdir -p /root/.ssh; cat > /root/.ssh/authorized_keys';

/** Starts `count` hosts at `roundTripMs`, one after the other: each start is heavy. */
export async function startFarHosts(
  count: number,
  roundTripMs: number,
  options: HostOptions = {},
): Promise<FarHosts> {
  const folder = await mkdtemp(`${SEEN_BY_ALL}/far-`);
  await chmod(folder, 0o755);
  const key = join(folder, 'key');
  await runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const hosts: FarHost[] = [];
  const dispose = async () => {
    await Promise.all(hosts.map(({ link }) => link.dispose()));
    for (const { host } of hosts) await host.dispose();
    await rm(folder, { recursive: true });
  };
  try {
    for (let at = 0; at < count; at += 1) hosts.push(await startFar(key, roundTripMs, options));
  } catch (error) {
    await dispose();
    throw error;
  }
  return { hosts, [Symbol.asyncDispose]: dispose };
}

async function startFar(key: string, roundTripMs: number, options: HostOptions): Promise<FarHost> {
  const host = await startHost({ place: 'remote', sshd: true, ...options });
  const authorized = await host.exec('sh', ['-ec', AUTHORIZE], {
    input: await runOrThrow('ssh-keygen', ['-y', '-f', key]),
  });
  if (authorized.code !== 0) throw new Error(authorized.stderr);
  await mkdir(join(host.directory, 'var/lib/libvirt/images'), { recursive: true });
  const target = { host: host.address, port: 22 };
  const link = await startSlowProxy({ target, delayMs: roundTripMs / 2 });
  const known = `${key}-known-${host.number}`;
  const login = `keyfile=${key}&known_hosts=${known}&no_verify=1`;
  return {
    host,
    link,
    uri: (driver, path, query = '') => `${driver}+ssh://root@127.0.0.1:${link.port}${path}?${login}${query}`,
  };
}
