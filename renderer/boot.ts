// The page's entry: loads the page, again where a part of it did not arrive. A browser drops what is on its way when the
// network of its computer changes, as it does whenever a virtual machine starts there, and never asks for it again.

import { firstLanguage, loadCatalogue } from './languages.ts';

const KEPT_AS = 'guesthouse-reloads';
const MOST_RELOADS = 3;
const WITHIN_MS = 60_000;
/** Addresses come and go for a moment. */
const SETTLE_MS = 250;

function recentReloads(now: number): readonly number[] {
  const kept = (sessionStorage.getItem(KEPT_AS) ?? '').split(' ').map(Number);
  return kept.filter((at) => now - at < WITHIN_MS);
}

/** Tabs and consoles are found again after it; a server that is gone does not make it go round for ever. */
function loadAgain(): void {
  const now = Date.now();
  const recent = recentReloads(now);
  if (recent.length >= MOST_RELOADS) return;
  sessionStorage.setItem(KEPT_AS, [...recent, now].join(' '));
  setTimeout(() => location.reload(), SETTLE_MS);
}

/** The catalogues may be among what is missing. */
function sayMissing(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  root.textContent = navigator.language.startsWith('zh')
    ? '页面未能完整加载。请重新加载。'
    : 'The page could not be loaded completely. Reload it.';
}

window.addEventListener('vite:preloadError', loadAgain);
// The way to the engine and the texts are on their way while the rest of the page is read.
Promise.all([loadCatalogue(firstLanguage()), import('./start.ts'), import('./main.tsx')]).catch(
  (error: unknown) => {
    console.error(error);
    sayMissing();
  },
);
