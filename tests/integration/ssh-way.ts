// What tests of ssh share: hosts that know our key, and logins whose questions a test answers.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asker } from '../../electron/libvirt/ask.ts';
import { type HostLink, openHostLink } from '../../electron/libvirt/host-link.ts';
import { connectGetHostname } from '../../electron/libvirt/protocol/connect.gen.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';
import { SshLogin } from '../../electron/ssh/ssh-login.ts';
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';
import { type Host, type HostOptions, startHost } from '../lab/host.ts';
import { LAB_PASSWORD } from '../lab/host-files.ts';
import { runOrThrow } from '../lab/process.ts';

export interface PreparedLogin {
  readonly login: SshLogin;
  readonly questions: readonly Question[];
  readonly runtimeFolder: string;
  open(): Promise<HostLink>;
}

export interface UriParts {
  readonly user?: string;
  readonly path?: string;
  /** From `&` on. */
  readonly query?: string;
}

/** Says yes to keys, and gives the password. */
export function willing(question: Question): PromptAnswer {
  // Debian's sshd asks for a password in its own words (PAM), which are a server's.
  if (question.kind === 'password' || question.kind === 'server')
    return { kind: 'secret', secret: LAB_PASSWORD, remember: false };
  return { kind: 'yes' };
}

export class SshWay {
  readonly folder: string;
  readonly key: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.key = join(folder, 'key');
  }

  static async make(): Promise<SshWay> {
    const way = new SshWay(await mkdtemp(join(tmpdir(), 'ssh-')));
    await runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', way.key]);
    return way;
  }

  dispose(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  publicKey(): Promise<string> {
    return readFile(`${this.key}.pub`, 'utf8');
  }

  /** A host whose root and desk let the key in. */
  async remote(options: HostOptions = {}): Promise<Host> {
    const host = await startHost({ place: 'remote', sshd: true, ...options });
    const script = 'umask 077; mkdir -p ~/.ssh; cat > ~/.ssh/authorized_keys';
    for (const user of ['root', 'desk'] as const) {
      const { code, stderr } = await host.exec('sh', ['-ec', script], {
        user,
        input: await this.publicKey(),
      });
      if (code !== 0) throw new Error(stderr);
    }
    return host;
  }

  uriOf(host: Host, { user = 'root', path = '/system', query = '' }: UriParts = {}): string {
    return `qemu+ssh://${user}@${host.address}${path}?keyfile=${this.key}&known_hosts=${this.knownHosts(host)}${query}`;
  }

  knownHosts({ number }: Host): string {
    return join(this.folder, `known-${number}`);
  }

  async prepare(uri: string, answer: (question: Question) => PromptAnswer = willing): Promise<PreparedLogin> {
    const runtimeFolder = await mkdtemp(join(this.folder, 'r'));
    const questions: Question[] = [];
    const ask: Asker = {
      ask: async (question) => {
        questions.push(question);
        return answer(question);
      },
    };
    const parsed = parseUri(uri);
    const login = new SshLogin(parsed, { runtimeFolder, ask, log: { warn: () => undefined } });
    const open = () => openHostLink(parsed, { openTransport: login.openTransport, ask });
    return { login, questions, runtimeFolder, open };
  }

  /** The name that a host gives itself, asked for over a login that ends with the answer. */
  async hostnameBy(one: PreparedLogin): Promise<string> {
    const link = await one.open();
    try {
      return (await link.call(connectGetHostname, {})).hostname;
    } finally {
      await link.close();
      await one.login.dispose();
    }
  }
}
