// What one viewer has got of a picture, and what it has to be sent so that it has all of it.
import { ARROW } from './desktops/arrow.ts';
import type { Surface } from './desktops/scene.ts';
import { damage } from './drawing/damage.ts';
import type { Framebuffer } from './drawing/framebuffer.ts';
import { coversAll, isEmpty, type Rectangle } from './drawing/rectangle.ts';
import { OWN_FORMAT, type PixelFormat, PixelWriter } from './rfb/pixel-format.ts';
import { copyRectangle, cursorRectangle, ENCODING, rawBody, type WireRectangle } from './rfb/rectangles.ts';
import { ZrleEncoder } from './rfb/zrle.ts';

export class UpdateBuilder {
  readonly #sent: Framebuffer;
  readonly #zrle = new ZrleEncoder();
  #pixels = new PixelWriter(OWN_FORMAT);
  #encodings: readonly number[] = [];
  #surfaces: readonly Surface[] = [];
  /** What the viewer has been told besides pictures. */
  readonly #told = new Set<number>();

  /** `sent` has the size of the screen. */
  constructor(sent: Framebuffer) {
    this.#sent = sent;
  }

  set format(format: PixelFormat) {
    this.#pixels = new PixelWriter(format);
  }

  set encodings(encodings: readonly number[]) {
    this.#encodings = encodings;
    this.#told.clear();
  }

  /** Whether the viewer draws the pointer itself. */
  get drawsPointer(): boolean {
    return this.#knows(ENCODING.cursor);
  }

  /** What turns the viewer's picture into `picture` within `area`; all of the area when it is `whole`. */
  rectangles(
    picture: Framebuffer,
    surfaces: readonly Surface[],
    {
      area,
      whole,
      hasArrow,
    }: { readonly area: Rectangle; readonly whole: boolean; readonly hasArrow: boolean },
  ): readonly WireRectangle[] {
    const news = this.#news(hasArrow);
    const copies = whole || !coversAll(area, picture) ? [] : this.#copies(surfaces);
    this.#surfaces = surfaces;
    const changed = whole ? [area] : damage(this.#sent, picture, area);
    return [...news, ...copies, ...changed.map((part) => this.#picture(picture, part))];
  }

  #picture(picture: Framebuffer, area: Rectangle): WireRectangle {
    this.#sent.take(picture, area);
    if (!this.#knows(ENCODING.zrle)) {
      return { area, encoding: ENCODING.raw, body: rawBody(picture, area, this.#pixels) };
    }
    return { area, encoding: ENCODING.zrle, body: this.#zrle.encode(picture, area, this.#pixels) };
  }

  /** At most one: it need not be right everywhere, since what differs after it is sent as well. */
  #copies(surfaces: readonly Surface[]): readonly WireRectangle[] {
    if (!this.#knows(ENCODING.copyRect)) return [];
    for (const surface of surfaces) {
      const before = this.#surfaces.find(({ id }) => id === surface.id);
      const move = before === undefined ? undefined : moveOf(before, surface);
      if (move === undefined) continue;
      const { from, to } = move;
      this.#sent.move(from, to.x, to.y);
      return [copyRectangle(to, from.x, from.y)];
    }
    return [];
  }

  #news(hasArrow: boolean): readonly WireRectangle[] {
    const news: WireRectangle[] = [];
    if (hasArrow && this.#isNew(ENCODING.cursor)) news.push(cursorRectangle(ARROW, this.#pixels));
    if (this.#isNew(ENCODING.extendedKeyEvent)) {
      const area = { x: 0, y: 0, width: 0, height: 0 };
      news.push({ area, encoding: ENCODING.extendedKeyEvent, body: Buffer.alloc(0) });
    }
    return news;
  }

  #isNew(encoding: number): boolean {
    if (!this.#knows(encoding) || this.#told.has(encoding)) return false;
    this.#told.add(encoding);
    return true;
  }

  #knows(encoding: number): boolean {
    return this.#encodings.includes(encoding);
  }
}

/** How a surface got from where it was to where it is, if it moved as a whole. */
function moveOf(before: Surface, after: Surface): { from: Rectangle; to: Rectangle } | undefined {
  if (before.area.x !== after.area.x || before.area.y !== after.area.y) {
    return { from: before.area, to: after.area };
  }
  const up = after.scrolled - before.scrolled;
  const { x, y, width, height } = after.area;
  const to = { x, y, width, height: height - up };
  return up <= 0 || isEmpty(to) ? undefined : { from: { ...to, y: y + up }, to };
}
