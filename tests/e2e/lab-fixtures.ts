// What an e2e spec stands on: the person's own computer with a real libvirtd, an X server, and ways to start the built app there.
//
//   import { test } from './lab-fixtures.ts';
//   test('...', async ({ host, launchElectron }) => { const app = await launchElectron(); const page = await app.firstWindow(); ... });
//
// `host` and `display` live as long as the Playwright worker; everything started through `launchElectron` and `runAsDesk` ends with
// its test. Both run as the unprivileged user desk, with the built app of /run/lab/repo, and with a fresh home for each test.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdir } from 'node:fs/promises';
import { _electron, test as base, type ElectronApplication, errors } from '@playwright/test';
import { deskElectron, LAB_REPO } from '../lab/desk.ts';
import { type Display, startDisplay } from '../lab/display.ts';
import { type Host, type HostOptions, startHost } from '../lab/host.ts';
import { DESK_UID } from '../lab/host-files.ts';

/** Longer than a start takes on a busy machine. */
const LAUNCH_MS = 40_000;

type Environment = Readonly<Record<string, string>>;

export interface LaunchOptions {
  /** After the app's folder, like a libvirt URI. */
  readonly args?: readonly string[];
  readonly environment?: Environment;
  /** Another app than the repository, as desk sees it. */
  readonly app?: string;
}

interface LabFixtures {
  /** Desk's home in this test; settings made in it are there for a second launch. */
  readonly home: string;
  /** Starts the app in Electron, sandboxed. */
  readonly launchElectron: (options?: LaunchOptions) => Promise<ElectronApplication>;
  /** Starts any program as desk on the host; it is killed after the test. */
  readonly runAsDesk: (command: readonly string[], environment?: Environment) => ChildProcess;
}

interface LabWorkerFixtures {
  /** Another kind of host, by `test.use`: a file with its own gets a host of its own. */
  readonly hostOptions: HostOptions;
  readonly host: Host;
  readonly display: Display;
}

/** Playwright's greeting of Electron's two debuggers hangs now and then on a busy machine; it has ended the app by then. */
async function launchTwice(
  options: NonNullable<Parameters<typeof _electron.launch>[0]>,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return await _electron.launch(options);
  }
}

/**
 * The debugger of Electron's main process now and then loses the promise of an answer, and says so with these words alone; it is
 * asked again. So what is evaluated there must do no harm when it is done twice.
 */
function askAgain(app: ElectronApplication): ElectronApplication {
  const evaluate = new Proxy(app.evaluate, {
    apply: async (ask, _self, question) => {
      try {
        return await Reflect.apply(ask, app, question);
      } catch (error) {
        if (!String(error).includes('Resulting promise was garbage collected')) throw error;
        return await Reflect.apply(ask, app, question);
      }
    },
  });
  return Object.assign(app, { evaluate });
}

export const test = base.extend<LabFixtures, LabWorkerFixtures>({
  hostOptions: [{ name: 'desktop' }, { option: true, scope: 'worker' }],

  host: [
    async ({ hostOptions }, use) => {
      const host = await startHost(hostOptions);
      await use(host);
      await host.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const display = await startDisplay();
      await use(display);
      await display.dispose();
    },
    { scope: 'worker' },
  ],

  home: async ({ host }, use) => {
    const name = randomUUID();
    const seenFromHere = `${host.directory}/home/${name}`;
    await mkdir(seenFromHere, { mode: 0o700 });
    await chown(seenFromHere, DESK_UID, DESK_UID);
    await use(`/home/${name}`);
  },

  launchElectron: async ({ host, display, home }, use) => {
    const started: ElectronApplication[] = [];
    await use(async ({ args = [], environment = {}, app = LAB_REPO } = {}) => {
      const executablePath = await deskElectron(host, { HOME: home, DISPLAY: display.name, ...environment });
      const launched = await launchTwice({
        executablePath,
        args: [app, ...args],
        chromiumSandbox: true,
        cwd: '/',
        timeout: LAUNCH_MS,
      });
      started.push(launched);
      return askAgain(launched);
    });
    // The app may have quit by itself.
    for (const app of started) await app.close().catch(() => undefined);
  },

  runAsDesk: async ({ host, home }, use) => {
    const started: ChildProcess[] = [];
    await use((command, environment = {}) => {
      const [file, ...args] = host.commandLine(command, {
        user: 'desk',
        environment: { HOME: home, ...environment },
      });
      const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
      started.push(child);
      return child;
    });
    for (const child of started) child.kill('SIGKILL');
  },
});
