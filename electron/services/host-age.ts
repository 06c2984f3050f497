// Hosts that are too old to be spoken to well.
import { Unreachable } from '../libvirt/errors.ts';

/** The first major version that this application is made for, of January 2020. */
const OLDEST_MAJOR = 6;

/** What a host has that does not tell. */
const UNKNOWN = '0.0.0';

/** Throws for a libvirt that lacks too much of what is asked of it. */
export function demandRecent(libvirtVersion: string): void {
  if (libvirtVersion === UNKNOWN) return;
  if (Number.parseInt(libvirtVersion, 10) >= OLDEST_MAJOR) return;
  const message = `libvirt ${libvirtVersion} runs there; ${OLDEST_MAJOR}.0.0 is the oldest that can be used`;
  throw new Unreachable('open', message, { code: 'SERVER_TOO_OLD' });
}
