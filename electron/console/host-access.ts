// What consoles need from a host, and nothing more: services/ implements it.
import type { Duplex } from 'node:stream';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import type { HostLink } from '../libvirt/host-link.ts';

/** What goes through a host's own login, without a second one. */
export interface HostLogin {
  /** Bytes to a port that the host reaches, by the address as the host knows it. Rejects with `Unreachable`. */
  openTcp(host: string, port: number, signal: AbortSignal): Promise<Duplex>;
  /** Bytes to a UNIX socket of the host. Rejects with `Unreachable`. */
  openUnix(path: string, signal: AbortSignal): Promise<Duplex>;
  /** Absent where nobody can log in to. */
  readonly shells: LoginShells | undefined;
}

/** Terminals over a host's login. */
export interface LoginShells {
  /** A program that gives a terminal there: the login shell, or `command` in it. For node-pty. */
  terminal(command?: readonly string[]): TerminalProgram;
  /** The words that make a local `ssh` go to `address` through this login (a jump), before the options for the far end. */
  jump(address: string, user: string | undefined): TerminalProgram;
  /** The path of an executable that takes ssh's words and goes through this login; undefined where none can be made. */
  sharedProgram(): Promise<string | undefined>;
}

export interface TerminalProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ConsoleHost {
  /** libvirtd runs on this machine, so its displays on the loopback and its sockets are ours to reach. */
  readonly local: boolean;
  readonly readOnly: boolean;
  /** The host in the URI; absent for a local one. */
  readonly hostName?: string;
  readonly uri: string;
  /** Absent without ssh, and while there is no connection. */
  readonly login: HostLogin | undefined;
  /** Absent while there is no connection. */
  readonly link: HostLink | undefined;
  /** The running definition, or the stored one while it is off or when `inactive`. `secure` text stays in the engine. */
  domainXml(
    uuid: string,
    options: { readonly secure: boolean; readonly inactive?: boolean },
  ): Promise<string>;
  domain(uuid: string): DomainSummary | undefined;
  /** Calls back after each change of this machine, its removal too; returns how to stop. */
  onDomain(uuid: string, listener: () => void): () => void;
  /** Calls back when the connection has been opened and loaded (`true`) and when it is gone (`false`). */
  onLink(listener: (up: boolean) => void): () => void;
}

export type FindConsoleHost = (connection: ConnectionId) => ConsoleHost | undefined;

/** Lets a start from our interface wait until its consoles are open, so that the first boot message is seen. */
export interface BootWatch {
  /** Someone looks at a serial console of this machine, or records it: start it paused. */
  wanted(domain: DomainKey): boolean;
  /** Opens them on the paused machine; never fails, and gives up after 3 s. */
  attach(domain: DomainKey): Promise<void>;
}
