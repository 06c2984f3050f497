// Where things are kept: the XDG folders on Linux, and their like elsewhere.
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
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

/** Makes `folder` for this user only. Throws when it belongs to somebody else, as one that `sudo` left behind does. */
export function makePrivateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Not by name: a user of a container may have none. Windows has no such numbers.
  const user = process.getuid?.();
  if (user === undefined) return folder;
  if (lstatSync(folder).uid !== user) throw new Error(`${folder} belongs to another user`);
  chmodSync(folder, 0o700);
  return folder;
}
