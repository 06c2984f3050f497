// The built app as a person meets it: one fixture that opens it in Electron or, over `--serve`, in Chromium.
//
//   test('...', async ({ host, openApp }) => { const page = await openApp(); ... });
//
// Each test has a home of its own; `openApp` again in the same test ends what was open and starts it on the same settings.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { LAB_REPO } from '../lab/desk.ts';
import { test as lab } from './lab-fixtures.ts';

export interface OpenOptions {
  /** What stands after `npm start --`. Default: the system's libvirt alone. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

interface AppFixtures {
  readonly openApp: (options?: OpenOptions) => Promise<Page>;
}

interface BrowserFixtures {
  /** The worker's one browser, started when it is first asked for; close the contexts that you open. Electron needs none. */
  readonly openBrowser: () => Promise<Browser>;
}

interface OpenedApp {
  readonly page: Page;
  close(): Promise<void>;
}

const SYSTEM = ['qemu:///system'];
const SIZE = { width: 1280, height: 800 };

export const test = lab.extend<AppFixtures, BrowserFixtures>({
  openBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use, { project }) => {
      let launched: Promise<Browser> | undefined;
      await use(() => {
        launched ??= chromium.launch(project.use.launchOptions ?? {});
        return launched;
      });
      await (await launched)?.close();
    },
    { scope: 'worker' },
  ],

  openApp: async ({ openBrowser, launchElectron, runAsDesk }, use, { project }) => {
    let opened: OpenedApp | undefined;
    await use(async ({ args = SYSTEM, environment = {} } = {}) => {
      await opened?.close();
      if (project.name === 'chromium') {
        opened = await openInBrowser(await openBrowser(), runAsDesk(serveCommand(args), environment));
      } else {
        const app = await launchElectron({ args, environment });
        opened = { page: await app.firstWindow(), close: () => app.close() };
      }
      return opened.page;
    });
    if (project.name === 'chromium') await opened?.page.context().close();
  },
});

/** The command that serves the built app, as desk sees it. */
export function serveCommand(args: readonly string[]): readonly string[] {
  return ['/run/lab/bin/node', join(LAB_REPO, 'dist/electron/serve.js'), ...args];
}

async function openInBrowser(browser: Browser, server: ChildProcess): Promise<OpenedApp> {
  const context = await browser.newContext({ viewport: SIZE, locale: 'en-US' });
  const page = await context.newPage();
  await goThere(page, await servedUrl(server));
  return {
    page,
    close: async () => {
      await context.close();
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}

/** A machine's network that comes up meanwhile ends every load; a person's browser tries again by itself. */
async function goThere(page: Page, url: string): Promise<void> {
  await page.goto(url).catch((error: unknown) => {
    if (!String(error).includes('ERR_NETWORK_CHANGED')) throw error;
    return page.goto(url);
  });
}

/** Waits for the line with the URL and its token. */
export function servedUrl(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`--serve ended with ${code}: ${said}`)));
  });
}

export { expect } from '@playwright/test';
