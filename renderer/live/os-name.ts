// What a machine's system is called, from libosinfo's name of it.
import type { DomainSummary } from '../../shared/model/domain.ts';

/** e.g. `debian 12` of `http://debian.org/debian/12`; libvirt's kind of system where nothing is known. */
export function osNameOf({ osId, osType }: Pick<DomainSummary, 'osId' | 'osType'>): string {
  const parts = osId?.split('/').filter((part) => part !== '') ?? [];
  return parts.length < 3 ? osType : parts.slice(2).join(' ');
}
