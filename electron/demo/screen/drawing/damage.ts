// Where two pictures differ, as few rectangles. The pictures are compared, so that nobody who draws has to keep account.
import type { Framebuffer } from './framebuffer.ts';
import { type Rectangle, union } from './rectangle.ts';

const TILE = 16;
/** Every rectangle has its price on the wire; beyond this many, one for each band is cheaper. */
const RECTANGLES_MAX = 48;

/** What has to be sent of `area` to turn `before` into `after`; both have the same size. */
export function damage(before: Framebuffer, after: Framebuffer, area: Rectangle): readonly Rectangle[] {
  const bands: Rectangle[][] = [];
  for (let y = area.y; y < area.y + area.height; y += TILE) {
    const height = Math.min(TILE, area.y + area.height - y);
    bands.push(runsOf(before, after, { ...area, y, height }));
  }
  const runs = stacked(bands);
  if (runs.length <= RECTANGLES_MAX) return runs;
  return stacked(bands.map((band) => (band.length === 0 ? [] : [band.reduce(union)])));
}

/** The runs of tiles that differ within one band. */
function runsOf(before: Framebuffer, after: Framebuffer, band: Rectangle): Rectangle[] {
  const runs: Rectangle[] = [];
  for (let x = band.x; x < band.x + band.width; x += TILE) {
    const tile = { ...band, x, width: Math.min(TILE, band.x + band.width - x) };
    if (equal(before, after, tile)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.x + last.width === x) runs[runs.length - 1] = union(last, tile);
    else runs.push(tile);
  }
  return runs;
}

/** Runs below each other become one when they begin and end alike. */
function stacked(bands: readonly (readonly Rectangle[])[]): readonly Rectangle[] {
  const done: Rectangle[] = [];
  let open: readonly Rectangle[] = [];
  for (const band of bands) {
    const grown = band.map((run) => {
      const above = open.find(({ x, width }) => x === run.x && width === run.width);
      return above === undefined ? run : union(above, run);
    });
    done.push(...open.filter((above) => !grown.some(({ x, y, width }) => isGrown(above, x, y, width))));
    open = grown;
  }
  return [...done, ...open];
}

function isGrown(above: Rectangle, x: number, y: number, width: number): boolean {
  return above.x === x && above.y === y && above.width === width;
}

function equal(one: Framebuffer, other: Framebuffer, { x, y, width, height }: Rectangle): boolean {
  for (let row = y; row < y + height; row += 1) {
    const start = row * one.width + x;
    for (let at = start; at < start + width; at += 1) {
      if (one.pixels[at] !== other.pixels[at]) return false;
    }
  }
  return true;
}
