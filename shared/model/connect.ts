// A host as it is written down, tried out, and found on this computer.
import type { Failure } from '../failure.ts';

export const HOST_COLOURS = [
  'none',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const;
export type HostColour = (typeof HOST_COLOURS)[number];

/** The host that is built in: a first look where there is no libvirt. */
export const DEMO_URI = 'demo:///default';

/** What a person says about a host. */
export interface HostProfile {
  readonly uri: string;
  readonly readOnly: boolean;
  /** Empty: the host's own name is shown. */
  readonly name: string;
  readonly colour: HostColour;
  readonly notes: string;
  /** Opened when the application starts. */
  readonly autoconnect: boolean;
}

/** What is said of a host of which nothing is known but how to reach it. */
export const PLAIN_HOST: Omit<HostProfile, 'uri'> = {
  readOnly: false,
  name: '',
  colour: 'none',
  notes: '',
  autoconnect: true,
};

/** The steps to a host in their order; which there are depends on the transport. */
export const CONNECT_STEPS = [
  'resolve',
  'connect',
  'tls',
  'host-key',
  'login',
  'find-libvirt',
  'authenticate',
  'open',
] as const;
export type ConnectStep = (typeof CONNECT_STEPS)[number];

/** Engine → page while a host is tried out. */
export type TestNotice =
  /** All steps of this transport, before the first. */
  | { readonly type: 'plan'; readonly steps: readonly ConnectStep[] }
  | { readonly type: 'begun'; readonly step: ConnectStep }
  /** `detail`: what was found, e.g. an address, a fingerprint, the program on the far side. */
  | { readonly type: 'done'; readonly step: ConnectStep; readonly detail?: string }
  | {
      readonly type: 'failed';
      readonly step: ConnectStep;
      readonly failure: Failure;
      readonly cures: readonly string[];
      readonly commands: readonly string[];
    }
  /** The host can be used. */
  | { readonly type: 'opened'; readonly hostname: string; readonly libvirtVersion: string };

export interface HostSuggestion {
  readonly uri: string;
  /** What it is called where it was found. */
  readonly name: string;
  readonly from: 'ssh-config' | 'virt-manager' | 'libvirt-conf';
}
