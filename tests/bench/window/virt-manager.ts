// virt-manager with its window on the measured desktop, where it is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Desktop } from './desktop.ts';

export const VIRT_MANAGER = '/usr/bin/virt-manager';

/** Runs it on the local host for as long as `use` takes, which gets its first process. */
export async function withVirtManager<T>(
  { host, display }: Desktop,
  use: (pid: number) => Promise<T>,
): Promise<T> {
  const environment = { DISPLAY: display.name, HOME: '/home/desk', GSETTINGS_BACKEND: 'memory' };
  const words = ['dbus-run-session', '--', VIRT_MANAGER, '--no-fork', '-c', 'qemu:///system'];
  const [command, ...args] = host.commandLine(words, { user: 'desk', environment });
  const program = spawn(command, args, { stdio: 'ignore' });
  try {
    return await use(program.pid ?? 0);
  } finally {
    program.kill();
    await once(program, 'exit');
    // What it has started outlives it, and its window would be taken for that of the next.
    await host.exec('pkill', ['-KILL', '-f', VIRT_MANAGER]);
  }
}
