// Starts the packed desktop app. Its fuses forbid the debugger that Playwright's own launcher needs, so it is driven
// through Chromium's debugging port, which a switch opens.
//
//   const { page, close } = await startPackedApp(executable, ['test:///default']);
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';

export interface PackedApp {
  readonly page: Page;
  /** Ends it as a session does at logout; resolves with its exit code when all of it is gone. */
  close(): Promise<number | null>;
}

/** The line that Chromium prints once its port is open. */
function debuggingAddress(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    app.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    app.once('exit', () => reject(new Error(`the packed app ended before it began: ${said}`)));
  });
}

/** `executable` starts `out/linux-unpacked/guesthouse` as an unprivileged user, with a display in its environment. */
export async function startPackedApp(executable: string, args: readonly string[]): Promise<PackedApp> {
  const app = spawn(executable, ['--remote-debugging-port=0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(app));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the packed app has no window');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return {
    page,
    async close() {
      const gone = once(app, 'exit');
      await browser.close();
      app.kill('SIGTERM');
      const [code]: (number | null)[] = await gone;
      return code ?? null;
    },
  };
}
