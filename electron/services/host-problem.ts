// Why a host could not be opened, and what helps.
import { existsSync } from 'node:fs';
import type { Failure } from '../../shared/failure.ts';
import type { Cure, HostProblem } from '../../shared/model/host.ts';
import { failureOf } from '../libvirt/failure-of.ts';
import { VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import { type HostUri, isSession } from '../libvirt/uri.ts';
import type { Log } from '../log.ts';

/** What is looked at beside the failure itself. */
export interface ProblemContext {
  readonly uri: HostUri | undefined;
  readonly userIsRoot: boolean;
  readonly exists: (path: string) => boolean;
}

const DAEMONS = ['/usr/sbin/libvirtd', '/usr/sbin/virtqemud', '/usr/bin/libvirtd', '/usr/bin/virtqemud'];

/** The problem of a host that was not opened, with its cures in the order of their promise. */
export function hostProblem(
  error: unknown,
  uri: HostUri | undefined,
  { userIsRoot, log }: { readonly userIsRoot: boolean; readonly log: Log },
): HostProblem {
  const failure = failureOf(error, log);
  return {
    failure,
    cures: curesFor(failure, { uri, userIsRoot, exists: existsSync }),
    sinceMs: Date.now(),
  };
}

/** What helps against `failure`. */
export function curesFor(failure: Failure, context: ProblemContext): readonly Cure[] {
  switch (failure.kind) {
    case 'unreachable':
      return curesForUnreachable(failure, context);
    case 'protocol':
      return ['not-libvirt', 'check-address'];
    case 'invalid':
    case 'unsupported':
      return ['check-address'];
    default:
      return [];
  }
}

type Unreachable = Failure & { readonly kind: 'unreachable' };

function curesForUnreachable({ stage, code }: Unreachable, context: ProblemContext): readonly Cure[] {
  const local = context.uri === undefined || context.uri.host === undefined;
  if (stage === 'auth') return curesForAuth(code);
  if (stage === 'resolve') return ['check-address'];
  if (stage === 'open') return curesForOpen(code, context);
  if (stage !== 'connect') return [];
  if (code === 'EACCES' || code === 'EPERM') return ['join-libvirt-group'];
  if (code === 'ENOTSOCK') return ['not-libvirt'];
  if (!local) return ['check-address', 'start-daemon'];
  return curesForNoDaemon(context);
}

function curesForOpen(code: Unreachable['code'], { uri }: ProblemContext): readonly Cure[] {
  // The peer took the connection and then said nothing that libvirt would say.
  if (code === undefined) return ['not-libvirt', 'ask-again'];
  // libvirtd is here and its QEMU driver, a package of its own in some distributions, is not.
  const isWithoutQemu = code === VirErrorNumber.VIR_ERR_NO_CONNECT && uri?.driver === 'qemu';
  return isWithoutQemu && uri.host === undefined ? ['install-libvirt'] : ['check-address'];
}

/** Nothing listens on this computer: libvirt is not here, or does not run. */
function curesForNoDaemon({ uri, userIsRoot, exists }: ProblemContext): readonly Cure[] {
  if (!DAEMONS.some(exists)) return ['install-libvirt'];
  if (uri?.client.socket !== undefined) return ['check-address', 'start-daemon'];
  return uri !== undefined && isSession(uri, userIsRoot) ? ['ask-again'] : ['start-daemon'];
}

function curesForAuth(code: Unreachable['code']): readonly Cure[] {
  switch (code) {
    case VirErrorNumber.VIR_ERR_AUTH_UNAVAILABLE:
      return ['polkit-terminal', 'join-libvirt-group'];
    case VirErrorNumber.VIR_ERR_AUTH_CANCELLED:
      return ['ask-again'];
    case VirErrorNumber.VIR_ERR_AUTH_FAILED:
      return ['join-libvirt-group', 'ask-again'];
    default:
      return ['ask-again'];
  }
}
