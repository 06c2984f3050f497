// Main process, engine and `--serve`: everything is bundled but Electron itself and node-pty, which is native.
import { defineConfig } from 'vite';
import { listLibraries } from './libraries.ts';

// `bufferutil` and `utf-8-validate` are optional accelerators of ws that we do not ship.
const outside = ['electron', 'node-pty', 'bufferutil', 'utf-8-validate'];

export default defineConfig({
  plugins: [listLibraries(['node-pty'])],
  ssr: { noExternal: true, external: outside },
  build: {
    ssr: true,
    // The oldest Electron it is tested on is 33, whose Node is 20.18.
    target: 'node20.18',
    outDir: 'dist/electron',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: 'electron/main.ts', engine: 'electron/engine.ts', serve: 'electron/serve.ts' },
      external: [...outside, /^node:/],
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Less to read at the start; names stay, for whoever reads a log.
        minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
