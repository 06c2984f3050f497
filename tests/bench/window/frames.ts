// What a page measures of itself while it is used: the lengths of its frames, and how long a key takes to change the list.
import type { Page } from '@playwright/test';
import { lengthsOf, type Span } from '../stolen-time.ts';

const FRAMES = 240;
const STEP_PX = 72;
/** So long after a key nothing of it comes any more. */
const STILL_MS = 600;

/** The length in ms below which `share` (0–1) of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Scrolls what `selector` names by one step a frame, down and up again; its frames. */
export function scrollFrames(page: Page, selector: string): Promise<readonly Span[]> {
  return page.evaluate(
    async ({ target, frames, stepPx }) => {
      const element = document.querySelector(target);
      if (element === null) throw new Error(`there is no ${target}`);
      const { timeOrigin } = performance;
      const spans: Span[] = [];
      let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      for (let frame = 0; frame < frames; frame += 1) {
        element.scrollTop += frame < frames / 2 ? stepPx : -stepPx;
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        spans.push({ fromMs: timeOrigin + last, toMs: timeOrigin + now });
        last = now;
      }
      return spans;
    },
    { target: selector, frames: FRAMES, stepPx: STEP_PX },
  );
}

/** The page's frames while `during` runs. */
export async function framesDuring(page: Page, during: () => Promise<unknown>): Promise<readonly Span[]> {
  await page.evaluate(() => {
    const { timeOrigin } = performance;
    const spans: Span[] = [];
    let last = performance.now();
    const next = (now: number): void => {
      spans.push({ fromMs: timeOrigin + last, toMs: timeOrigin + now });
      last = now;
      if (Reflect.get(globalThis, 'frameSpans') === spans) requestAnimationFrame(next);
    };
    Reflect.set(globalThis, 'frameSpans', spans);
    requestAnimationFrame(next);
  });
  await during();
  return await page.evaluate(() => {
    const spans: Span[] = Reflect.get(globalThis, 'frameSpans');
    Reflect.deleteProperty(globalThis, 'frameSpans');
    return spans;
  });
}

/** From each key to the frame that shows its rows; undefined for one that does not change how many there are. */
export type KeyTimes = readonly (Span | undefined)[];

/** Of all keys that changed rows. */
export function measured(times: KeyTimes): readonly Span[] {
  return times.filter((time) => time !== undefined);
}

/** Of the same keys typed several times: each key's median in ms. What holds up the machine now and then is in none of them. */
export function keyMedians(rounds: readonly KeyTimes[]): readonly number[] {
  const [first = []] = rounds;
  return first.flatMap((_, key) => {
    const times = lengthsOf(measured(rounds.map((round) => round[key])));
    return times.length === rounds.length ? [percentile(times, 0.5)] : [];
  });
}

/** Types `keys` one by one into what has the focus. */
export async function keyToRows(page: Page, keys: readonly string[]): Promise<KeyTimes> {
  const times: (Span | undefined)[] = [];
  await page.evaluate(watchRows);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(STILL_MS);
    times.push(await page.evaluate(() => globalThis.lastKey?.()));
  }
  return times;
}

declare global {
  /** From the last key to the frame that showed its rows, if it changed any; set in the page. */
  var lastKey: (() => Span | undefined) | undefined;
}

/** In the page: notes when a key is pressed, and when the frame after the last change of the number of rows is drawn. */
function watchRows(): void {
  let pressedAt = 0;
  let paintedAt = 0;
  const observer = new MutationObserver(() =>
    requestAnimationFrame(() => {
      // A task after the frame's own work: what it drew is on its way to the screen.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        paintedAt = performance.now();
      };
      channel.port2.postMessage(undefined);
    }),
  );
  observer.observe(document.body, { attributes: true, subtree: true, attributeFilter: ['aria-rowcount'] });
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressedAt = timeStamp;
    },
    { capture: true },
  );
  const { timeOrigin } = performance;
  globalThis.lastKey = () =>
    paintedAt > pressedAt ? { fromMs: timeOrigin + pressedAt, toMs: timeOrigin + paintedAt } : undefined;
}
