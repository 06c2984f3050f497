// What pages are told of a host.
import type { ConnectStep, HostProfile } from '../../shared/model/connect.ts';
import type { HostProblem, HostState, HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { LoadedHost } from '../inventory/host-inventory.ts';
import { type HostUri, parseUri } from '../libvirt/uri.ts';
import type { Way } from './way.ts';

export interface HostPicture {
  readonly id: ConnectionId;
  readonly profile: HostProfile;
  readonly position: number;
  readonly way: Way | undefined;
  readonly state: HostState;
  readonly busy: boolean;
  readonly step: ConnectStep | undefined;
  readonly loaded: LoadedHost | undefined;
  readonly problem: HostProblem | undefined;
}

export function summaryOf(host: HostPicture): HostSummary {
  const { id, profile, position, way, state, busy, step, loaded, problem } = host;
  const uri = readUri(profile.uri);
  return {
    id,
    name: profile.name || loaded?.facts.hostname || (uri?.host ?? 'localhost'),
    uri: profile.uri,
    profile,
    position,
    transport: way?.name ?? uri?.transport ?? 'unix',
    ...(step !== undefined && { step }),
    hasShell: way === undefined ? uri !== undefined && isLocal(uri) : way.shells && state === 'connected',
    hasVirsh: way?.shells ?? true,
    readOnly: profile.readOnly,
    state,
    busy,
    ...(loaded !== undefined && { facts: loaded.facts }),
    ...(problem !== undefined && { problem }),
    lacks: loaded?.lacks ?? [],
  };
}

/** Undefined for one that makes no sense: connecting says what is wrong with it. */
export function readUri(text: string): HostUri | undefined {
  try {
    return parseUri(text);
  } catch {
    return undefined;
  }
}

/** Whether libvirtd runs on this computer. A program that makes the way, and ssh, lead elsewhere. */
export function isLocal(uri: HostUri | undefined): boolean {
  if (uri?.transport === 'ssh' || uri?.transport === 'ext') return false;
  return uri?.host === undefined;
}
