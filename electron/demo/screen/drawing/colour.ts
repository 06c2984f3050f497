// Colours are numbers 0xRRGGBB.

/** `part` of the way from one colour to another, from 0 to 1. */
export function mixed(from: number, to: number, part: number): number {
  const channel = (shift: number): number => {
    const [start, end] = [(from >>> shift) & 0xff, (to >>> shift) & 0xff];
    return Math.round(start + (end - start) * part) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}
