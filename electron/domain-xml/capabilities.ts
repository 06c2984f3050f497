import type { HostFacts } from '../../shared/model/host.ts';
import { parse } from '../xml/parse.ts';
import { attribute, childOf, elements, find, text, type XmlElement } from '../xml/tree.ts';

export type CapabilitiesFacts = Pick<HostFacts, 'arch' | 'cpuModel' | 'guests'>;

/** What a host is and what it can run. Throws `XmlFault`. */
export function readCapabilities(xml: string): CapabilitiesFacts {
  const capabilities = parse(xml);
  const cpu = find(capabilities, 'host/cpu');
  return {
    arch: text(childOf(cpu, 'arch')) ?? '',
    cpuModel: text(childOf(cpu, 'model')) ?? '',
    guests: elements(capabilities, 'guest').map(readGuest),
  };
}

function readGuest(guest: XmlElement): CapabilitiesFacts['guests'][number] {
  const arch = childOf(guest, 'arch');
  const types = elements(arch, 'domain').map((domain) => attribute(domain, 'type') ?? '');
  return { osType: text(childOf(guest, 'os_type')) ?? '', arch: attribute(arch, 'name') ?? '', types };
}
