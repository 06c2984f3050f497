// Pools and volumes as libvirt writes them down, and as clients do.
import { encodeAttribute, encodeText } from '../../xml/entities.ts';
import { serialiseElement } from '../../xml/serialise.ts';
import { attribute, childElements, childOf, find, text, type XmlTree } from '../../xml/tree.ts';
import { badXml } from '../server/refusal.ts';
import type { Pool, PoolPlan, Volume } from '../world/pools.ts';
import type { DemoWorld } from '../world/world.ts';
import { freshUuid, givenUuid, readGiven, required } from './given-definition.ts';

const FROM = 'VIR_FROM_STORAGE';
const GIB = 1024 ** 3;
/** Of the file system that a pool of a person's own is in. */
const USUAL_CAPACITY_BYTES = 500 * GIB;

export function poolXml(pool: Pool): string {
  const { name, uuid, type, source, path, capacityBytes, allocationBytes, active } = pool;
  const capacity = active ? capacityBytes : 0;
  return `<pool type='${encodeAttribute(type)}'>
  <name>${encodeText(name)}</name>
  <uuid>${uuid}</uuid>
  <capacity unit='bytes'>${capacity}</capacity>
  <allocation unit='bytes'>${allocationBytes}</allocation>
  <available unit='bytes'>${capacity - allocationBytes}</available>
  <source>${source === '' ? '' : `\n    ${source}`}
  </source>
  <target>
    <path>${encodeText(path)}</path>
  </target>
</pool>
`;
}

/** Reads a pool's definition. Throws `Refusal`. */
export function readPool(world: DemoWorld, xml: string): PoolPlan {
  const tree = readGiven(xml, 'pool', FROM);
  const type = attribute(tree.root, 'type');
  if (type === undefined) throw badXml('<pool> needs a type', FROM);
  const name = text(childOf(tree.root, 'name'))?.trim() || (text(find(tree, 'source/name')) ?? '');
  if (name === '') throw badXml('<pool> needs a name', FROM);
  const known = world.pools.all.find((pool) => pool.name === name);
  const refuse = (message: string) => badXml(message, FROM);
  return {
    name,
    uuid: givenUuid(tree, refuse) ?? known?.uuid ?? freshUuid(name, world.clock.nowMs()),
    type,
    path: text(find(tree, 'target/path'))?.trim() ?? `/dev/${name}`,
    source: childElements(childOf(tree.root, 'source')).map(serialiseElement).join('\n    '),
    capacityBytes: known?.capacityBytes ?? USUAL_CAPACITY_BYTES,
    active: false,
    autostart: false,
    volumes: [],
  };
}

export function volumeXml({
  name,
  path,
  format,
  capacityBytes,
  allocationBytes,
  backingPath,
}: Volume): string {
  const backing =
    backingPath === undefined
      ? ''
      : `  <backingStore>\n    <path>${encodeText(backingPath)}</path>\n    <format type='qcow2'/>\n  </backingStore>\n`;
  return `<volume type='file'>
  <name>${encodeText(name)}</name>
  <key>${encodeText(path)}</key>
  <source>
  </source>
  <capacity unit='bytes'>${capacityBytes}</capacity>
  <allocation unit='bytes'>${allocationBytes}</allocation>
  <physical unit='bytes'>${allocationBytes}</physical>
  <target>
    <path>${encodeText(path)}</path>
    <format type='${encodeAttribute(format)}'/>
    <permissions>
      <mode>0600</mode>
      <owner>64055</owner>
      <group>64055</group>
    </permissions>
  </target>
${backing}</volume>
`;
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  bytes: 1,
  KB: 1e3,
  K: 1024,
  k: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  GB: 1e9,
  G: GIB,
  GiB: GIB,
  TB: 1e12,
  T: 1024 * GIB,
  TiB: 1024 * GIB,
};

function sizeOf(tree: XmlTree, name: string): number | undefined {
  const element = childOf(tree.root, name);
  if (element === undefined) return undefined;
  const unit = UNITS[attribute(element, 'unit') ?? 'bytes'];
  const number = Number(text(element)?.trim());
  if (unit === undefined || !Number.isFinite(number) || number < 0)
    throw badXml(`<${name}> is no size`, FROM);
  return Math.round(number * unit);
}

/** A header, as an image of its format has it before anything is written. */
const HEADER_BYTES = 196_624;

/** Reads a volume's definition, of the size of `like` when it names none. Throws `Refusal`. */
export function readVolume(pool: Pool, xml: string, like?: Volume): Volume {
  const tree = readGiven(xml, 'volume', FROM);
  const name = required(tree, 'name', FROM);
  if (name.includes('/')) throw badXml(`the name ${name} cannot contain a slash`, FROM);
  const capacityBytes = Math.max(sizeOf(tree, 'capacity') ?? 0, like?.capacityBytes ?? 0);
  if (capacityBytes === 0 && sizeOf(tree, 'capacity') === undefined)
    throw badXml('<capacity> is missing', FROM);
  const format = attribute(find(tree, 'target/format'), 'type') ?? 'raw';
  const backingPath = text(find(tree, 'backingStore/path'))?.trim();
  const asked = sizeOf(tree, 'allocation') ?? (format === 'raw' ? capacityBytes : 0);
  return {
    name,
    path: `${pool.path}/${name}`,
    format,
    capacityBytes,
    allocationBytes: like?.allocationBytes ?? (format === 'raw' ? asked : Math.max(asked, HEADER_BYTES)),
    ...(backingPath !== undefined && backingPath !== '' && { backingPath }),
    ...(like?.content !== undefined && { content: like.content }),
  };
}
