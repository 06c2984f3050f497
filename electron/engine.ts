// The engine's entry in a utility process: main sends it a port for each page.
import { argv, exit } from 'node:process';
import { RESTARTED, readCommandLine } from './app/command-line.ts';
import { startEngine } from './compose-engine.ts';

const words = argv.slice(2);
const engine = await startEngine({
  startUris: readCommandLine(words).uris,
  restarted: words.includes(RESTARTED),
});

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data === 'page' && port !== undefined) engine.server.admitPort(port);
  if (data === 'stop') void engine.dispose().then(() => exit(0));
});
