// Runs programs for the lab and waits for things, always with a deadline.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; 137 when it ended by a signal or by the deadline. */
  readonly code: number;
}

export interface RunOptions {
  /** After this (30 s) the program and all that it started are killed. */
  readonly timeoutMs?: number;
  readonly input?: string;
}

/** Runs a program to its end and never rejects for its exit code. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], { detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const deadline = setTimeout(() => killGroup(child.pid), options.timeoutMs ?? 30_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(deadline);
      resolve({ stdout, stderr, code: code ?? 137 });
    });
    // A program may end without reading what it is given.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It ended in this moment.
  }
}

/** Like `run`, but a program that fails is an error that shows what it printed. */
export async function runOrThrow(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { stdout, stderr, code } = await run(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
  return stdout;
}

/** Asks again and again until the answer is something; fails after `timeoutMs` (40 s) and says what it waited for. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 40_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(50);
  }
}
