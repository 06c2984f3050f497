import type { Failure } from '../failure.ts';
import type { ConnectStep, HostProfile } from './connect.ts';
import type { ConnectionId } from './keys.ts';

export type HostState =
  | 'connecting'
  | 'connected'
  /** Closed by the user, or never opened. */
  | 'disconnected'
  /** Could not be opened: `problem` says why. */
  | 'failed'
  /** Was open and is gone; its last known state stays, greyed. */
  | 'lost';

/** What helps against a failed connection; the interface words it and offers it. */
export type Cure =
  | 'install-libvirt'
  | 'start-daemon'
  | 'join-libvirt-group'
  /** The same, for an account on another computer. */
  | 'join-libvirt-group-there'
  /** No agent can ask for the password here: a terminal with `pkttyagent` can. */
  | 'polkit-terminal'
  | 'ask-again'
  | 'check-address'
  /** The path of a socket in the URI. */
  | 'check-socket'
  | 'not-libvirt'
  /** The far side is reached and has no libvirt. */
  | 'install-libvirt-there'
  /** Neither `virt-ssh-helper` nor `nc` nor `socat` is there. */
  | 'install-helper'
  /** The URI takes nothing but `virt-ssh-helper`. */
  | 'install-native-helper'
  /** The key of the host is not the one that is known: perhaps somebody in between. */
  | 'verify-host-key'
  /** The name, password or key was not accepted. */
  | 'check-login'
  /** The same of libvirt's own login, where no keys are. */
  | 'check-password'
  /** What the far side's login prints comes before libvirt's first word. */
  | 'quiet-login'
  | 'install-ssh'
  | 'check-program'
  /** The certificate is for another name, too old, or of an unknown authority. */
  | 'certificate-name'
  | 'certificate-expired'
  | 'certificate-authority'
  | 'client-certificate'
  | 'sasl-mechanism'
  | 'distrust-server'
  | 'update-server';

export interface HostProblem {
  readonly failure: Failure;
  readonly cures: readonly Cure[];
  /** Commands for exactly this failure, ready to copy, e.g. the one that forgets a host's old key. */
  readonly commands?: readonly string[];
  /** When it happened, and when it is tried again, in ms since 1970. */
  readonly sinceMs: number;
  readonly retryAtMs?: number;
}

export interface HostFacts {
  readonly hostname: string;
  /** As libvirt names it: `QEMU`, `TEST`, … */
  readonly hypervisor: string;
  /** e.g. `9.0.0`; absent when the driver has none. */
  readonly hypervisorVersion?: string;
  readonly libvirtVersion: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cpus: number;
  readonly mhz: number;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly threadsPerCore: number;
  readonly numaNodes: number;
  readonly memoryKiB: number;
  /** What the capabilities say it can run, e.g. `{ arch: 'x86_64', types: ['qemu', 'kvm'], machines: 34 }`. */
  readonly guests: readonly {
    readonly osType: string;
    readonly arch: string;
    readonly types: readonly string[];
  }[];
}

export interface HostSummary {
  readonly id: ConnectionId;
  /** The name that the person gave it, else the host's own when known, else the URI's host, else "localhost". */
  readonly name: string;
  readonly uri: string;
  readonly profile: HostProfile;
  /** Its place in the sidebar, from 0. */
  readonly position: number;
  readonly transport: 'unix' | 'ssh' | 'tls' | 'tcp' | 'ext' | 'demo';
  /** While it is connecting: what is being done. */
  readonly step?: ConnectStep;
  /** A terminal on the host can be opened over its login. */
  readonly hasShell: boolean;
  /** `virsh` can be bound to it. */
  readonly hasVirsh: boolean;
  readonly readOnly: boolean;
  readonly state: HostState;
  /** Our calls wait and nothing arrives, yet the connection stands. */
  readonly busy: boolean;
  readonly facts?: HostFacts;
  readonly problem?: HostProblem;
  /** What this driver or version lacks; the interface hides what needs it. */
  readonly lacks: readonly ('networks' | 'pools' | 'interfaces' | 'statistics' | 'consoles')[];
}
