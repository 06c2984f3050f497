import type { Failure } from '../failure.ts';
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
  /** No agent can ask for the password here: a terminal with `pkttyagent` can. */
  | 'polkit-terminal'
  | 'ask-again'
  | 'check-address'
  | 'not-libvirt';

export interface HostProblem {
  readonly failure: Failure;
  readonly cures: readonly Cure[];
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
  /** The host's own name when known, else the URI's host, else "localhost". */
  readonly name: string;
  readonly uri: string;
  readonly readOnly: boolean;
  readonly state: HostState;
  /** Our calls wait and nothing arrives, yet the connection stands. */
  readonly busy: boolean;
  readonly facts?: HostFacts;
  readonly problem?: HostProblem;
  /** What this driver or version lacks; the interface hides what needs it. */
  readonly lacks: readonly ('networks' | 'pools' | 'interfaces' | 'statistics' | 'consoles')[];
}
