// A picture in memory: one number 0xRRGGBB for each pixel. What is drawn beyond its edges is left out.
import { intersection, type Rectangle } from './rectangle.ts';

export class Framebuffer {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top left. */
  readonly pixels: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  get bounds(): Rectangle {
    return { x: 0, y: 0, width: this.width, height: this.height };
  }

  at(x: number, y: number): number {
    return this.pixels[y * this.width + x] ?? 0;
  }

  set(x: number, y: number, colour: number): void {
    if (x >= 0 && x < this.width && y >= 0 && y < this.height) this.pixels[y * this.width + x] = colour;
  }

  fill(area: Rectangle, colour: number): void {
    const { x, y, width, height } = intersection(area, this.bounds);
    if (width === 0) return;
    if (width === 1) {
      // A call for each pixel would cost far more than the pixel.
      for (let at = y * this.width + x; at < (y + height) * this.width; at += this.width)
        this.pixels[at] = colour;
      return;
    }
    for (let row = y; row < y + height; row += 1) {
      this.pixels.fill(colour, row * this.width + x, row * this.width + x + width);
    }
  }

  /** A line of one pixel along the inside of the area's edge. */
  outline({ x, y, width, height }: Rectangle, colour: number): void {
    this.fill({ x, y, width, height: 1 }, colour);
    this.fill({ x, y: y + height - 1, width, height: 1 }, colour);
    this.fill({ x, y, width: 1, height }, colour);
    this.fill({ x: x + width - 1, y, width: 1, height }, colour);
  }

  /** Every pixel of the area as `change` makes it from what it was. */
  alter(area: Rectangle, change: (colour: number) => number): void {
    const { x, y, width, height } = intersection(area, this.bounds);
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        this.set(column, row, change(this.at(column, row)));
      }
    }
  }

  /** Moves what is at `from` so that its corner is at `toX`, `toY`; both must lie within the picture. They may overlap. */
  move(from: Rectangle, toX: number, toY: number): void {
    const down = toY > from.y;
    for (let line = 0; line < from.height; line += 1) {
      const row = down ? from.height - 1 - line : line;
      const start = (from.y + row) * this.width + from.x;
      this.pixels.copyWithin((toY + row) * this.width + toX, start, start + from.width);
    }
  }

  /** Takes an area of a picture of the same size. */
  take(other: Framebuffer, { x, y, width, height }: Rectangle): void {
    for (let row = y; row < y + height; row += 1) {
      const start = row * this.width + x;
      this.pixels.set(other.pixels.subarray(start, start + width), start);
    }
  }
}
