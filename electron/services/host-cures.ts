// What helps against a failed connection, in the order of its promise.
import type { Failure } from '../../shared/failure.ts';
import type { Cure } from '../../shared/model/host.ts';
import { VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import { type HostUri, isSession } from '../libvirt/uri.ts';
import { isLocal } from './host-summary.ts';

/** What is looked at beside the failure itself. */
export interface ProblemContext {
  readonly uri: HostUri | undefined;
  readonly userIsRoot: boolean;
  readonly exists: (path: string) => boolean;
}

const DAEMONS = ['/usr/sbin/libvirtd', '/usr/sbin/virtqemud', '/usr/bin/libvirtd', '/usr/bin/virtqemud'];

/** Codes that say all, wherever on the way they come from. */
const CURES_OF_CODE: ReadonlyMap<string | number, readonly Cure[]> = new Map<string, readonly Cure[]>([
  ['HOST_KEY_CHANGED', ['verify-host-key']],
  ['HOST_KEY_REFUSED', ['verify-host-key', 'ask-again']],
  ['PERMISSION_DENIED', ['check-login', 'ask-again']],
  ['NO_LIBVIRT', ['install-libvirt-there', 'start-daemon']],
  ['NO_HELPER', ['install-helper']],
  ['NOT_IN_GROUP', ['join-libvirt-group-there']],
  ['NOISY_LOGIN', ['quiet-login']],
  ['NO_SSH', ['install-ssh']],
  ['PROGRAM_MISSING', ['check-program']],
  ['PROGRAM_ENDED', ['check-program']],
  ['CERTIFICATE_NAME', ['certificate-name']],
  ['CERTIFICATE_EXPIRED', ['certificate-expired']],
  ['CERTIFICATE_AUTHORITY', ['certificate-authority']],
  ['NO_CA', ['certificate-authority']],
  ['CLIENT_CERTIFICATE', ['client-certificate']],
  ['CLIENT_CERTIFICATE_REFUSED', ['client-certificate']],
  ['SASL_REFUSED', ['check-password', 'ask-again']],
  ['SASL_MECHANISM', ['sasl-mechanism']],
  ['SASL_FAULT', ['distrust-server']],
  ['SERVER_TOO_OLD', ['update-server']],
]);

export function curesFor(failure: Failure, context: ProblemContext): readonly Cure[] {
  switch (failure.kind) {
    case 'unreachable':
      return curesForUnreachable(failure, context);
    case 'protocol':
      return ['not-libvirt', 'check-address'];
    case 'unsupported':
      return curesForUnsupported(failure.what);
    case 'invalid':
      return ['check-address'];
    default:
      return [];
  }
}

/** `what` is our own words, or the name of a procedure. */
function curesForUnsupported(what: string): readonly Cure[] {
  // Every libvirt of the last years has them.
  return what.startsWith('REMOTE_PROC_') ? ['update-server'] : ['check-address'];
}

type Unreachable = Failure & { readonly kind: 'unreachable' };

function curesForUnreachable({ stage, code }: Unreachable, context: ProblemContext): readonly Cure[] {
  const { client } = context.uri ?? {};
  if (code === 'NO_LIBVIRT' && client?.socket !== undefined) return ['check-socket', 'start-daemon'];
  if (code === 'NO_HELPER' && client?.proxy === 'native') return ['install-native-helper'];
  const known = code === undefined ? undefined : CURES_OF_CODE.get(code);
  if (known !== undefined) return known;
  const local = isLocal(context.uri);
  if (stage === 'auth') return curesForAuth(code, local);
  if (stage === 'resolve') return ['check-address'];
  if (stage === 'open') return curesForOpen(code, context);
  if (stage !== 'connect') return [];
  if (code === 'EACCES' || code === 'EPERM') return [joinGroup(local)];
  if (code === 'ENOTSOCK') return ['not-libvirt'];
  // What does not answer there is sshd, not libvirt.
  if (context.uri?.transport === 'ssh') return ['check-address'];
  if (!local) return ['check-address', 'start-daemon'];
  return curesForNoDaemon(context);
}

function curesForOpen(code: Unreachable['code'], { uri }: ProblemContext): readonly Cure[] {
  // The peer took the connection and then said nothing that libvirt would say.
  if (code === undefined) return ['not-libvirt', 'ask-again'];
  // It does not know the very procedures that open it.
  if (code === VirErrorNumber.VIR_ERR_RPC) return ['update-server'];
  // libvirtd is here and its QEMU driver, a package of its own in some distributions, is not.
  const isWithoutQemu = code === VirErrorNumber.VIR_ERR_NO_CONNECT && uri?.driver === 'qemu';
  if (!isWithoutQemu) return ['check-address'];
  return isLocal(uri) ? ['install-libvirt'] : ['install-libvirt-there'];
}

/** Nothing listens on this computer: libvirt is not here, or does not run. */
function curesForNoDaemon({ uri, userIsRoot, exists }: ProblemContext): readonly Cure[] {
  if (!DAEMONS.some(exists)) return ['install-libvirt'];
  if (uri?.client.socket !== undefined) return ['check-address', 'start-daemon'];
  return uri !== undefined && isSession(uri, userIsRoot) ? ['ask-again'] : ['start-daemon'];
}

function joinGroup(local: boolean): Cure {
  return local ? 'join-libvirt-group' : 'join-libvirt-group-there';
}

function curesForAuth(code: Unreachable['code'], local: boolean): readonly Cure[] {
  switch (code) {
    case VirErrorNumber.VIR_ERR_AUTH_UNAVAILABLE:
      // An agent here cannot speak for a process on another computer.
      return local ? ['polkit-terminal', joinGroup(local)] : [joinGroup(local)];
    case VirErrorNumber.VIR_ERR_AUTH_CANCELLED:
      return ['ask-again'];
    case VirErrorNumber.VIR_ERR_AUTH_FAILED:
      return [joinGroup(local), 'ask-again'];
    default:
      return ['ask-again'];
  }
}
