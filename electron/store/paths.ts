// Where things are kept: the XDG folders on Linux, and their like elsewhere.
import { chmodSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { env, platform } from 'node:process';

export interface Folders {
  /** Settings. */
  readonly config: string;
  /** Logs, window state, what the browser part keeps. */
  readonly state: string;
  /** What the user made: recordings, screenshots. */
  readonly data: string;
}

const NAME = 'guesthouse';

/** A relative path in an XDG variable is to be ignored, says the specification. */
function fromXdg(variable: string, ...fallback: readonly string[]): string {
  const value = env[variable];
  const base = value !== undefined && isAbsolute(value) ? value : join(homedir(), ...fallback);
  return join(base, NAME);
}

/** The folders of this user; none is made yet. */
export function findFolders(): Folders {
  if (platform === 'darwin') {
    const support = join(homedir(), 'Library', 'Application Support', NAME);
    return { config: support, state: join(homedir(), 'Library', 'Logs', NAME), data: support };
  }
  if (platform === 'win32') {
    const roaming = join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), NAME);
    const local = join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), NAME);
    return { config: roaming, state: local, data: roaming };
  }
  return {
    config: fromXdg('XDG_CONFIG_HOME', '.config'),
    state: fromXdg('XDG_STATE_HOME', '.local', 'state'),
    data: fromXdg('XDG_DATA_HOME', '.local', 'share'),
  };
}

/** Where the settings are in the folder for configuration. */
export function settingsFile(configFolder: string): string {
  return join(configFolder, 'settings.json');
}

/** Makes `folder` for this user only. Throws when it belongs to somebody else, as one that `sudo` left behind does. */
export function makePrivateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Not by name: a user of a container may have none. Windows has no such numbers.
  const user = process.getuid?.();
  if (user === undefined) return folder;
  const { uid, mode } = lstatSync(folder);
  if (uid !== user) throw new Error(`${folder} belongs to another user`);
  // Only where it is needed: it may be on a disk that can only be read.
  if ((mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
  return folder;
}

/** Sockets are kept in it, and the path of one has room for about a hundred characters in all. */
const LONGEST_TEMPORARY = 40;

/** The folder for what lives no longer than the login, or one in the temporary folder with the user's number. */
function runtimeFolders(): readonly string[] {
  const named = tmpdir();
  const temporary = platform !== 'win32' && named.length > LONGEST_TEMPORARY ? '/tmp' : named;
  const own = join(temporary, `${NAME}-${process.getuid?.() ?? 'user'}`);
  const xdg = env.XDG_RUNTIME_DIR;
  return xdg !== undefined && isAbsolute(xdg) ? [join(xdg, NAME), own] : [own];
}

/**
 * Makes the private folder for sockets and what else lives no longer than the app, and returns it. Should somebody else
 * have made one of that name, it is another each time.
 */
export function makeRuntimeFolder(): string {
  const wanted = runtimeFolders();
  for (const folder of wanted) {
    try {
      return makePrivateFolder(folder);
    } catch {
      // A runtime folder of another user, as `sudo` leaves it named, or one that is not there.
    }
  }
  return mkdtempSync(`${wanted.at(-1)}-`);
}
