// Terminals of a host: its shell, `virsh` bound to it, and `ssh` to one of its machines; and the polkit agent of this computer.
import { env, pid } from 'node:process';
import type { AppHandlers } from '../../shared/contract.ts';
import { type ConnectionId, connectionOf } from '../../shared/model/keys.ts';
import type { ConsoleHost, FindConsoleHost, LoginShells, TerminalProgram } from '../console/host-access.ts';
import { findProgram } from '../console/terminal/find-program.ts';
import { runTerminal, type Terminal, type TerminalChannel } from '../console/terminal/terminal.ts';
import { Unreachable, Unsupported } from '../libvirt/errors.ts';
import { parseUri } from '../libvirt/uri.ts';
import { throughProgram } from './virsh-uri.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

type TerminalHandlers = Pick<
  AppHandlers['consoles'],
  'polkitAgent' | 'hostShell' | 'virshShell' | 'guestShell'
>;

export interface Terminals {
  readonly handlers: TerminalHandlers;
  /** Ends those of a host that is no longer held. */
  hostRemoved(connection: ConnectionId): void;
  /** Ends all. */
  dispose(): void;
}

const NO_ENVIRONMENT = {} as const;

export function createTerminals(findHost: FindConsoleHost): Terminals {
  const open = new Map<Terminal, ConnectionId>();

  function demandHost(connection: ConnectionId): ConsoleHost {
    const host = findHost(connection);
    if (host === undefined) throw new Unreachable('open', 'this host is not connected');
    return host;
  }

  async function run(
    connection: ConnectionId,
    channel: TerminalChannel,
    program: TerminalProgram,
    { columns, rows }: Size,
  ): Promise<void> {
    const terminal = await runTerminal(channel, { ...program, columns, rows });
    open.set(terminal, connection);
    terminal.onEnded(() => open.delete(terminal));
  }

  return {
    handlers: {
      // polkit asks about the process that opened libvirt's socket: this one.
      polkitAgent: ({ connection, ...size }, channel) =>
        run(connection, channel, local('pkttyagent', ['--process', String(pid)]), size),
      hostShell: async ({ connection, ...size }, channel) =>
        run(connection, channel, hostShell(demandHost(connection)), size),
      virshShell: async ({ connection, ...size }, channel) =>
        run(connection, channel, await virshShell(demandHost(connection)), size),
      guestShell: async ({ domain, address, user, ...size }, channel) => {
        const connection = connectionOf(domain);
        await run(connection, channel, guestShell(demandHost(connection), address, user), size);
      },
    },
    hostRemoved(connection) {
      for (const [terminal, owner] of [...open]) if (owner === connection) terminal.kill();
    },
    dispose() {
      for (const terminal of [...open.keys()]) terminal.kill();
    },
  };
}

function local(file: string, args: readonly string[]): TerminalProgram {
  return { file, args, env: NO_ENVIRONMENT };
}

/** The agent that holds the person's keys; nothing else that runs in a terminal of ours needs it. */
function withAgent(program: TerminalProgram): TerminalProgram {
  const { SSH_AUTH_SOCK: agent } = env;
  return agent === undefined ? program : { ...program, env: { ...program.env, SSH_AUTH_SOCK: agent } };
}

/** What a host's login can run. Fails where there is none: closed, or another way to it. */
function demandShells(host: ConsoleHost): LoginShells {
  if (host.login?.shells !== undefined) return host.login.shells;
  if (parseUri(host.uri).transport === 'ssh') throw new Unreachable('open', 'this host is not connected');
  throw new Unsupported('a shell over this connection: only ssh logs in to the host');
}

function hostShell(host: ConsoleHost): TerminalProgram {
  if (!host.local) return demandShells(host).terminal();
  return withAgent(local(env.SHELL ?? '/bin/sh', ['-l']));
}

/** This computer's, through the host's login where it has one; the host's own when there is none here. */
async function virshShell(host: ConsoleHost): Promise<TerminalProgram> {
  const uri = parseUri(host.uri);
  const access = host.readOnly ? ['-r'] : [];
  const virsh = await findProgram('virsh');
  if (uri.transport === 'ssh' || host.login !== undefined) {
    const shells = demandShells(host);
    const ssh = virsh === undefined ? undefined : await shells.sharedProgram();
    return virsh === undefined || ssh === undefined
      ? shells.terminal(['virsh', ...access, '-c', uri.remoteName])
      : local(virsh, [...access, '-c', throughProgram(uri, ssh)]);
  }
  if (virsh === undefined) {
    throw new Unreachable('open', 'virsh is not installed on this computer', { code: 'NO_VIRSH' });
  }
  return withAgent(local(virsh, [...access, '-c', host.uri]));
}

function guestShell(host: ConsoleHost, address: string, user: string | undefined): TerminalProgram {
  if (!host.local) return withAgent(demandShells(host).jump(address, user));
  return withAgent(local('ssh', [...(user === undefined ? [] : ['-l', user]), '--', address]));
}
