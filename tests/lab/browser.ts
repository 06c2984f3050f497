/** The browser of the lab's windows, without one of its own: Debian's Chromium that only Playwright sees. */
export const BROWSER = '/usr/bin/chromium-headless-shell';
