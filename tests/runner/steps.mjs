// Starts the programs of the test run: output to the terminal, a deadline, an exit code.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The exit code of a program that was killed at its deadline, as `timeout` has it. */
export const LATE = 124;

/** Prints a line that stands out between the output of the tools. */
export function say(line) {
  process.stdout.write(`\n=== ${line}\n`);
}

/**
 * Runs a program in the repository and returns its exit code; `LATE` when it needed more than `minutes` and was killed.
 * @param {string[]} command
 * @param {{minutes: number, env?: Record<string, string>}} options
 * @returns {Promise<number>}
 */
export function run([file, ...args], { minutes, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    let late = false;
    const deadline = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, minutes * 60_000);
    const end = (code) => {
      clearTimeout(deadline);
      resolve(late ? LATE : code);
    };
    child.once('error', (error) => {
      say(`${file}: ${error.message}`);
      end(127);
    });
    child.once('exit', (code) => end(code ?? 137));
  });
}

/** The command line of an npm script or an npm command. */
export function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli === undefined ? ['npm', ...args] : [process.execPath, cli, ...args];
}
