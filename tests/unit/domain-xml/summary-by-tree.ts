// The same facts as `readDomainSummary` gives, read the slow way: the oracle of its tests.
import type { DiskUse, DomainFacts } from '../../../electron/domain-xml/summary.ts';
import { kibibytesOf } from '../../../electron/domain-xml/units.ts';
import { XmlFault } from '../../../electron/xml/fault.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { attribute, elements, find, text, type XmlElement } from '../../../electron/xml/tree.ts';

function clean<T extends object>(fields: T): T {
  return JSON.parse(JSON.stringify(fields));
}

const memory = (element: XmlElement): number => kibibytesOf(text(element)!, attribute(element, 'unit')) ?? 0;

function uses(disk: XmlElement): DiskUse[] {
  return disk.children.flatMap((child): DiskUse[] => {
    if (child.kind !== 'element') return [];
    if (child.name === 'backingStore') return uses(child);
    if (child.name !== 'source') return [];
    const path = ['file', 'dev', 'dir', 'name']
      .map((name) => attribute(child, name))
      .find((value) => value !== undefined);
    const use = clean({
      path,
      pool: attribute(child, 'pool'),
      volume: attribute(child, 'volume'),
    }) as DiskUse;
    return use.path === undefined && use.volume === undefined ? [] : [use];
  });
}

export function summaryByTree(xml: string): DomainFacts {
  const { root } = parse(xml);
  const last = (path: string): XmlElement | undefined => elements(root, path).at(-1);
  const maxMemoryKiB = last('memory') === undefined ? 0 : memory(last('memory')!);
  const vcpu = last('vcpu');
  const known = last('name') !== undefined && last('uuid') !== undefined;
  if (!known) throw new XmlFault('malformed', 'a domain without a name or UUID');
  return clean({
    uuid: text(last('uuid'))!.trim().toLowerCase(),
    name: text(last('name'))!,
    title: text(last('title'))!,
    description: text(last('description'))!,
    osType: (text(last('os/type')) ?? '').trim(),
    vcpus: Number(attribute(vcpu, 'current') ?? text(vcpu) ?? 1),
    memoryKiB: last('currentMemory') === undefined ? maxMemoryKiB : memory(last('currentMemory')!),
    maxMemoryKiB,
    displays: elements(root, 'devices/graphics').map((graphics) => attribute(graphics, 'type') ?? ''),
    disks: elements(root, 'devices/disk').flatMap(uses),
    interfaces: elements(root, 'devices/interface').map((one) => ({
      mac: (attribute(find(one, 'mac'), 'address') as string)?.toLowerCase(),
      network: attribute(find(one, 'source'), 'network')!,
      bridge: attribute(find(one, 'source'), 'bridge')!,
      target: attribute(find(one, 'target'), 'dev')!,
      model: attribute(find(one, 'model'), 'type')!,
    })),
  });
}
