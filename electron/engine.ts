// The engine's entry in a utility process: main sends it a port for each page.
import { argv, exit } from 'node:process';
import { readEngineWords, STARTED } from './app/engine-words.ts';
import { startEngine } from './compose-engine.ts';
import { answerTray, trayNewsTo } from './ipc/tray-over-port.ts';
import { VaultOverPort } from './ipc/vault-over-port.ts';

/** Less than main waits before it ends us: by ourselves we leave no program behind that we started. */
const STOP_MS = 2500;

const { uris, restarted, debug } = readEngineWords(argv.slice(2));
const vault = new VaultOverPort((question) => process.parentPort.postMessage(question));
const engine = await startEngine({
  startUris: uris,
  restarted,
  debug,
  vault,
});
const tray = engine.watchForTray(trayNewsTo((news) => process.parentPort.postMessage(news)));
void engine.started.then(() => process.parentPort.postMessage(STARTED));

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data === 'page' && port !== undefined) engine.server.admitPort(port);
  if (data === 'wake') engine.wake();
  if (data === 'stop') stop();
  vault.receive(data);
  answerTray(tray, data);
});

function stop(): void {
  tray.dispose();
  setTimeout(() => exit(1), STOP_MS).unref();
  void engine.dispose().then(() => exit(0));
}
