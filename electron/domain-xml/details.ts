import type { DomainDetails } from '../../shared/model/domain.ts';
import { parse } from '../xml/parse.ts';
import { attribute, childOf, find, text, type XmlTree } from '../xml/tree.ts';
import { readDevices } from './devices.ts';
import { sameDefinition } from './same-definition.ts';
import { countOf } from './units.ts';

export type DefinitionDetails = Omit<DomainDetails, 'key' | 'revision' | 'job'>;

/**
 * What a machine's page tells of its definition; `storedXml` is that of the next start, where `xml` is of the running one.
 * Throws `XmlFault`.
 */
export function readDomainDetails(xml: string, storedXml?: string): DefinitionDetails {
  const domain = parse(xml);
  const type = find(domain, 'os/type');
  return {
    osType: text(type)?.trim() ?? '',
    arch: attribute(type, 'arch') ?? '',
    machine: attribute(type, 'machine') ?? '',
    virtType: attribute(domain.root, 'type') ?? '',
    firmware: firmwareOf(domain),
    cpu: cpuOf(domain),
    maxVcpus: countOf(text(childOf(domain, 'vcpu'))) ?? 1,
    devices: readDevices(domain),
    pendingChanges: storedXml !== undefined && !sameDefinition(domain, parse(storedXml)),
  };
}

function firmwareOf(domain: XmlTree): DefinitionDetails['firmware'] {
  const os = childOf(domain, 'os');
  const loader = childOf(os, 'loader');
  const firmware = attribute(os, 'firmware');
  if (firmware === 'efi' || attribute(loader, 'type') === 'pflash' || childOf(os, 'nvram') !== undefined)
    return 'uefi';
  if (firmware === 'bios') return 'bios';
  if (childOf(os, 'kernel') !== undefined) return 'kernel';
  return loader === undefined && text(find(domain, 'os/type'))?.trim() === 'hvm' ? 'bios' : 'other';
}

/** e.g. `host-model, 1 × 4 × 2`; empty where the definition leaves it to libvirt. */
function cpuOf(domain: XmlTree): string {
  const cpu = childOf(domain, 'cpu');
  const model = text(childOf(cpu, 'model'))?.trim();
  const topology = childOf(cpu, 'topology');
  const shape = ['sockets', 'cores', 'threads'].map((name) => attribute(topology, name));
  const name = model === undefined || model === '' ? attribute(cpu, 'mode') : model;
  const parts = [name, topology === undefined ? undefined : shape.join(' × ')];
  return parts.filter((part) => part !== undefined).join(', ');
}
