// What a first start opens by itself: the libvirts of this computer, or the demo host where there is none.
import { DEMO_URI } from '../../shared/model/connect.ts';
import { localDaemon, type Surroundings } from '../libvirt/sockets.ts';
import { parseUri } from '../libvirt/uri.ts';

const SYSTEM = 'qemu:///system';
const SESSION = 'qemu:///session';

/** Root has only the system's libvirt, everybody else one of their own too. */
export function usualHosts(around: Surroundings): readonly string[] {
  const local = around.isRoot ? [SYSTEM] : [SYSTEM, SESSION];
  return local.some((uri) => isThere(uri, around)) ? local : [DEMO_URI];
}

/** It listens, or could be started. */
function isThere(uri: string, around: Surroundings): boolean {
  const { socketPath, program } = localDaemon(parseUri(uri), false, around);
  return around.exists(socketPath) || (program !== undefined && around.exists(program));
}
