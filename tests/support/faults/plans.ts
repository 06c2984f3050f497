// When which fault strikes.
import type { Frame } from '../../../electron/libvirt/rpc/frame.ts';
import type { Fault } from './fault.ts';
import type { FaultPlan } from './fault-line.ts';
import type { Random } from './random.ts';

export const noFaults: FaultPlan = () => undefined;

/** One fault, at the first message that it can befall and that `where` lets through. */
export function once(fault: Fault, where: (frame: Frame) => boolean = () => true): FaultPlan {
  let done = false;
  return (frame, from) => {
    if (done || from !== fault.from || !fault.befalls(frame) || !where(frame)) return undefined;
    done = true;
    return fault;
  };
}

/** For this share of the messages one of `faults` is drawn, which strikes if it can befall the message at all. */
export function randomly(faults: readonly Fault[], share: number, random: Random): FaultPlan {
  return (frame, from) => {
    if (!random.chance(share)) return undefined;
    const fault = random.pick(faults);
    return fault.from === from && fault.befalls(frame) ? fault : undefined;
  };
}
