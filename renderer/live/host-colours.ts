// The colours that a person can give a host, in both schemes. They only help to tell hosts apart; nothing depends on them.
import type { HostColour } from '../../shared/model/connect.ts';

function shades(name: string, light: number, dark: number): string {
  return `light-dark(var(--mantine-color-${name}-${light}), var(--mantine-color-${name}-${dark}))`;
}

const COLOURS: Readonly<Record<HostColour, string | undefined>> = {
  none: undefined,
  red: shades('red', 7, 5),
  orange: shades('orange', 7, 5),
  yellow: shades('yellow', 7, 4),
  green: shades('green', 7, 5),
  teal: shades('cyan', 7, 5),
  blue: shades('blue', 7, 5),
  violet: shades('violet', 7, 4),
  pink: shades('pink', 6, 4),
};

/** As CSS writes it; undefined for a host without one. */
export function hostColour(colour: HostColour): string | undefined {
  return COLOURS[colour];
}
