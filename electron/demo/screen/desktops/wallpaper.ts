// Wallpapers, different for each machine: hills at dusk, or beams of light.
import { chance } from '../../world/chance.ts';
import { mixed } from '../drawing/colour.ts';
import type { Framebuffer } from '../drawing/framebuffer.ts';

export type Wallpaper = (picture: Framebuffer) => void;

/** Few shades, so that the sky stays cheap to send. */
const SHADE_ROWS = 10;
const SKIES = [
  { top: 0x14263f, bottom: 0xd98f6c, hill: 0x1b3a44 },
  { top: 0x1a2a4f, bottom: 0xc27fa0, hill: 0x26304f },
  { top: 0x0f3145, bottom: 0xe0b27a, hill: 0x17403c },
  { top: 0x233052, bottom: 0x8fb7c9, hill: 0x1f3d52 },
] as const;
const HILLS = [
  { height: 0.36, steps: 5, roughness: 0.16 },
  { height: 0.26, steps: 7, roughness: 0.14 },
  { height: 0.14, steps: 4, roughness: 0.12 },
] as const;

export function hills(seed: number, width: number, height: number): Wallpaper {
  const sky = SKIES[Math.floor(chance(seed, 'sky') * SKIES.length)] ?? SKIES[0];
  const ridges = HILLS.map(({ height: base, steps, roughness }, layer) => ({
    colour: mixed(sky.bottom, sky.hill, 0.45 + 0.275 * layer),
    tops: ridge(seed, layer, width, steps).map((level) =>
      Math.round(height * (1 - base - roughness * level)),
    ),
  }));
  return (picture) => {
    shade(picture, sky.top, sky.bottom);
    for (const { colour, tops } of ridges) {
      for (const [x, y] of tops.entries()) picture.fill({ x, y, width: 1, height: height - y }, colour);
    }
  };
}

/** A line through chance heights, from 0 to 1 for each column. */
function ridge(seed: number, layer: number, width: number, steps: number): readonly number[] {
  const heights = Array.from({ length: steps + 2 }, (_, step) => chance(seed, 'ridge', layer, step));
  return Array.from({ length: width }, (_, x) => {
    const step = Math.floor((x * steps) / width);
    const part = (x * steps) / width - step;
    const smooth = part * part * (3 - 2 * part);
    const [from = 0, to = 0] = heights.slice(step, step + 2);
    return from + (to - from) * smooth;
  });
}

const BEAMS = 7;

export function beams(seed: number, width: number, height: number): Wallpaper {
  const from = mixed(0x163a78, 0x1d5a72, chance(seed, 'beam', 'from'));
  const to = mixed(0x4f86c6, 0x58a7b0, chance(seed, 'beam', 'to'));
  const lights = Array.from({ length: BEAMS }, (_, beam) => ({
    edge: Math.round((beam + chance(seed, 'beam', beam) * 0.7) * ((width + height) / BEAMS)),
    colour: mixed(from, to, (beam + 1) / BEAMS),
  }));
  return (picture) => {
    picture.fill(picture.bounds, from);
    for (let y = 0; y < height; y += 1) {
      for (const { edge, colour } of lights) {
        picture.fill({ x: edge - y, y, width: width + height, height: 1 }, colour);
      }
    }
  };
}

function shade(picture: Framebuffer, top: number, bottom: number): void {
  for (let y = 0; y < picture.height; y += SHADE_ROWS) {
    const colour = mixed(top, bottom, (y / picture.height) ** 1.4);
    picture.fill({ x: 0, y, width: picture.width, height: SHADE_ROWS }, colour);
  }
}
