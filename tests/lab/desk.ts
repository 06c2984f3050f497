// Programs of the unprivileged user desk, as files that Playwright can start: Electron and Chromium keep their sandbox there.
//
//   const display = await startDisplay();
//   const executablePath = await deskElectron(host, { DISPLAY: display.name });
//   const app = await _electron.launch({ executablePath, args: [LAB_REPO], cwd: LAB_REPO });
//
// The program sees the host's files, processes and users (so polkit knows desk), and the network of the test process
// (so Playwright reaches its debugging port on the loopback). Only the environment given here and desk's own reach it.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Host } from './host.ts';

/** This repository, at a place that desk can read wherever it is cloned. */
export const LAB_REPO = '/run/lab/repo';

/** Writes an executable that starts the Electron runtime for tests as desk on `host`, and returns its path. */
export function deskElectron(host: Host, environment: Readonly<Record<string, string>>): Promise<string> {
  return deskProgram(host, ['/run/lab/electron/electron'], environment);
}

/** Writes an executable that runs `command` and the arguments it is given as desk on `host`, and returns its path. */
export async function deskProgram(
  host: Host,
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const line = host.commandLine(command, { user: 'desk', environment });
  const path = `${host.directory}/${randomUUID()}.sh`;
  await writeFile(path, `#!/bin/sh\nexec ${line.map(quoted).join(' ')} "$@"\n`, { mode: 0o755 });
  return path;
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
