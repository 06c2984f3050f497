// One login on a host over the system's ssh. The first way to libvirt logs in and is the master of all that follows; when it
// ends, everything ends with it, and the next way logs in anew.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Asker } from '../libvirt/ask.ts';
import { Cancelled, Unreachable } from '../libvirt/errors.ts';
import type { ByteTransport } from '../libvirt/rpc/byte-transport.ts';
import { DuplexTransport } from '../libvirt/transport/duplex.ts';
import type { OpenTransport, TransportRequest } from '../libvirt/transport/open.ts';
import type { HostUri } from '../libvirt/uri.ts';
import type { Log } from '../log.ts';
import { startAskpass } from './askpass/askpass.ts';
import { makeControlFolder, removeControlFolder } from './control-folder.ts';
import { lastWords, loginFailure, SshFailure } from './diagnosis.ts';
import { type FirstWords, farFailure, forwardFailure, readFirstWords } from './first-words.ts';
import { Forwards } from './forwards.ts';
import { Patience } from './patience.ts';
import { FOUND, remoteCommand, shellWords } from './remote-command.ts';
import { sharedScript, writeSharedProgram } from './shared-program.ts';
import {
  controlArguments,
  demandSafe,
  jumpArguments,
  masterArguments,
  sharedArguments,
  sharing,
  terminalArguments,
} from './ssh-arguments.ts';
import { SshProcess, sshEnvironment } from './ssh-process.ts';

export interface SshLoginOptions {
  /** Ours and private; what is made in it goes with the login. */
  readonly runtimeFolder: string;
  readonly ask: Asker;
  readonly log: Pick<Log, 'warn'>;
}

export interface TerminalProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Master {
  readonly folder: string;
  readonly process: SshProcess;
  readonly forwards: Forwards;
}

const CONTROL_SOCKET = 'c';
const FORWARD_MS = 15_000;

export class SshLogin {
  readonly #uri: HostUri;
  readonly #options: SshLoginOptions;
  readonly #others = new Set<SshProcess>();
  /** Masters, each with what is removed after it. */
  readonly #endings = new Set<Promise<void>>();
  #program: string | undefined;
  #master: Master | undefined;

  constructor(uri: HostUri, options: SshLoginOptions) {
    this.#uri = uri;
    this.#options = options;
  }

  /** Logs in when nobody is; else goes through the login. Rejects with `SshFailure`, `InvalidUri` or `Cancelled`. */
  readonly openTransport: OpenTransport = (_uri, request) =>
    this.#master === undefined ? this.#logIn(request) : this.#share(this.#master, request);

  get shells(): this {
    return this;
  }

  /** Bytes to a port, by the address as the host knows it. */
  openTcp(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return this.#demandMaster().forwards.openTcp(host, port, signal);
  }

  /** Bytes to a UNIX socket of the host. */
  openUnix(path: string, signal: AbortSignal): Promise<Duplex> {
    return this.#demandMaster().forwards.openUnix(path, signal);
  }

  /** The login shell there, or a command in it. */
  terminal(command?: readonly string[]): TerminalProgram {
    const line = command === undefined ? undefined : shellWords(command, 'command');
    return this.#ownProgram(terminalArguments(this.#uri, controlPath(this.#demandMaster()), line));
  }

  /** A local ssh to an address that the host reaches. */
  jump(address: string, user: string | undefined): TerminalProgram {
    const path = controlPath(this.#demandMaster());
    return this.#ownProgram(jumpArguments(this.#uri, this.#ssh, path, address, user));
  }

  /** For programs that run ssh by themselves: an executable that takes ssh's words and goes through this login. */
  sharedProgram(): Promise<string | undefined> {
    const master = this.#demandMaster();
    return writeSharedProgram(master.folder, sharedScript(this.#ssh, sharing(controlPath(master))));
  }

  /** Ends it and all that goes through it; nothing of it is left when it resolves. */
  async dispose(): Promise<void> {
    const master = this.#master;
    this.#master = undefined;
    master?.forwards.dispose();
    await Promise.all([master?.process.end(), ...[...this.#others].map((process) => process.end())]);
    await Promise.all(this.#endings);
  }

  get #ssh(): string {
    return this.#program ?? 'ssh';
  }

  #ownProgram(args: readonly string[]): TerminalProgram {
    return { file: this.#ssh, args, env: {} };
  }

  #demandMaster(): Master {
    if (this.#master === undefined)
      throw new Unreachable('lost', 'the login on this host has ended', { code: 'LOST' });
    return this.#master;
  }

  async #logIn(request: TransportRequest): Promise<ByteTransport> {
    const { runtimeFolder } = this.#options;
    // What makes no sense is refused before anything is made or run.
    demandSafe(this.#uri);
    const token = makeToken();
    const command = remoteCommand(this.#uri, request.readonly, token);
    await this.#allowProgram(request);
    const folder = await makeControlFolder(runtimeFolder);
    try {
      return await this.#logInFrom(folder, { token, command }, request);
    } catch (error) {
      await removeControlFolder(folder);
      throw error;
    }
  }

  async #logInFrom(
    folder: string,
    { token, command }: { readonly token: string; readonly command: string },
    request: TransportRequest,
  ): Promise<ByteTransport> {
    const { steps } = request;
    const args = masterArguments(this.#uri, join(folder, CONTROL_SOCKET), command);
    const patience = new Patience(request, this.#options.ask);
    const askpass = await startAskpass({ folder, ask: patience.asker, target: this.#target });
    steps?.begun('connect');
    const process = new SshProcess(this.#ssh, args, sshEnvironment(askpass.env));
    try {
      const words = await patience.wait(firstWords(process, token, this.#target), process, askpass);
      steps?.done('login');
      steps?.begun('find-libvirt');
      const transport = await this.#takeUp(folder, process, words);
      steps?.done('find-libvirt', words.detail);
      return transport;
    } catch (error) {
      await this.#forget(process);
      throw error;
    } finally {
      patience.dispose();
      await askpass.dispose();
    }
  }

  /** Its input and output are libvirt's from here, or those of a forward where nothing there connects to a socket. */
  async #takeUp(folder: string, process: SshProcess, words: FirstWords): Promise<ByteTransport> {
    const failure = farFailure(words, this.#uri.user);
    if (failure !== undefined) throw failure;
    const forwards = new Forwards({
      folder,
      control: (order, forward) => this.#control(folder, order, forward),
    });
    const master: Master = { folder, process, forwards };
    this.#master = master;
    const ending: Promise<void> = process.ended
      .then(() => this.#ended(master))
      .finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
    if (words.found !== FOUND.forward) return this.#transport(process);
    return await forwarded(forwards, words.detail, process);
  }

  async #ended(master: Master): Promise<void> {
    if (this.#master === master) this.#master = undefined;
    master.forwards.dispose();
    await removeControlFolder(master.folder);
  }

  /** Another way to libvirt over the same login, without a question. */
  async #share(
    { folder, forwards, process: master }: Master,
    request: TransportRequest,
  ): Promise<ByteTransport> {
    const token = makeToken();
    const command = remoteCommand(this.#uri, request.readonly, token);
    const args = sharedArguments(this.#uri, join(folder, CONTROL_SOCKET), command);
    const process = new SshProcess(this.#ssh, args, sshEnvironment());
    this.#others.add(process);
    void process.ended.then(() => this.#others.delete(process));
    const patience = new Patience(request, this.#options.ask);
    try {
      const words = await patience.wait(firstWords(process, token, this.#target), process);
      const failure = farFailure(words, this.#uri.user);
      if (failure !== undefined) throw failure;
      if (words.found !== FOUND.forward) return this.#transport(process);
      void process.end();
      return await forwarded(forwards, words.detail, master);
    } catch (error) {
      void process.end();
      throw error;
    } finally {
      patience.dispose();
    }
  }

  #transport(process: SshProcess): ByteTransport {
    return new DuplexTransport(process.stream, explainEnd(process));
  }

  async #control(folder: string, order: 'forward' | 'cancel', forward: string): Promise<void> {
    const args = controlArguments(this.#uri, join(folder, CONTROL_SOCKET), order, forward);
    const process = new SshProcess(this.#ssh, args, sshEnvironment());
    process.stream.resume();
    const { code, said } = await process.ended;
    if (code !== 0) throw new SshFailure('connect', lastWords(said), 'LOST');
  }

  async #forget(process: SshProcess): Promise<void> {
    if (this.#master?.process === process) this.#master = undefined;
    process.kill();
    await process.end();
  }

  /** `command=` names a program to run here instead of ssh: asked, with its path. */
  async #allowProgram({ signal }: TransportRequest): Promise<void> {
    const { command } = this.#uri.client;
    if (command === undefined || this.#program !== undefined) return;
    const question = { kind: 'program', path: command, words: [] } as const;
    const answer = await this.#options.ask.ask(question, {
      signal: signal ?? new AbortController().signal,
      wrong: false,
    });
    if (answer.kind !== 'yes') throw new Cancelled();
    this.#program = command;
  }

  get #target(): string {
    const { user, host = '' } = this.#uri;
    return user === undefined ? host : `${user}@${host}`;
  }
}

function makeToken(): string {
  return randomBytes(12).toString('hex');
}

function controlPath({ folder }: Master): string {
  return join(folder, CONTROL_SOCKET);
}

async function firstWords(process: SshProcess, token: string, target: string): Promise<FirstWords> {
  const words = await readFirstWords(process.stream, token);
  if (words !== undefined) return words;
  throw loginFailure(await process.ended, target);
}

/** What ssh, or the far program, said last is why it ended. */
function explainEnd(process: SshProcess): (error: Error | undefined) => Error | undefined {
  return (error) => {
    const words = lastWords(process.said);
    return words === '' ? error : new Unreachable('lost', words, { code: 'LOST', cause: error });
  };
}

/** libvirt by a forward to its socket, for hosts where no program connects to one. */
async function forwarded(forwards: Forwards, path: string, master: SshProcess): Promise<ByteTransport> {
  const socket = await forwards.openUnix(path, AbortSignal.timeout(FORWARD_MS));
  return new DuplexTransport(socket, (error) =>
    socket.bytesRead > 0 ? explainEnd(master)(error) : forwardFailure(path, lastWords(master.said)),
  );
}
