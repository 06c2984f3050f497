// The same facts as `readDomainSummary` gives, read the slow way: the oracle of its tests.
import type { DomainFacts } from '../../../electron/domain-xml/summary.ts';
import { kibibytesOf } from '../../../electron/domain-xml/units.ts';
import { XmlFault } from '../../../electron/xml/fault.ts';
import { parse } from '../../../electron/xml/parse.ts';
import {
  attribute,
  childElements,
  elements,
  find,
  text,
  type XmlElement,
} from '../../../electron/xml/tree.ts';
import type { DiskUse } from '../../../shared/model/domain.ts';
import type { Group, Tag } from '../../../shared/model/labels.ts';

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

/** The elements of one name in an element of metadata that is bound to `uri`. */
function inMetadata(root: XmlElement, uri: string, kind: string): XmlElement[] {
  const homes = elements(root, 'metadata')
    .flatMap((metadata) => childElements(metadata))
    .filter(({ name, attributes }) => {
      const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
      return (
        attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`) === uri &&
        (kind === 'os' || local === 'labels')
      );
    });
  return homes
    .flatMap((home) => childElements(home))
    .filter(({ name }) => name.replace(/^.*?:/, '') === kind);
}

export function summaryByTree(xml: string): DomainFacts {
  const { root } = parse(xml);
  const first = (path: string): XmlElement | undefined => find(root, path);
  const maxMemoryKiB = first('memory') === undefined ? 0 : memory(first('memory')!);
  const vcpu = first('vcpu');
  const known = first('name') !== undefined && first('uuid') !== undefined;
  if (!known) throw new XmlFault('malformed', 'a domain without a name or UUID');
  const labels = 'https://guesthouse.invalid/xmlns/labels/1';
  const coloured = (element: XmlElement) => ({ colour: attribute(element, 'colour') });
  const [os] = inMetadata(root, 'http://libosinfo.org/xmlns/libvirt/domain/1.0', 'os');
  const [group] = inMetadata(root, labels, 'group');
  return clean({
    uuid: text(first('uuid'))!.trim().toLowerCase(),
    name: text(first('name'))!,
    title: text(first('title'))!,
    description: text(first('description'))!,
    osType: (text(first('os/type')) ?? '').trim(),
    arch: attribute(first('os/type'), 'arch') ?? '',
    osId: (os && attribute(os, 'id')) as string,
    tags: inMetadata(root, labels, 'tag').map(
      (tag) => ({ name: attribute(tag, 'name'), ...coloured(tag) }) as Tag,
    ),
    group: (group && { path: attribute(group, 'path'), ...coloured(group) }) as Group,
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
