// What the lists need of a machine's definition. It is read for every machine of a host, so it builds no tree.
import type { DiskUse } from '../../shared/model/domain.ts';
import type { Group, Tag } from '../../shared/model/labels.ts';
import { readXml, type XmlCursor } from '../xml/cursor.ts';
import { XmlFault } from '../xml/fault.ts';
import { readMetadata } from './labels.ts';
import { countOf, kibibytesOf } from './units.ts';

export interface InterfaceUse {
  readonly mac?: string;
  readonly network?: string;
  /** The bridge on the host; for a network's interface only while it runs. */
  readonly bridge?: string;
  /** The device on the host, e.g. `vnet3`; usually only while it runs. */
  readonly target?: string;
  readonly model?: string;
}

export interface DomainFacts {
  readonly uuid: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** `hvm`, `exe`, … */
  readonly osType: string;
  readonly arch: string;
  /** libosinfo's name of the system inside. */
  readonly osId?: string;
  readonly tags: readonly Tag[];
  readonly group?: Group;
  readonly vcpus: number;
  readonly memoryKiB: number;
  readonly maxMemoryKiB: number;
  /** The types of its displays in order. */
  readonly displays: readonly string[];
  /** Backing files included, as far as the definition names them. */
  readonly disks: readonly DiskUse[];
  readonly interfaces: readonly InterfaceUse[];
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

type Draft = Partial<Mutable<DomainFacts>> & {
  readonly displays: string[];
  readonly disks: DiskUse[];
  readonly interfaces: InterfaceUse[];
  readonly tags: Tag[];
};

/** Reads a machine's definition in one pass. Throws `XmlFault` when it is not one. */
export function readDomainSummary(xml: string): DomainFacts {
  return readXml(xml, (root, cursor) => {
    if (root !== 'domain') throw new XmlFault('malformed', 'not a domain');
    const draft: Draft = { displays: [], disks: [], interfaces: [], tags: [] };
    cursor.children((name) => readPart(name, cursor, draft));
    return finished(draft);
  });
}

function finished({ name, uuid, ...draft }: Draft): DomainFacts {
  if (name === undefined || uuid === undefined)
    throw new XmlFault('malformed', 'a domain without a name or UUID');
  const maxMemoryKiB = draft.maxMemoryKiB ?? 0;
  const rest = { osType: '', arch: '', vcpus: 1, memoryKiB: maxMemoryKiB, ...draft };
  return { ...rest, name, uuid, maxMemoryKiB };
}

/** Where an element stands twice, the first counts. */
function readPart(part: string, cursor: XmlCursor, draft: Draft): void {
  switch (part) {
    case 'uuid':
      draft.uuid ??= cursor.text().trim().toLowerCase();
      break;
    case 'name':
      draft.name ??= cursor.text();
      break;
    case 'title':
    case 'description':
      draft[part] ??= cursor.text();
      break;
    case 'vcpu':
      draft.vcpus ??= countOf(cursor.attribute('current')) ?? countOf(cursor.text()) ?? 1;
      break;
    case 'memory':
      draft.maxMemoryKiB ??= readMemory(cursor);
      break;
    case 'currentMemory':
      draft.memoryKiB ??= readMemory(cursor);
      break;
    case 'os':
      cursor.children((name) => {
        if (name === 'type') readType(cursor, draft);
      });
      break;
    case 'metadata':
      readMetadata(cursor, draft);
      break;
    case 'devices':
      cursor.children((name) => readDevice(name, cursor, draft));
      break;
  }
}

function readType(cursor: XmlCursor, draft: Draft): void {
  put(draft, 'arch', cursor.attribute('arch'));
  draft.osType ??= cursor.text().trim();
}

function readMemory(cursor: XmlCursor): number {
  const unit = cursor.attribute('unit');
  return kibibytesOf(cursor.text(), unit) ?? 0;
}

function readDevice(name: string, cursor: XmlCursor, draft: Draft): void {
  switch (name) {
    case 'graphics':
      draft.displays.push(cursor.attribute('type') ?? '');
      break;
    case 'disk':
      readDisk(cursor, draft.disks);
      break;
    case 'interface':
      draft.interfaces.push(readInterface(cursor));
      break;
  }
}

/** Its source, and those of the files behind it (`<backingStore>` holds the same elements again). */
function readDisk(cursor: XmlCursor, disks: DiskUse[]): void {
  cursor.children((name) => {
    if (name === 'backingStore') readDisk(cursor, disks);
    if (name !== 'source') return;
    const use: Mutable<DiskUse> = {};
    put(use, 'path', pathOf(cursor));
    put(use, 'pool', cursor.attribute('pool'));
    put(use, 'volume', cursor.attribute('volume'));
    if (use.path !== undefined || use.volume !== undefined) disks.push(use);
  });
}

function pathOf(source: XmlCursor): string | undefined {
  return (
    source.attribute('file') ?? source.attribute('dev') ?? source.attribute('dir') ?? source.attribute('name')
  );
}

function readInterface(cursor: XmlCursor): InterfaceUse {
  const found: Mutable<InterfaceUse> = {};
  cursor.children((name) => {
    if (name === 'mac') put(found, 'mac', cursor.attribute('address')?.toLowerCase());
    if (name === 'target') put(found, 'target', cursor.attribute('dev'));
    if (name === 'model') put(found, 'model', cursor.attribute('type'));
    if (name !== 'source') return;
    put(found, 'network', cursor.attribute('network'));
    put(found, 'bridge', cursor.attribute('bridge'));
  });
  return found;
}

function put<T, Field extends keyof T>(target: T, field: Field, value: T[Field] | undefined): void {
  if (value !== undefined) target[field] ??= value;
}
