// The serial devices of a machine as a page lists them: each once, under a name that holds whether it runs or not.
import type { SerialFacts } from '../../domain-xml/consoles.ts';

export interface NamedSerial extends SerialFacts {
  /** libvirt's alias, or the one that it will give at the next start. */
  readonly device: string;
}

/**
 * libvirt writes the first serial port a second time, as console 0 with the target `serial`: the same device, the same
 * alias. What is off has no aliases yet; libvirt counts each kind from 0 in the order of the definition.
 */
export function namedSerials(devices: readonly SerialFacts[]): readonly NamedSerial[] {
  const named = new Map<string, NamedSerial>();
  const leftOut = devices.some(({ kind }) => kind === 'serial') && !devices.some(isTwin);
  const counted = { serial: 0, console: leftOut ? 1 : 0 };
  for (const one of devices) {
    const number = counted[one.kind]++;
    const device = one.alias ?? `${isTwin(one) ? 'serial' : one.kind}${number}`;
    if (!named.has(device)) named.set(device, { ...one, device });
  }
  return [...named.values()];
}

function isTwin({ kind, targetType }: SerialFacts): boolean {
  return kind === 'console' && targetType === 'serial';
}
