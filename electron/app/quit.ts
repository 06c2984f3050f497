// The end of the app: the engine closes its consoles and connections first, in bounded time.
import { app } from 'electron';

/** Holds the end back until `stop` has settled, once. */
export function stopBeforeQuit(stop: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    // Not before this event is over, should there be nothing to stop: Electron would not hear it.
    void stop().finally(() => setImmediate(() => app.quit()));
  });
}
