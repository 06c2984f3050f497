// The short list of variables that a child process gets: what it needs to find its files, its bus and its language.
import { env } from 'node:process';

const PASSED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'LC_MESSAGES',
  'TZ',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_ID',
  'DBUS_SESSION_BUS_ADDRESS',
] as const;

/** The environment of a program in one of our terminals. */
export function terminalEnvironment(): Record<string, string> {
  const passed: Record<string, string> = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };
  for (const name of PASSED) {
    const value = env[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
