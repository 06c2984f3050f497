// What the ssh of this computer says of whose words it shows.
import { execFile } from 'node:child_process';

/** Since OpenSSH 8.5 the words of a server begin with `(USER@HOST) `; before, they can be all that ssh would say itself. */
export function marksServers(version: string): boolean {
  const [, major = '0', minor = '0'] = /^OpenSSH_(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 8 || (Number(major) === 8 && Number(minor) >= 5);
}

/** Asks the ssh in the path. One that cannot be asked is trusted with nothing. */
export function sshMarksServers(): Promise<boolean> {
  return new Promise((resolve) => {
    // It says its version on the standard error.
    execFile('ssh', ['-V'], { timeout: 5000 }, (_error, _stdout, stderr) => resolve(marksServers(stderr)));
  });
}
