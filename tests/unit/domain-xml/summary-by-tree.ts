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
  const first = (path: string): XmlElement | undefined => find(root, path);
  const maxMemoryKiB = first('memory') === undefined ? 0 : memory(first('memory')!);
  const vcpu = first('vcpu');
  const known = first('name') !== undefined && first('uuid') !== undefined;
  if (!known) throw new XmlFault('malformed', 'a domain without a name or UUID');
  return clean({
    uuid: text(first('uuid'))!.trim().toLowerCase(),
    name: text(first('name'))!,
    title: text(first('title'))!,
    description: text(first('description'))!,
    osType: (text(first('os/type')) ?? '').trim(),
    vcpus: Number(attribute(vcpu, 'current') ?? text(vcpu) ?? 1),
    memoryKiB: first('currentMemory') === undefined ? maxMemoryKiB : memory(first('currentMemory')!),
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
