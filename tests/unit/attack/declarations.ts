// Every declaration of the protocol, and the values that several share, by name.
import { messages, procedures } from '../../../electron/libvirt/protocol/procedures.gen.ts';
import * as values from '../../../electron/libvirt/protocol/values.gen.ts';
import type { Codec } from '../../../electron/libvirt/xdr/codec.ts';
import * as composites from '../../../electron/libvirt/xdr/composites.ts';
import * as scalars from '../../../electron/libvirt/xdr/scalars.ts';

export type Declaration = readonly [name: string, codec: Codec<unknown>];

const { array, chars, fixedArray, fixedChars, optional, struct, union } = composites;
const { bool, double, enumeration, fixedOpaque, int32, int64, opaque, string, uint32, uint64, uuid } =
  scalars;

/** Each type of XDR, and each inside another. */
export const types: readonly Declaration[] = [
  ['int32', int32],
  ['uint32', uint32],
  ['int64', int64],
  ['uint64', uint64],
  ['double', double],
  ['bool', bool],
  ['enumeration', enumeration([0, 1, 7, 16])],
  ['string', string({ max: 64 })],
  ['opaque', opaque({ max: 5 })],
  ['fixedOpaque', fixedOpaque(7)],
  ['uuid', uuid],
  ['chars', chars({ max: 9 })],
  ['fixedChars', fixedChars(3)],
  ['optional', optional(string({ max: 64 }))],
  ['array', array(optional(uint64), { max: 4 })],
  ['fixedArray', fixedArray(array(opaque({ max: 3 }), { max: 2 }), 3)],
  ['union', union({ 1: ['one', int32], 5: ['five', struct({ a: bool, b: array(uuid, { max: 3 }) })] })],
  ['struct', struct({ a: struct({}), b: optional(struct({ c: double })), d: enumeration([3, 4]) })],
];

export const declarations: readonly Declaration[] = [
  ...procedures.flatMap(({ name, args, ret }): readonly Declaration[] => [
    [`${name} (arguments)`, args],
    [`${name} (result)`, ret],
  ]),
  ...messages.map(({ name, body }): Declaration => [name, body]),
  ...Object.entries(values),
];
