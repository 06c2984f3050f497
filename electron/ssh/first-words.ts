// Reads the one line in which the far side says what it found. What stands before it is noise of the login shell.
import type { Duplex } from 'node:stream';
import { SshFailure } from './diagnosis.ts';
import { FOUND, markOf } from './remote-command.ts';

/** A greeting is long; a stream that is longer than this is something else. */
const NOISE_BYTES = 65_536;
const LINE_BYTES = 4096;

export interface FirstWords {
  readonly found: string;
  readonly detail: string;
}

/** Undefined when the stream ended without them. What follows the line stays in the stream. Throws `SshFailure`. */
export async function readFirstWords(stream: Duplex, token: string): Promise<FirstWords | undefined> {
  const mark = Buffer.from(markOf(token), 'latin1');
  let held = Buffer.alloc(0);
  for (;;) {
    const at = held.indexOf(mark);
    const end = at < 0 ? -1 : held.indexOf(10, at);
    if (end >= 0) {
      if (end + 1 < held.length) stream.unshift(held.subarray(end + 1));
      return wordsOf(held.subarray(at + mark.length, end).toString('utf8'));
    }
    if (held.length > NOISE_BYTES + LINE_BYTES) {
      throw new SshFailure('open', 'the login there prints without end', 'NOISY_LOGIN');
    }
    const bytes = await more(stream);
    if (bytes === undefined) return undefined;
    held = Buffer.concat([held, bytes]);
  }
}

function wordsOf(line: string): FirstWords {
  const blank = line.indexOf(' ');
  if (blank < 0) return { found: line.trim(), detail: '' };
  return { found: line.slice(0, blank), detail: line.slice(blank + 1).trim() };
}

function more(stream: Duplex): Promise<Buffer | undefined> {
  const bytes: unknown = stream.read();
  if (bytes instanceof Buffer) return Promise.resolve(bytes);
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'close'] as const;
    const settle = () => {
      for (const event of events) stream.off(event, settle);
      resolve(more(stream));
    };
    for (const event of events) stream.on(event, settle);
  });
}

/** Why the far side could not go on, for what it says. */
export function farFailure({ found, detail }: FirstWords, user: string | undefined): SshFailure | undefined {
  switch (found) {
    case FOUND.noLibvirt:
      return new SshFailure(
        'open',
        detail === '' ? 'libvirt does not run there' : `there is no ${detail} there`,
        'NO_LIBVIRT',
      );
    case FOUND.noHelper:
      return new SshFailure('open', helperWords(detail), 'NO_HELPER');
    case FOUND.noAccess:
      return new SshFailure('open', `the account may not use ${detail} there`, 'NOT_IN_GROUP', {
        commands: [`sudo usermod -aG libvirt ${user ?? '"$USER"'}`],
      });
    default:
      return undefined;
  }
}

/** sshd did not carry a stream to the socket, which was the last way. */
export function forwardFailure(path: string, words: string): SshFailure {
  const what = `neither virt-ssh-helper nor nc nor socat is there, and sshd does not forward to ${path}`;
  return new SshFailure('open', words === '' ? what : `${what}: ${words}`, 'NO_HELPER');
}

function helperWords(detail: string): string {
  if (detail === 'session')
    return "the user's own libvirt is reached only through virt-ssh-helper, which is not there";
  return `${detail} is not installed there`;
}
