// A desktop session of its own around an Electron app, with a keyring that the person's password opens.
import { _electron, type ElectronApplication } from '@playwright/test';
import { deskProgram } from '../../lab/desk.ts';
import type { Host } from '../../lab/host.ts';

const LAUNCH_MS = 40_000;

const SESSION = `
  password=$1; shift
  printf %s "$password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  exec "$@"
`;

export interface SessionPlace {
  readonly host: Host;
  readonly display: { readonly name: string };
  readonly home: string;
}

export interface Session {
  /** With its own arguments behind it. */
  readonly app: readonly [string, ...string[]];
  readonly keychain: 'gnome-libsecret' | 'basic';
  readonly password?: string;
}

/** Starts the app in a session, does `work` with it and ends both. */
export async function inSession<T>(
  { host, display, home }: SessionPlace,
  { app: args, keychain, password = 'sesame' }: Session,
  work: (app: ElectronApplication) => Promise<T>,
): Promise<T> {
  const executablePath = await deskProgram(
    host,
    ['dbus-run-session', '--', 'sh', '-c', SESSION, 'session', password, '/run/lab/electron/electron'],
    { HOME: home, DISPLAY: display.name },
  );
  const app = await _electron.launch({
    executablePath,
    args: [...args, `--password-store=${keychain}`],
    chromiumSandbox: true,
    cwd: '/',
    timeout: LAUNCH_MS,
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
