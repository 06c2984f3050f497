// `npm run dev`: the page with hot reload in a browser, on the engine of `--serve`. The engine is built once, at the start.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { argv, execPath, exit } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { buildStale } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PORT = 5173;

/** @returns {Promise<URL>} where the engine listens, with its token in the fragment */
function startEngine() {
  const engine = spawn(execPath, [join(root, 'dist', 'electron', 'serve.js'), ...argv.slice(2)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  engine.on('exit', (code) => exit(code ?? 1));
  process.on('exit', () => engine.kill());
  return new Promise((resolve) => {
    createInterface({ input: engine.stdout }).on('line', (line) => {
      const url = /http:\S+/.exec(line)?.[0];
      if (url !== undefined) resolve(new URL(url));
    });
  });
}

await buildStale((line) => console.log(line));
const engine = await startEngine();
const server = await createServer({
  configFile: join(root, 'build', 'vite.renderer.ts'),
  root: join(root, 'renderer'),
  server: {
    host: '127.0.0.1',
    port: PORT,
    proxy: {
      '/engine': {
        target: engine.origin,
        ws: true,
        changeOrigin: true,
        configure(proxy) {
          // The engine admits only the page that it serves itself; here that page comes from the server before it.
          proxy.on('proxyReqWs', (toEngine, { headers }) => {
            if (headers.origin === `http://${headers.host}`) toEngine.setHeader('origin', engine.origin);
          });
        },
      },
    },
  },
});
await server.listen();
console.log(`Guesthouse is at http://127.0.0.1:${server.config.server.port}/${engine.hash}`);
