// The connections that virt-manager has, read with the desktop's own program for settings.
import { execFile } from 'node:child_process';

const SCHEMA = 'org.virt-manager.virt-manager.connections';
/** Somebody looks at a dialog meanwhile. */
const PATIENCE_MS = 2000;
const LONGEST_BYTES = 262_144;
const MOST_URIS = 1000;

/** What the program needs to find the person's settings; it sees nothing else of ours. */
const VARIABLES = [
  'PATH',
  'HOME',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_CONFIG_DIRS',
  'XDG_DATA_HOME',
  'XDG_DATA_DIRS',
  'XDG_CURRENT_DESKTOP',
  'DCONF_PROFILE',
  'GSETTINGS_BACKEND',
  'GSETTINGS_SCHEMA_DIR',
];

/** A string of GVariant's text format, in either quotes. */
const STRING = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs;

function unescaped(text: string): string {
  return text.replace(ESCAPE, (_all, short?: string, long?: string, char = '') => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    // Control characters have escapes of their own; none is part of a URI.
    if (Number.isNaN(code)) return char;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The strings of a printed list such as `['qemu:///system']` or `@as []`. */
export function parseStringList(printed: string): readonly string[] {
  return [...printed.matchAll(STRING)]
    .slice(0, MOST_URIS)
    .map(([, single, double]) => unescaped(single ?? double ?? ''));
}

/** What the program says; empty when it is not there, knows no such settings, or takes too long. */
function askGsettings(env: NodeJS.ProcessEnv): Promise<string> {
  const given = VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const options = {
    env: Object.fromEntries(given),
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: LONGEST_BYTES,
  } as const;
  return new Promise((resolve) => {
    execFile('gsettings', ['get', SCHEMA, 'uris'], options, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}

/** Its URIs in its own order; none where there is no virt-manager. */
export async function readVirtManagerUris(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  return parseStringList(await askGsettings(env));
}
