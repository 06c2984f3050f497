// The icon in the tray, drawn by hand: a house with a lit window. There may be no page yet that could draw the SVG.
const SIZE = 32;
/** Points a side of each pixel: its edges are soft. */
const FINE = 4;

type Colour = readonly [red: number, green: number, blue: number];
const WALL: Colour = [0x2f, 0x6f, 0xb3];
const ROOF: Colour = [0x7f, 0xbd, 0xf5];
const LIGHT: Colour = [0xff, 0xd5, 0x5e];

/** What is seen at a point of a square of 1; undefined: nothing. */
function colourAt(x: number, y: number): Colour | undefined {
  const roofBegins = 0.08 + Math.abs(x - 0.5) * 0.92;
  if (y < 0.52) return y > roofBegins ? ROOF : undefined;
  if (x < 0.16 || x > 0.84 || y > 0.94) return undefined;
  const isWindow = Math.abs(x - 0.5) < 0.15 && Math.abs(y - 0.71) < 0.13;
  return isWindow ? LIGHT : WALL;
}

/** Blue, green, red and how opaque, of one pixel: what its points have in common. */
function pixel(column: number, row: number): readonly number[] {
  const sums = [0, 0, 0];
  let seen = 0;
  for (let point = 0; point < FINE * FINE; point += 1) {
    const x = (column + ((point % FINE) + 0.5) / FINE) / SIZE;
    const y = (row + (Math.floor(point / FINE) + 0.5) / FINE) / SIZE;
    const colour = colourAt(x, y);
    if (colour === undefined) continue;
    seen += 1;
    for (const [at, value] of colour.entries()) sums[at] = (sums[at] ?? 0) + value;
  }
  const [red = 0, green = 0, blue = 0] = sums.map((sum) => Math.round(sum / (FINE * FINE)));
  return [blue, green, red, Math.round((255 * seen) / (FINE * FINE))];
}

/** As Electron takes bitmaps on little-endian computers: BGRA, colours multiplied by their opacity. */
export function trayPicture(): { readonly width: number; readonly height: number; readonly bytes: Buffer } {
  const pixels = Array.from({ length: SIZE * SIZE }, (_, at) => pixel(at % SIZE, Math.floor(at / SIZE)));
  return { width: SIZE, height: SIZE, bytes: Buffer.from(pixels.flat()) };
}
