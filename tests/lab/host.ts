// A test host: a machine of its own, with its own libvirtd, virtlogd, D-Bus, polkit and (if asked) sshd, up in under a second.
//
//   Run everything inside the lab world:   tests/lab/world.sh npx vitest run --config tests/integration/vitest.config.ts FILE
//
//   const host = await startHost();                                  // in beforeAll
//   afterAll(() => host.dispose());
//   const client = open(`qemu+unix:///system?socket=${host.socketPath}`);   // as root: no polkit
//   await host.virsh('list', '--all');                               // throws with virsh's words when it fails
//   await host.defineGuest({ name: 'web1' }); await host.virsh('start', 'web1');      // guest.ts: a real guest in TCG
//   await host.stopDaemon('libvirtd', 'SIGKILL'); await host.startDaemon('libvirtd'); // guests go on running
//   await host.signalGuest('web1', 'SIGSTOP');
//
// `place: 'desktop'` (the default) is the person's own computer: it shares the network of the test process, so that its VNC
// displays on 127.0.0.1 can be reached, and has processes, files and users of its own. `place: 'remote'` is another machine at
// `host.address`, with its own network; `cutLink()` and `restoreLink()` pull and plug its cable.
// Every host has the NAT network `default` (with DHCP) and the storage pool `default`. Files of the host are below `host.directory`.
// The unprivileged user `desk` may manage libvirt through polkit unless `deskInLibvirtGroup: false`; since polkit looks at the
// caller's process, desk's programs must run in the host: `host.exec(cmd, args, { user: 'desk' })`, `desk.ts` for Electron.
import { type ChildProcess, spawn } from 'node:child_process';
import { access, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonName, Daemons } from './daemons.ts';
import { type GuestOptions, guestFiles, guestXml, serialLogPath } from './guest.ts';
import { FIRST_HOST, writeHostFiles } from './host-files.ts';
import { type Finished, type RunOptions, run, runOrThrow, waitFor } from './process.ts';

const LAB = '/run/lab';

export interface HostOptions {
  readonly name?: string;
  readonly place?: 'desktop' | 'remote';
  readonly deskInLibvirtGroup?: boolean;
  /** Without D-Bus and polkit Debian's libvirtd refuses every caller but root. Default: true. */
  readonly polkit?: boolean;
  /** Starts sshd on port 22 (`remote` only, so that it is not the desktop's own). Password: LAB_PASSWORD. */
  readonly sshd?: boolean;
  /** libvirtd also listens on TCP port 16509 without authentication. */
  readonly tcp?: boolean;
  /** Programs that this host does not have, like `virt-ssh-helper`, `nc`, `socat`. */
  readonly hide?: readonly string[];
}

export interface ExecOptions extends RunOptions {
  readonly user?: 'root' | 'desk';
}

export interface Host extends AsyncDisposable {
  readonly name: string;
  readonly number: number;
  /** The host's files, as the test process sees them. */
  readonly directory: string;
  /** libvirtd's socket, as every process in the lab sees it. */
  readonly socketPath: string;
  /** Its address on the lab's bridge; the loopback for the desktop's own. */
  readonly address: string;
  /** Runs a program on the host to its end; never rejects for its exit code. */
  exec(command: string, args?: readonly string[], options?: ExecOptions): Promise<Finished>;
  /** The command line that runs a program on the host, for `spawn` and Playwright. */
  commandLine(
    command: string,
    args?: readonly string[],
    user?: 'root' | 'desk',
  ): readonly [string, ...string[]];
  /** What `virsh -c qemu:///system ...` prints; rejects with its error. */
  virsh(...args: readonly string[]): Promise<string>;
  /** Defines a guest (see guest.ts) and returns its XML as given to libvirt. */
  defineGuest(options: GuestOptions): Promise<string>;
  /** What the guest said on ttyS0 since it was defined, without taking its console. */
  serialLog(name: string): Promise<string>;
  /** Waits until the guest said `text` on ttyS0 `times` times (once), at most 60 s. */
  waitForSerial(name: string, text: string, times?: number): Promise<void>;
  /** Sends a signal to the guest's QEMU. */
  signalGuest(name: string, signal: NodeJS.Signals): Promise<void>;
  startDaemon(name: DaemonName): Promise<void>;
  stopDaemon(name: DaemonName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  signalDaemon(name: DaemonName, signal: NodeJS.Signals): Promise<void>;
  cutLink(): Promise<void>;
  restoreLink(): Promise<void>;
  /** Ends every process of the host, its guests too, and forgets its files. */
  dispose(): Promise<void>;
}

/** Starts a host and waits until its libvirtd answers. Fails with the path of the logs when it does not within 20 s. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  if (process.env.GUESTHOUSE_LAB !== LAB) {
    throw new Error('this needs the lab: npm test -- --only=integration, or tests/lab/world.sh COMMAND');
  }
  const number = await claimNumber();
  const host = new LabHost(number, options);
  try {
    await host.start();
  } catch (error) {
    await host.dispose();
    throw error;
  }
  return host;
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

class LabHost implements Host {
  readonly number: number;
  readonly name: string;
  readonly directory: string;
  readonly socketPath: string;
  readonly address: string;
  readonly #options: HostOptions;
  readonly #daemons: Daemons;
  #unshare: ChildProcess | undefined;
  #init: string | undefined;

  constructor(number: number, options: HostOptions) {
    this.#options = options;
    this.number = number;
    this.name = options.name ?? `host${number}`;
    this.directory = `${LAB}/hosts/${number}`;
    this.socketPath = `${this.directory}/run/libvirt/libvirt-sock`;
    this.address = this.#remote ? `10.77.0.${number}` : '127.0.0.1';
    this.#daemons = new Daemons(this, options.tcp ?? false);
  }

  get #remote(): boolean {
    return this.#options.place === 'remote';
  }

  async start(): Promise<void> {
    const { deskInLibvirtGroup = true, polkit = true, sshd = false, tcp = false } = this.#options;
    await writeHostFiles(this.directory, { ...this, deskInLibvirtGroup, sshd, tcp });
    await this.#enterNamespaces();
    if (this.#remote) await this.#plugIn();
    const bus: readonly DaemonName[] = polkit ? ['dbus-daemon', 'polkitd'] : [];
    for (const name of [...bus, 'virtlogd', 'libvirtd'] as const) await this.#daemons.start(name);
    if (sshd) await this.#daemons.start('sshd');
  }

  async #enterNamespaces(): Promise<void> {
    const kinds = ['--mount', '--uts', '--pid', '--ipc', ...(this.#remote ? ['--net'] : [])];
    const script = join(import.meta.dirname, 'host.sh');
    const init = ['bash', script, this.directory, this.name, ...(this.#options.hide ?? [])];
    // Whatever happens to the test process, the kernel ends the host with it.
    const args = [
      '--pdeathsig',
      'KILL',
      'unshare',
      ...kinds,
      '--fork',
      '--mount-proc',
      '--kill-child',
      ...init,
    ];
    const unshare = spawn('setpriv', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [unshare.stdout, unshare.stderr])
      stream.on('data', (text: Buffer) => (output += text));
    this.#unshare = unshare;
    const pid = await waitFor(`${this.name} to come up`, async () => {
      if (unshare.exitCode !== null) throw new Error(`${this.name} did not come up: ${output}`);
      return (await exists(join(this.directory, 'up'))) && (await firstChild(unshare.pid));
    });
    this.#init = pid;
  }

  async #plugIn(): Promise<void> {
    const [wire, init] = [`veth${this.number}`, this.#init ?? ''];
    await runOrThrow('ip', ['link', 'add', wire, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', init]);
    await runOrThrow('ip', ['link', 'set', wire, 'master', 'lab0', 'up']);
    const setUp = `ip link set lo up; ip address add ${this.address}/24 dev eth0; ip link set eth0 up; ip route add default via 10.77.0.1`;
    const { code, stderr } = await this.exec('sh', ['-ec', setUp]);
    if (code !== 0) throw new Error(`network of ${this.name}: ${stderr}`);
  }

  commandLine(
    command: string,
    args: readonly string[] = [],
    user: 'root' | 'desk' = 'root',
  ): readonly [string, ...string[]] {
    if (this.#init === undefined) throw new Error(`${this.name} is not up`);
    const kinds = ['--mount', '--uts', '--pid', '--ipc', ...(this.#remote ? ['--net'] : [])];
    const who =
      user === 'desk'
        ? ['setpriv', '--reuid=desk', '--regid=desk', '--init-groups', 'env', ...deskEnvironment]
        : ['env', ...rootEnvironment];
    return ['nsenter', '--target', this.#init, ...kinds, '--', ...who, command, ...args];
  }

  exec(command: string, args: readonly string[] = [], options: ExecOptions = {}): Promise<Finished> {
    const [file, ...rest] = this.commandLine(command, args, options.user);
    return run(file, rest, options);
  }

  async virsh(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, code } = await this.exec('virsh', ['-c', 'qemu:///system', ...args]);
    if (code !== 0) throw new Error(`virsh ${args.join(' ')}: ${stderr.trim()}`);
    return stdout.trimEnd();
  }

  async defineGuest(options: GuestOptions): Promise<string> {
    const files = await guestFiles();
    // Copies, because QEMU's user becomes their owner while a guest runs.
    for (const file of [files.kernel, files.initramfs]) {
      const copy = join(this.directory, 'var/lib/libvirt/boot', file.split('/').at(-1) ?? '');
      if (!(await exists(copy))) await copyFile(file, copy);
    }
    const xml = guestXml(options, this.directory);
    await writeFile(join(this.directory, 'tmp', `${options.name}.xml`), xml);
    await this.virsh('define', `/tmp/${options.name}.xml`);
    return xml;
  }

  serialLog(name: string): Promise<string> {
    return readFile(join(this.directory, serialLogPath(name)), 'utf8').catch(() => '');
  }

  async waitForSerial(name: string, text: string, times = 1): Promise<void> {
    const said = async () => (await this.serialLog(name)).split(text).length > times;
    await waitFor(`${name} to say ${JSON.stringify(text)}`, said, 60_000);
  }

  async signalGuest(name: string, signal: NodeJS.Signals): Promise<void> {
    const pid = (await readFile(join(this.directory, `run/libvirt/qemu/${name}.pid`), 'utf8')).trim();
    const { code, stderr } = await this.exec('kill', ['-s', signal.slice(3), pid]);
    if (code !== 0) throw new Error(`${signal} to ${name}: ${stderr}`);
  }

  startDaemon(name: DaemonName): Promise<void> {
    return this.#daemons.start(name);
  }

  stopDaemon(name: DaemonName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    return this.#daemons.stop(name, signal);
  }

  signalDaemon(name: DaemonName, signal: NodeJS.Signals): Promise<void> {
    return this.#daemons.signal(name, signal);
  }

  async cutLink(): Promise<void> {
    await runOrThrow('ip', ['link', 'set', `veth${this.number}`, 'down']);
  }

  async restoreLink(): Promise<void> {
    await runOrThrow('ip', ['link', 'set', `veth${this.number}`, 'up']);
  }

  async dispose(): Promise<void> {
    const unshare = this.#unshare;
    if (unshare !== undefined && unshare.exitCode === null && unshare.signalCode === null) {
      const ended = new Promise((resolve) => unshare.once('exit', resolve));
      unshare.kill('SIGKILL');
      await ended;
      const init = this.#init;
      if (init !== undefined)
        await waitFor(`the end of ${this.name}`, async () => !(await exists(`/proc/${init}`)));
    }
    if (!this.#remote) await removeBridge(`virbr${this.number}`);
    await runOrThrow('rm', ['-rf', '--one-file-system', this.directory]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function firstChild(pid: number | undefined): Promise<string | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ')[0] || undefined;
}

/** The bridge of a desktop host is in the world's network, which outlives the host. */
async function removeBridge(name: string): Promise<void> {
  if (await exists(`/sys/class/net/${name}`)) await run('ip', ['link', 'del', name]);
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/lab/bin';
const rootEnvironment = [
  '-i',
  `PATH=${path}`,
  'HOME=/root',
  'USER=root',
  'LANG=C.UTF-8',
  'XDG_RUNTIME_DIR=/run/user/0',
];
const deskEnvironment = [
  '-i',
  `PATH=${path}`,
  'HOME=/home/desk',
  'USER=desk',
  'LANG=C.UTF-8',
  'XDG_RUNTIME_DIR=/run/user/61177',
];
