// How long the network's part of an address is, as libvirt reckons it.
import { countOf } from './units.ts';

/** From the prefix, or the netmask, or (as libvirt does where neither is given) the address alone. */
export function prefixOf(address: string, prefix: string | undefined, netmask: string | undefined): number {
  return countOf(prefix) ?? (netmask === undefined ? undefined : maskLength(netmask)) ?? usualPrefix(address);
}

/** `undefined` for what is no mask: four numbers whose ones stand together at the left. */
function maskLength(netmask: string): number | undefined {
  const parts = netmask.split('.').map(countOf);
  if (parts.length !== 4) return undefined;
  let bits = '';
  for (const part of parts) {
    if (part === undefined || part > 255) return undefined;
    bits += part.toString(2).padStart(8, '0');
  }
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** The classes of old for IPv4, 64 for IPv6. */
function usualPrefix(address: string): number {
  if (address.includes(':')) return 64;
  const first = countOf(address.split('.')[0]) ?? 0;
  if (first < 128) return 8;
  return first < 192 ? 16 : 24;
}
