// Where the daemons of this computer listen, and which of them a URI means.
import { join } from 'node:path';
import { type HostUri, isSession } from './uri.ts';

export interface Surroundings {
  readonly isRoot: boolean;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

export interface LocalDaemon {
  readonly socketPath: string;
  /** The program to start when nothing listens there; absent where libvirt starts none. */
  readonly program: string | undefined;
}

const SYSTEM_FOLDER = '/var/run/libvirt';
const MONOLITHIC_PROGRAM = '/usr/sbin/libvirtd';

// Drivers that have a daemon of their own.
const DRIVER_DAEMONS: ReadonlyMap<string, string> = new Map(
  [
    'qemu',
    'ch',
    'lxc',
    'xen',
    'vbox',
    'vz',
    'bhyve',
    'network',
    'storage',
    'interface',
    'nodedev',
    'secret',
    'nwfilter',
  ].map((driver) => [driver, `virt${driver}d`]),
);

/** The socket that a local URI means, as libvirt's own client picks it. */
export function localDaemon(uri: HostUri, readonly: boolean, around: Surroundings): LocalDaemon {
  const session = isSession(uri, around.isRoot);
  const autostart = session && uri.client.socket === undefined && around.env.LIBVIRT_AUTOSTART !== '0';
  const driverDaemon = DRIVER_DAEMONS.get(uri.driver);
  const socketOf = (daemon: string) => socketPath(daemon, session, readonly, around);
  const direct = picksDriverDaemon(uri, driverDaemon, autostart, socketOf, around);
  const daemon = direct && driverDaemon !== undefined ? driverDaemon : 'libvirtd';
  return {
    socketPath: uri.client.socket ?? socketOf(daemon),
    program: autostart ? programOf(daemon, around) : undefined,
  };
}

function picksDriverDaemon(
  uri: HostUri,
  driverDaemon: string | undefined,
  autostart: boolean,
  socketOf: (daemon: string) => string,
  { exists }: Surroundings,
): boolean {
  if (driverDaemon === undefined || uri.client.mode === 'legacy') return false;
  if (uri.client.mode === 'direct' || exists(socketOf(driverDaemon))) return true;
  // Nothing runs yet: start what is installed.
  return (
    autostart &&
    !exists(socketOf('libvirtd')) &&
    !exists(MONOLITHIC_PROGRAM) &&
    exists(`/usr/sbin/${driverDaemon}`)
  );
}

/** Session daemons have no read-only socket; there the flag of `connect_open` does it. */
function socketPath(daemon: string, session: boolean, readonly: boolean, around: Surroundings): string {
  const name = daemon === 'libvirtd' ? 'libvirt' : daemon;
  if (session) return join(sessionFolder(around), `${name}-sock`);
  return `${SYSTEM_FOLDER}/${name}-sock${readonly ? '-ro' : ''}`;
}

function sessionFolder({ env, home }: Surroundings): string {
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime !== undefined && runtime !== '') return join(runtime, 'libvirt');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'libvirt');
}

function programOf(daemon: string, { env }: Surroundings): string {
  const override = daemon === 'libvirtd' ? env.LIBVIRTD_PATH : env.VIRTD_PATH;
  return override || `/usr/sbin/${daemon}`;
}
