// The daemons of a lab host. Each is a child of the host's PID 1 and can be stopped, killed and started alone.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finished } from './process.ts';
import { waitFor } from './process.ts';

export type DaemonName = 'dbus-daemon' | 'polkitd' | 'virtlogd' | 'libvirtd' | 'sshd';

interface Daemon {
  readonly command: readonly string[];
  /** Ends with 0, inside the host, once the daemon can be used. */
  readonly ready: readonly string[];
}

/** What a daemon needs of its host. */
export interface DaemonHost {
  readonly directory: string;
  readonly exec: (command: string, args: readonly string[]) => Promise<Finished>;
}

function daemon(name: DaemonName, directory: string, listenTcp: boolean): Daemon {
  switch (name) {
    case 'dbus-daemon':
      return {
        command: ['dbus-daemon', `--config-file=${join(directory, 'dbus.conf')}`, '--nofork', '--nopidfile'],
        ready: ['test', '-S', '/run/dbus/system_bus_socket'],
      };
    case 'polkitd':
      return {
        // Debian 11 keeps it in the second place.
        command: [
          'sh',
          '-c',
          'for it in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd; do [ ! -x $it ] || exec $it --no-debug; done',
        ],
        ready: [
          'dbus-send',
          '--system',
          '--print-reply',
          '--dest=org.freedesktop.PolicyKit1',
          '/org/freedesktop/PolicyKit1/Authority',
          'org.freedesktop.DBus.Peer.Ping',
        ],
      };
    case 'virtlogd':
      return { command: ['/usr/sbin/virtlogd'], ready: ['test', '-S', '/run/libvirt/virtlogd-sock'] };
    case 'libvirtd':
      return {
        command: ['/usr/sbin/libvirtd', ...(listenTcp ? ['--listen'] : [])],
        ready: ['virsh', '-c', 'qemu:///system', 'uri'],
      };
    case 'sshd':
      return {
        command: ['/usr/sbin/sshd', '-D', '-e'],
        ready: ['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/22'],
      };
  }
}

export class Daemons {
  readonly #host: DaemonHost;
  readonly #listenTcp: boolean;

  constructor(host: DaemonHost, listenTcp: boolean) {
    this.#host = host;
    this.#listenTcp = listenTcp;
  }

  /** Starts a daemon and waits until it can be used. */
  async start(name: DaemonName): Promise<void> {
    const { command, ready } = daemon(name, this.#host.directory, this.#listenTcp);
    // Not by its own path, which may be under /home or /tmp: those are the host's own.
    const script = '/run/lab/repo/tests/lab/daemon.sh';
    const path = join(this.#host.directory, name);
    await this.#host.exec('setsid', ['--fork', 'bash', script, path, ...command]);
    const [file = '', ...args] = ready;
    await waitFor(
      `${name}, see ${this.#host.directory}/${name}.log`,
      async () => (await this.#host.exec(file, args)).code === 0,
    );
  }

  /** Sends a signal, like `SIGKILL` or `SIGSTOP`, and returns at once. */
  async signal(name: DaemonName, signal: NodeJS.Signals): Promise<void> {
    const { code, stderr } = await this.#host.exec('kill', ['-s', signal.slice(3), await this.#pid(name)]);
    if (code !== 0) throw new Error(`${signal} to ${name}: ${stderr}`);
  }

  /** Ends a daemon by a signal (`SIGTERM`) and waits until it is gone. */
  async stop(name: DaemonName, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const pid = await this.#pid(name);
    await this.signal(name, signal);
    await waitFor(`the end of ${name}`, async () => (await this.#host.exec('kill', ['-0', pid])).code !== 0);
    await rm(join(this.#host.directory, `${name}.pid`));
  }

  /** The daemon's process in the host's own numbering. */
  async #pid(name: DaemonName): Promise<string> {
    return (await readFile(join(this.#host.directory, `${name}.pid`), 'utf8')).trim();
  }
}
