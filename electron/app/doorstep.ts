// What comes from outside waits here for the window that it is for: a page that is loading hears nothing yet.
import type { WebContents } from 'electron';
import type { Outside } from '../../shared/outside.ts';

/** A web page can hold any number of links, and a script can start us in a loop. */
const MOST_WAITING = 20;

export class Doorstep {
  /** Pages that have asked, and whether they hear now. */
  readonly #pages = new WeakMap<WebContents, { hears: boolean }>();
  readonly #waiting = new WeakMap<WebContents, Outside[]>();

  /** `page` hears from now on, until it is loaded again. */
  open(page: WebContents): void {
    const state = this.#pages.get(page) ?? watched(page);
    this.#pages.set(page, state);
    state.hears = true;
    for (const outside of this.#waiting.get(page) ?? []) page.send('outside', outside);
    this.#waiting.delete(page);
  }

  deliver(page: WebContents, outside: Outside): void {
    if (this.#pages.get(page)?.hears === true) {
      page.send('outside', outside);
      return;
    }
    const waiting = this.#waiting.get(page) ?? [];
    if (waiting.length < MOST_WAITING) this.#waiting.set(page, [...waiting, outside]);
  }
}

/** A page that goes or is loaded again hears nothing until it asks again. */
function watched(page: WebContents): { hears: boolean } {
  const state = { hears: true };
  page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) state.hears = false;
  });
  page.on('render-process-gone', () => {
    state.hears = false;
  });
  return state;
}
