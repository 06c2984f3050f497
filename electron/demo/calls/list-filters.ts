// The filters of libvirt's list calls, and the numbers in which it says yes and no.

type Filter<One> = readonly [flag: number, test: (one: One) => boolean];

/** Groups of filters, as libvirt has them: of a group any may hold, of several groups each must. */
export type FilterGroups<One> = readonly (readonly Filter<One>[])[];

/** Whether an object passes the filters that the flags of a call ask for; a group of which none is asked for lets all pass. */
export function passesFilters<One>(groups: FilterGroups<One>, one: One, flags: number): boolean {
  return groups.every((group) => {
    const asked = group.filter(([flag]) => (flags & flag) !== 0);
    return asked.length === 0 || asked.some(([, test]) => test(one));
  });
}

/** A truth value as calls answer it. */
export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);
