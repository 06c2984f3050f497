// The page: one bundle for Electron and for the browser, loaded from its own scheme or from `--serve`.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { askEarly, firstFiles } from './first-files.ts';
import { listLibraries } from './libraries.ts';

export default defineConfig({
  root: 'renderer',
  base: './',
  // The icon, which the packages share.
  publicDir: '../build/icons',
  plugins: [react(), listLibraries(), askEarly()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The oldest Electron it is tested on is 33, whose Chromium is 130.
    target: 'chrome130',
    chunkSizeWarningLimit: 1500,
    // A data: URL in a style needs `font-src data:`; files do not.
    assetsInlineLimit: 0,
    // The polyfill is an inline-free script we do not need: Chromium knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: firstFiles } } },
  },
});
