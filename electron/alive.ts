// Whether a process runs.
import { kill } from 'node:process';

/** Whether there is a process of this number, whoever's it is. What can be nobody's of ours is not: groups, and what is no number. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  try {
    return kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
