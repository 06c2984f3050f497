// The displays and serial devices of one machine as its definition has them; domain-xml/ reads them.
import type { PointerKind } from '../../shared/model/console.ts';

export interface DisplayDevice {
  /** `vnc`, `spice`, `sdl`, … */
  readonly type: string;
  /** A UNIX socket; then there is no address. */
  readonly socket?: string;
  readonly address?: string;
  /** Absent while it is off, or when it listens nowhere. */
  readonly port?: number;
  readonly passwordSet: boolean;
  /** Only in a definition that was read with secrets; never leaves the engine. */
  readonly password?: string;
  /** ms since 1970 */
  readonly passwordExpiresAtMs?: number;
}

export interface SerialDevice {
  readonly kind: 'serial' | 'console';
  /** `pty`, `file`, `unix`, `tcp`, … */
  readonly type: string;
  readonly alias?: string;
  readonly targetType?: string;
  /** Where it leads, e.g. `/dev/pts/3`. */
  readonly source?: string;
}

export interface ConsoleDevices {
  readonly displays: readonly DisplayDevice[];
  readonly pointer: PointerKind;
  readonly serials: readonly SerialDevice[];
}
