// Pictures of a guest: as its Screen tab draws it, and as QEMU itself says it is.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { Host } from '../lab/host.ts';
import { readImage } from './image-file.ts';

/** RGB of points on a grid, and the size that the grid covers. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly points: readonly (readonly [number, number, number])[];
}

/** Points per side: enough to meet each letter-high bar, few enough to compare in an instant. */
const STEP_PX = 8;
const TOLERANCE = 24;

export function canvasOf(page: Page, machine: string): Locator {
  return page
    .getByRole('group', { name: `Screen of ${machine}` })
    .locator('canvas')
    .first();
}

/** What the canvas shows now, in the guest's own pixels. */
export function shownPicture(canvas: Locator): Promise<Picture> {
  return canvas.evaluate((element, step) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('not a canvas');
    const { width, height } = element;
    const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const points: [number, number, number][] = [];
    for (let y = 0; y < height; y += step) {
      for (let x = 0; x < width; x += step) {
        const at = (y * width + x) * 4;
        points.push([pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]);
      }
    }
    return { width, height, points };
  }, STEP_PX);
}

/** What `virsh screenshot` says. */
export async function truePicture(host: Host, machine: string): Promise<Picture> {
  const path = `${host.directory}/tmp/${machine}.picture`;
  await host.virsh('screenshot', machine, path);
  const { width, height, rgb } = readImage(await readFile(path));
  const points: [number, number, number][] = [];
  for (let y = 0; y < height; y += STEP_PX) {
    for (let x = 0; x < width; x += STEP_PX) {
      const at = (y * width + x) * 3;
      points.push([rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0]);
    }
  }
  return { width, height, points };
}

/** The share of points that look the same, from 0 to 1; 0 for pictures of different sizes. */
export function likeness(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 0;
  const same = a.points.filter((point, index) =>
    point.every((value, channel) => Math.abs(value - (b.points[index]?.[channel] ?? -255)) <= TOLERANCE),
  );
  return same.length / a.points.length;
}

export function coloursIn({ points }: Picture): number {
  return new Set(points.map((point) => point.join())).size;
}
