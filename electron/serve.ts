// `--serve` under plain Node: the engine, and the page for a browser on this computer.
import { join } from 'node:path';
import { argv, env, exit, stdout } from 'node:process';
import { readCommandLine } from './app/command-line.ts';
import { endingOf } from './app/ending.ts';
import { startEngine } from './compose-engine.ts';
import { listPageFiles } from './ipc/page-files.ts';
import { makeToken } from './ipc/token.ts';
import { startWebServer } from './ipc/web-server.ts';
import { NO_VAULT } from './store/secret-vault.ts';

const STOP_MS = 3000;
/** Ctrl+C in a terminal reaches each process of the app, and the first of them passes it on: one wish, heard twice. */
const ECHO_MS = 500;

/** Fails when the port is not a number between 0 and 65535. */
function wantedPort(): number {
  const port = Number(env.GUESTHOUSE_PORT ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('GUESTHOUSE_PORT is not a port');
  return port;
}

const reading = readCommandLine(argv.slice(2));
if (reading.kind !== 'run') exit(endingOf(reading));
const { uris, debug } = reading.line;
const engine = await startEngine({ startUris: uris, debug, vault: NO_VAULT });
const web = await startWebServer({
  files: listPageFiles(join(import.meta.dirname, '..', 'renderer')),
  token: makeToken(),
  port: wantedPort(),
  admit: engine.server.admitSocket,
});
stdout.write(`Guesthouse is at ${web.url}\n`);

let stoppedAt: number | undefined;
async function stop(): Promise<void> {
  if (stoppedAt !== undefined) {
    if (Date.now() - stoppedAt > ECHO_MS) exit(1);
    return;
  }
  stoppedAt = Date.now();
  setTimeout(() => exit(1), STOP_MS).unref();
  await web.close();
  await engine.dispose();
  exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
