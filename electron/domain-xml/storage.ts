import { parse } from '../xml/parse.ts';
import { attribute, childOf, find, text } from '../xml/tree.ts';
import { present } from './present.ts';
import { bytesOf } from './units.ts';

export interface PoolFacts {
  readonly name: string;
  /** `dir`, `logical`, `netfs`, … */
  readonly type: string;
  readonly path?: string;
}

export interface VolumeFacts {
  readonly name: string;
  readonly key?: string;
  readonly path?: string;
  /** `raw`, `qcow2`, `iso`, `dir`, … */
  readonly format: string;
  readonly capacityBytes: number;
  readonly allocationBytes: number;
  readonly backingPath?: string;
}

/** Reads a storage pool's definition. Throws `XmlFault`. */
export function readPool(xml: string): PoolFacts {
  const pool = parse(xml);
  return present({
    name: text(childOf(pool, 'name')) ?? '',
    type: attribute(pool.root, 'type') ?? '',
    path: text(find(pool, 'target/path')),
  });
}

/** Reads a volume's definition. Throws `XmlFault`. */
export function readVolume(xml: string): VolumeFacts {
  const volume = parse(xml);
  return present({
    name: text(childOf(volume, 'name')) ?? '',
    key: text(childOf(volume, 'key')),
    path: text(find(volume, 'target/path')),
    // Block and network volumes have no format of their own: what is in them is raw.
    format: attribute(find(volume, 'target/format'), 'type') ?? 'raw',
    capacityBytes: sizeAt('capacity'),
    allocationBytes: sizeAt('allocation'),
    backingPath: text(find(volume, 'backingStore/path')),
  });

  function sizeAt(name: string): number {
    const size = childOf(volume, name);
    return bytesOf(text(size) ?? '', attribute(size, 'unit') ?? 'bytes') ?? 0;
  }
}
