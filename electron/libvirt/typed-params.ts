// libvirt's lists of named, typed values, as maps: statistics, job results, tunables.
import type { TypedParam } from './protocol/values.gen.ts';

export type ParamValue = number | bigint | boolean | string;

/** The parameters by name; a name that comes twice keeps its last value. */
export function readTypedParams(params: readonly TypedParam[]): ReadonlyMap<string, ParamValue> {
  return new Map(
    params.map(({ field, value }) => [field, value.kind === 'b' ? value.value !== 0 : value.value]),
  );
}

export const typedParam = {
  int: (field: string, value: number): TypedParam => ({ field, value: { kind: 'i', value } }),
  uint: (field: string, value: number): TypedParam => ({ field, value: { kind: 'ui', value } }),
  llong: (field: string, value: bigint): TypedParam => ({ field, value: { kind: 'l', value } }),
  ullong: (field: string, value: bigint): TypedParam => ({ field, value: { kind: 'ul', value } }),
  double: (field: string, value: number): TypedParam => ({ field, value: { kind: 'd', value } }),
  boolean: (field: string, value: boolean): TypedParam => ({
    field,
    value: { kind: 'b', value: value ? 1 : 0 },
  }),
  string: (field: string, value: string): TypedParam => ({ field, value: { kind: 's', value } }),
} as const;
