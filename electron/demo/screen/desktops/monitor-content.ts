// The system monitor: a chart that moves once a second, of the processor or of memory, and the present numbers.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText } from '../drawing/letters.ts';
import { contains, inset, type Rectangle } from '../drawing/rectangle.ts';
import { drawButton } from './button.ts';
import type { WindowContent } from './desk-window.ts';
import type { DesktopStyle } from './desktop-style.ts';
import { cpuLoad, memoryLoad } from './load.ts';
import { uptimeText } from './wall-time.ts';

type Measure = 'Processor' | 'Memory';

const MEASURES: readonly Measure[] = ['Processor', 'Memory'];
const CURVES: Readonly<Record<Measure, (seed: number, second: number) => number>> = {
  Processor: cpuLoad,
  Memory: memoryLoad,
};
const MARGIN = 10;
const TAB: Rectangle = { x: MARGIN, y: MARGIN, width: 106, height: 24 };
const CHART: Rectangle = { x: MARGIN, y: 42, width: 220, height: 104 };
const NUMBERS_TOP = 154;
const SECOND_WIDTH = 4;
const GRID_ROWS = 4;
/** A line of the grid for every so many seconds; it moves with the curve. */
const GRID_SECONDS = 10;

export class MonitorContent implements WindowContent {
  readonly width = CHART.width + 2 * MARGIN;
  readonly height = 214;
  readonly scrolled = 0;
  readonly #seed: number;
  readonly #style: DesktopStyle;
  #measure: Measure = 'Processor';
  #uptimeMs = 0;

  constructor(seed: number, style: DesktopStyle) {
    this.#seed = seed;
    this.#style = style;
  }

  advance(uptimeMs: number): void {
    this.#uptimeMs = uptimeMs;
  }

  stamp(): string {
    return `${this.#measure} ${this.#second}`;
  }

  draw(picture: Framebuffer, area: Rectangle): void {
    picture.fill(area, this.#style.window.paper);
    for (const measure of MEASURES) this.#drawTab(picture, area, measure);
    this.#drawChart(picture, within(area, CHART));
    this.#drawNumbers(picture, area.x + MARGIN, area.y + NUMBERS_TOP);
  }

  press(): void {
    this.#measure = this.#measure === 'Processor' ? 'Memory' : 'Processor';
  }

  click(x: number, y: number): void {
    this.#measure = MEASURES.find((measure) => contains(tabOf(measure), x, y)) ?? this.#measure;
  }

  paste(): void {
    // Nothing here takes text.
  }

  reset(): void {
    this.#measure = 'Processor';
  }

  get #second(): number {
    return Math.floor(this.#uptimeMs / 1000);
  }

  #drawTab(picture: Framebuffer, area: Rectangle, measure: Measure): void {
    const { window, accent, accentInk } = this.#style;
    const chosen = measure === this.#measure;
    const colours = chosen
      ? { paper: accent, edge: accent, ink: accentInk }
      : { paper: window.paper, edge: window.quietInk, ink: window.ink };
    drawButton(picture, within(area, tabOf(measure)), measure, colours);
  }

  #drawChart(picture: Framebuffer, area: Rectangle): void {
    const { chart, window } = this.#style;
    picture.fill(area, chart.paper);
    const plot = inset(area, 1);
    for (let age = 0; age * SECOND_WIDTH < plot.width; age += 1) this.#drawSecond(picture, plot, age);
    for (let row = 1; row < GRID_ROWS; row += 1) {
      const y = plot.y + Math.round((plot.height * row) / GRID_ROWS);
      picture.alter({ ...plot, y, height: 1 }, (colour) => (colour === chart.paper ? chart.grid : colour));
    }
    picture.outline(area, window.quietInk);
  }

  /** One column of the chart: the grid, the area under the curve, the curve up to the second before. */
  #drawSecond(picture: Framebuffer, plot: Rectangle, age: number): void {
    const { chart } = this.#style;
    const second = this.#second - age;
    const right = plot.x + plot.width - age * SECOND_WIDTH;
    const x = Math.max(plot.x, right - SECOND_WIDTH);
    const column = { x, y: plot.y, width: right - x, height: plot.height };
    if (second % GRID_SECONDS === 0) picture.fill({ ...column, width: 1 }, chart.grid);
    if (second < 0) return;
    const [top, before] = [this.#levelY(plot, second), this.#levelY(plot, second - 1)];
    picture.fill({ ...column, y: top, height: plot.y + plot.height - top }, chart.area);
    picture.fill({ ...column, y: top, height: 2 }, chart.line);
    const upper = Math.min(top, before);
    picture.fill({ ...column, width: 2, y: upper, height: Math.abs(top - before) + 2 }, chart.line);
  }

  #levelY(plot: Rectangle, second: number): number {
    const level = CURVES[this.#measure](this.#seed, second);
    return plot.y + Math.round((plot.height - 3) * (1 - level));
  }

  #drawNumbers(picture: Framebuffer, x: number, y: number): void {
    const { ink, quietInk } = this.#style.window;
    const percent = (measure: Measure) => `${Math.round(100 * CURVES[measure](this.#seed, this.#second))} %`;
    const rows = [
      ['Processor', percent('Processor')],
      ['Memory', percent('Memory')],
      ['Running for', uptimeText(this.#uptimeMs)],
    ] as const;
    for (const [row, [label, value]] of rows.entries()) {
      drawText(picture, x, y + row * 18, label, { colour: quietInk });
      drawText(picture, x + 112, y + row * 18, value, { colour: ink });
    }
  }
}

function tabOf(measure: Measure): Rectangle {
  return { ...TAB, x: TAB.x + MEASURES.indexOf(measure) * (TAB.width + 8) };
}

function within(area: Rectangle, part: Rectangle): Rectangle {
  return { ...part, x: area.x + part.x, y: area.y + part.y };
}
