// A test host: a machine of its own, with its own libvirtd, virtlogd, D-Bus, polkit and (if asked) sshd, up in half a second.
//
//   Run everything inside the lab world:   tests/lab/world.sh npx vitest run --config tests/integration/vitest.config.ts FILE
//
//   const host = await startHost();                                                    in beforeAll
//   afterAll(() => host.dispose());
//   connect to `qemu+unix:///system?socket=${host.socketPath}`                         as root: no polkit
//   await host.virsh('list', '--all');                                                 rejects with virsh's words
//   await host.defineGuest({ name: 'web1' }); await host.virsh('start', 'web1');       a real guest, see guest.ts
//   await host.waitForSerial('web1', GUEST_READY);                                     3 to 4 s after its start
//   await host.stopDaemon('libvirtd', 'SIGKILL'); await host.startDaemon('libvirtd');  guests go on running
//   await host.signalGuest('web1', 'SIGSTOP');                                         a QEMU that hangs
//
// `place: 'desktop'` (the default) is the person's own computer: it shares the network of the test process, so that its VNC
// displays on 127.0.0.1 can be reached, and has processes, files and users of its own. `place: 'remote'` is another machine at
// `host.address`, with its own network; `cutLink()` and `restoreLink()` pull and plug its cable.
// `root: 'trixie'` gives it the libvirt and QEMU of another Debian, which debian-root.sh made; it has no sshd then. With
// GUESTHOUSE_LAB_ROOT=trixie in the environment all hosts that do not say are of that Debian.
// Every host has the NAT network `default` (bridge virbrN, DHCP) and the storage pool `default`. Its files are below `directory`.
// The unprivileged user `desk` may manage libvirt through polkit unless `deskInLibvirtGroup: false`. Polkit looks at the caller's
// process, so desk's programs must run on the host: `host.exec(command, args, { user: 'desk' })`; for Electron see desk.ts.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type DaemonName, Daemons } from './daemons.ts';
import { type GuestOptions, guestFiles, guestXml, serialLogPath } from './guest.ts';
import { FIRST_HOST, writeHostFiles } from './host-files.ts';
import { exists, type HostUser, Namespaces } from './namespaces.ts';
import { type Finished, type RunOptions, run, runOrThrow, waitFor } from './process.ts';

const LAB = '/run/lab';

export interface HostOptions {
  readonly name?: string;
  readonly place?: 'desktop' | 'remote';
  /** The Debian whose system the host has, of those in /run/lab/roots. Default: the machine's own. */
  readonly root?: string;
  /** Puts desk in the group that Debian's polkit rule lets manage libvirt. Default: true. */
  readonly deskInLibvirtGroup?: boolean;
  /** Without D-Bus and polkit Debian's libvirtd refuses every caller but root. Default: true. */
  readonly polkit?: boolean;
  /** Starts sshd on port 22, with LAB_PASSWORD for root and desk. For `remote` hosts. */
  readonly sshd?: boolean;
  /** libvirtd also listens on TCP port 16509 of `address`, without authentication. */
  readonly tcp?: boolean;
  /** Programs that this host does not have, like `virt-ssh-helper`, `nc`, `socat`. */
  readonly hide?: readonly string[];
}

export interface ExecOptions extends RunOptions {
  readonly user?: HostUser;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a host and waits until its libvirtd answers. Fails with the path of the log when it does not within 40 s. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  if (process.env.GUESTHOUSE_LAB !== LAB) {
    throw new Error('this needs the lab: npm test -- --only=integration, or tests/lab/world.sh COMMAND');
  }
  const { name, deskInLibvirtGroup = true, polkit = true, sshd = false, tcp = false } = options;
  const root = options.root ?? (process.env.GUESTHOUSE_LAB_ROOT || undefined);
  const number = await claimNumber();
  const ownNetwork = options.place === 'remote';
  const identity = { number, name: name ?? `host${number}`, directory: `${LAB}/hosts/${number}`, ownNetwork };
  await writeHostFiles({ ...identity, deskInLibvirtGroup, sshd, tcp });
  const system = root === undefined ? '/' : `${LAB}/roots/${root}`;
  const namespaces = await Namespaces.make({ ...identity, root: system, hide: options.hide ?? [] });
  const host = new Host(identity, namespaces, tcp);
  try {
    if (ownNetwork) await host.plugIn();
    if (polkit) await host.startDaemon('dbus-daemon');
    await Promise.all([
      polkit && host.startDaemon('polkitd'),
      sshd && host.startDaemon('sshd'),
      host.startDaemon('virtlogd'),
    ]);
    await host.startDaemon('libvirtd');
    return host;
  } catch (error) {
    await host.dispose();
    throw error;
  }
}

async function claimNumber(): Promise<number> {
  for (let number = FIRST_HOST; number < 100; number++) {
    try {
      await mkdir(`${LAB}/hosts/${number}`);
      return number;
    } catch {
      // Taken by another test.
    }
  }
  throw new Error('the lab is full');
}

interface Identity {
  readonly number: number;
  readonly name: string;
  readonly directory: string;
  readonly ownNetwork: boolean;
}

export class Host {
  readonly number: number;
  readonly name: string;
  /** The host's files, as the test process sees them. */
  readonly directory: string;
  /** libvirtd's socket, as every process in the lab sees it. */
  readonly socketPath: string;
  /** Its address on the lab's bridge; the loopback for the desktop's own. */
  readonly address: string;
  readonly #ownNetwork: boolean;
  readonly #namespaces: Namespaces;
  readonly #daemons: Daemons;

  constructor({ number, name, directory, ownNetwork }: Identity, namespaces: Namespaces, listenTcp: boolean) {
    this.number = number;
    this.name = name;
    this.directory = directory;
    this.socketPath = `${directory}/run/libvirt/libvirt-sock`;
    this.address = ownNetwork ? `10.77.0.${number}` : '127.0.0.1';
    this.#ownNetwork = ownNetwork;
    this.#namespaces = namespaces;
    this.#daemons = new Daemons(this, listenTcp);
  }

  /** The command line that runs a program on the host, for `spawn` and Playwright. */
  commandLine(command: readonly string[], options: ExecOptions = {}): readonly [string, ...string[]] {
    return this.#namespaces.commandLine(options.user ?? 'root', options.environment ?? {}, command);
  }

  /** Runs a program on the host to its end; never rejects for its exit code. */
  exec(command: string, args: readonly string[] = [], options: ExecOptions = {}): Promise<Finished> {
    const [file, ...rest] = this.commandLine([command, ...args], options);
    return run(file, rest, options);
  }

  /** What `virsh -c qemu:///system ...` prints; rejects with its error. */
  async virsh(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, code } = await this.exec('virsh', ['-c', 'qemu:///system', ...args]);
    if (code !== 0) throw new Error(`virsh ${args.join(' ')}: ${stderr.trim()}`);
    return stdout.trimEnd();
  }

  /** Defines a guest that can boot and returns its XML as given to libvirt. */
  async defineGuest(options: GuestOptions): Promise<string> {
    const files = await guestFiles();
    // Copies, because QEMU's user becomes their owner while a guest runs.
    for (const file of [files.kernel, files.initramfs]) {
      const copy = join(this.directory, 'var/lib/libvirt/boot', basename(file));
      if (!(await exists(copy))) await copyFile(file, copy);
    }
    if (options.disk === true) {
      await this.virsh('vol-create-as', 'default', `${options.name}.qcow2`, '64M', '--format', 'qcow2');
    }
    const xml = guestXml(options, this.directory);
    await this.defineXml(xml);
    return xml;
  }

  /** Defines a machine from any XML. */
  async defineXml(xml: string): Promise<void> {
    const file = `${this.directory}/tmp/${randomUUID()}.xml`;
    await writeFile(file, xml);
    await this.virsh('define', file);
  }

  /** What the guest has said on ttyS0 since it was defined, read without taking its console. */
  serialLog(name: string): Promise<string> {
    return readFile(join(this.directory, serialLogPath(name)), 'utf8').catch(() => '');
  }

  /** Waits until the guest has said `text` on ttyS0 (`times` times), at most 60 s. */
  async waitForSerial(name: string, text: string, times = 1): Promise<void> {
    const said = async () => (await this.serialLog(name)).split(text).length > times;
    await waitFor(`${name} to say ${JSON.stringify(text)}`, said, 60_000);
  }

  /** Waits until libvirt says that the guest is in `state` (`running`, `shut off`, `paused`), at most 60 s. */
  async waitForState(name: string, state: string): Promise<void> {
    await waitFor(
      `${name} to be ${state}`,
      async () => (await this.virsh('domstate', name)) === state,
      60_000,
    );
  }

  /** Sends a signal to the guest's QEMU. */
  async signalGuest(name: string, signal: NodeJS.Signals): Promise<void> {
    const pid = (await readFile(join(this.directory, `run/libvirt/qemu/${name}.pid`), 'utf8')).trim();
    const { code, stderr } = await this.exec('kill', ['-s', signal.slice(3), pid]);
    if (code !== 0) throw new Error(`${signal} to ${name}: ${stderr}`);
  }

  /** Starts a daemon and waits until it can be used. */
  startDaemon(name: DaemonName): Promise<void> {
    return this.#daemons.start(name);
  }

  /** Ends a daemon and waits until it is gone. */
  stopDaemon(name: DaemonName, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    return this.#daemons.stop(name, signal);
  }

  /** Sends a daemon a signal, like `SIGSTOP`, and returns at once. */
  signalDaemon(name: DaemonName, signal: NodeJS.Signals): Promise<void> {
    return this.#daemons.signal(name, signal);
  }

  /** Gives a remote host its cable to the lab's bridge. Called once by `startHost`. */
  async plugIn(): Promise<void> {
    const wire = `veth${this.number}`;
    const end = ['name', 'eth0', 'netns', this.#namespaces.init];
    await runOrThrow('ip', ['link', 'add', wire, 'type', 'veth', 'peer', ...end]);
    await runOrThrow('ip', ['link', 'set', wire, 'master', 'lab0', 'up']);
    const script =
      'ip link set lo up; ip address add "$0/24" dev eth0; ip link set eth0 up; ip route add default via 10.77.0.1';
    const { code, stderr } = await this.exec('sh', ['-ec', script, this.address]);
    if (code !== 0) throw new Error(`network of ${this.name}: ${stderr}`);
  }

  /** Pulls the cable of a remote host: packets are lost, nothing is refused. */
  async cutLink(): Promise<void> {
    await runOrThrow('ip', ['link', 'set', `veth${this.number}`, 'down']);
  }

  async restoreLink(): Promise<void> {
    await runOrThrow('ip', ['link', 'set', `veth${this.number}`, 'up']);
  }

  /** Ends every process of the host, its guests too, and forgets its files. */
  async dispose(): Promise<void> {
    await this.#namespaces.dispose();
    // The bridge of a desktop host is in the world's network, which outlives the host.
    if (!this.#ownNetwork) await run('ip', ['link', 'delete', `virbr${this.number}`]);
    const cgroups = join(import.meta.dirname, 'cgroup.sh');
    const world = (await readFile(`${LAB}/id`, 'utf8')).trim();
    await run('bash', ['-c', 'source "$0"; cgroup_remove "$1"', cgroups, `${world}-${this.number}`]);
    // The firewall rules and taps of a desktop host go unremoved; their bridge is gone and the number is not used again.
    await runOrThrow('rm', ['-rf', '--one-file-system', ...(await this.#leftovers())]);
  }

  /** All files but the host's own folder, which stays so that its number is not given away again. */
  async #leftovers(): Promise<readonly string[]> {
    const names = await readdir(this.directory);
    return names.map((name) => join(this.directory, name));
  }
}
