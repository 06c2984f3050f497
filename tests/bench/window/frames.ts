// What a page measures of itself while it is used: the lengths of its frames, and how long a key takes to change the list.
import type { Page } from '@playwright/test';

const FRAMES = 240;
const STEP_PX = 72;
/** So long after a key nothing of it comes any more. */
const STILL_MS = 600;

/** The length in ms below which `share` (0–1) of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Scrolls what `selector` names by one step a frame, down and up again; the lengths of the frames in ms. */
export function scrollFrames(page: Page, selector: string): Promise<readonly number[]> {
  return page.evaluate(
    async ({ target, frames, stepPx }) => {
      const element = document.querySelector(target);
      if (element === null) throw new Error(`there is no ${target}`);
      const lengths: number[] = [];
      let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      for (let frame = 0; frame < frames; frame += 1) {
        element.scrollTop += frame < frames / 2 ? stepPx : -stepPx;
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        lengths.push(now - last);
        last = now;
      }
      return lengths;
    },
    { target: selector, frames: FRAMES, stepPx: STEP_PX },
  );
}

/** The lengths of the page's frames in ms while `during` runs. */
export async function framesDuring(page: Page, during: () => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const lengths: number[] = [];
    let last = performance.now();
    const next = (now: number): void => {
      lengths.push(now - last);
      last = now;
      if (Reflect.get(globalThis, 'frameLengths') === lengths) requestAnimationFrame(next);
    };
    Reflect.set(globalThis, 'frameLengths', lengths);
    requestAnimationFrame(next);
  });
  await during();
  return await page.evaluate(() => {
    const lengths: number[] = Reflect.get(globalThis, 'frameLengths');
    Reflect.deleteProperty(globalThis, 'frameLengths');
    return lengths;
  });
}

/** ms from each key to the frame that shows its rows; undefined for one that does not change how many there are. */
export type KeyTimes = readonly (number | undefined)[];

/** The times of all keys that changed rows. */
export function measured(times: KeyTimes): readonly number[] {
  return times.filter((time) => time !== undefined);
}

/** Of the same keys typed several times: each key's median. What holds up the machine now and then is in none of them. */
export function keyMedians(rounds: readonly KeyTimes[]): readonly number[] {
  const [first = []] = rounds;
  return first.flatMap((_, key) => {
    const times = measured(rounds.map((round) => round[key]));
    return times.length === rounds.length ? [percentile(times, 0.5)] : [];
  });
}

/** Types `keys` one by one into what has the focus. */
export async function keyToRows(page: Page, keys: readonly string[]): Promise<KeyTimes> {
  const times: (number | undefined)[] = [];
  await page.evaluate(watchRows);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(STILL_MS);
    times.push(await page.evaluate(() => globalThis.lastKeyMs?.()));
  }
  return times;
}

declare global {
  /** ms from the last key to the frame that showed its rows, if it changed any; set in the page. */
  var lastKeyMs: (() => number | undefined) | undefined;
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
  globalThis.lastKeyMs = () => (paintedAt > pressedAt ? paintedAt - pressedAt : undefined);
}
