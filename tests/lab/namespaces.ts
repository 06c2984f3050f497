// The namespaces of a lab host: made, entered, and ended with every process in them.
import { type ChildProcess, spawn } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from './process.ts';

export type HostUser = 'root' | 'desk';

export interface NamespacesOptions {
  readonly directory: string;
  readonly name: string;
  /** Whether the host has a network of its own. */
  readonly ownNetwork: boolean;
  /** The folder whose system the host has; `/` for this machine's own. */
  readonly root: string;
  readonly hide: readonly string[];
}

export class Namespaces {
  /** The host's PID 1, as the test process sees it. */
  readonly init: string;
  readonly #unshare: ChildProcess;
  readonly #kinds: readonly string[];

  private constructor(init: string, unshare: ChildProcess, kinds: readonly string[]) {
    this.init = init;
    this.#unshare = unshare;
    this.#kinds = kinds;
  }

  /** Makes the namespaces and waits until host.sh has made the mounts in them. */
  static async make({ directory, name, ownNetwork, root, hide }: NamespacesOptions): Promise<Namespaces> {
    // Not --ipc: windows hand the X server their pictures through System V shared memory, which is the lab's.
    const kinds = ['--mount', '--uts', '--pid', ...(ownNetwork ? ['--net'] : [])];
    const host = [
      'bash',
      join(import.meta.dirname, 'host.sh'),
      directory,
      name,
      ownNetwork ? 'own' : 'shared',
      root,
      ...hide,
    ];
    // Whatever happens to the test process, the kernel ends the host with it.
    const args = [
      '--pdeathsig',
      'KILL',
      'unshare',
      ...kinds,
      '--fork',
      '--mount-proc',
      '--kill-child',
      ...host,
    ];
    const unshare = spawn('setpriv', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [unshare.stdout, unshare.stderr]) {
      stream.on('data', (text: Buffer) => {
        output += text.toString();
      });
    }
    const init = await waitFor(`${name} to come up`, async () => {
      if (unshare.exitCode !== null) throw new Error(`${name} did not come up: ${output}`);
      return (await exists(join(directory, 'up'))) && (await firstChild(unshare.pid));
    });
    return new Namespaces(init, unshare, kinds);
  }

  /** The command line that runs a program inside, as `user`, with a clean environment and `environment` added. */
  commandLine(
    user: HostUser,
    environment: Readonly<Record<string, string>>,
    command: readonly string[],
  ): readonly [string, ...string[]] {
    const identity = user === 'desk' ? ['--reuid=desk', '--regid=desk', '--init-groups'] : [];
    // Whoever kills nsenter means the program.
    const become = ['setpriv', '--pdeathsig', 'KILL', ...identity];
    const words = Object.entries({ ...userEnvironment[user], ...environment }).map(
      ([key, value]) => `${key}=${value}`,
    );
    return [
      'nsenter',
      '--target',
      this.init,
      ...this.#kinds,
      '--',
      ...become,
      'env',
      '-i',
      ...words,
      ...command,
    ];
  }

  /** Ends every process inside and waits until they are gone. */
  async dispose(): Promise<void> {
    this.#unshare.kill('SIGKILL');
    await waitFor('the end of a host', async () => !(await exists(`/proc/${this.init}`)));
  }
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/lab/bin';
const userEnvironment = {
  root: { PATH: path, HOME: '/root', USER: 'root', LANG: 'C.UTF-8', XDG_RUNTIME_DIR: '/run/user/0' },
  desk: { PATH: path, HOME: '/home/desk', USER: 'desk', LANG: 'C.UTF-8', XDG_RUNTIME_DIR: '/run/user/61177' },
} as const;

/** Whether there is a file at `path`. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function firstChild(pid: number | undefined): Promise<string | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ')[0] || undefined;
}
