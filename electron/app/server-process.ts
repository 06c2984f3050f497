// `--serve` of the packaged app: no window; the engine and its server in a utility process, as the desktop has it.
import { app, utilityProcess } from 'electron';

/** The server ends itself in less. */
const STOP_MS = 5000;

/** Runs until the server ends, and ends with it. The launcher has added the switches that let Electron live without a display. */
export function runServer(entry: string, words: readonly string[]): void {
  void app.whenReady().then(() => {
    const server = utilityProcess.fork(entry, [...words], {
      serviceName: 'Guesthouse server',
      stdio: 'inherit',
    });
    server.once('exit', (code) => app.exit(code));
    app.on('before-quit', (event) => {
      // It closes its consoles and connections first; the app ends with it.
      event.preventDefault();
      server.kill();
      setTimeout(() => app.exit(1), STOP_MS);
    });
  });
}
