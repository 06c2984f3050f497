// Why ssh gave up, from its last words. They are ssh's own, which no language translates; the server's stand after them.
import { Unreachable } from '../libvirt/errors.ts';
import { systemCode } from '../libvirt/transport/socket.ts';
import { quotedWord } from './quoted-word.ts';
import type { SshEnd } from './ssh-process.ts';

/** With commands that are ready to copy, when there are any for exactly this. */
export class SshFailure extends Unreachable {
  readonly commands: readonly string[];

  constructor(
    stage: Unreachable['stage'],
    message: string,
    code: string,
    { commands = [], cause }: { readonly commands?: readonly string[]; readonly cause?: unknown } = {},
  ) {
    super(stage, message, { code, cause });
    this.commands = commands;
  }
}

interface Sign {
  readonly pattern: RegExp;
  readonly stage: Unreachable['stage'];
  readonly code: string;
  readonly words: string;
}

const SIGNS: readonly Sign[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    stage: 'auth',
    code: 'HOST_KEY_CHANGED',
    words: 'the key of the host is not the one that is known',
  },
  {
    pattern: /Host key verification failed/,
    stage: 'auth',
    code: 'HOST_KEY_REFUSED',
    words: 'the key of the host was not trusted',
  },
  {
    pattern: /Temporary failure in name resolution/,
    stage: 'resolve',
    code: 'EAI_AGAIN',
    words: 'the name could not be looked up',
  },
  {
    pattern: /Could not resolve hostname/,
    stage: 'resolve',
    code: 'ENOTFOUND',
    words: 'no host of this name is known',
  },
  { pattern: /Connection refused/, stage: 'connect', code: 'ECONNREFUSED', words: 'nothing listens there' },
  { pattern: /timed out/, stage: 'connect', code: 'ETIMEDOUT', words: 'it did not answer' },
  {
    pattern: /No route to host|Network is unreachable/,
    stage: 'connect',
    code: 'EHOSTUNREACH',
    words: 'no way leads there',
  },
];

/** ssh's own line, not one that a server made up: it begins a line, with the account before it. */
const DENIED = /^(?:\S+: )?Permission denied \(([^)\n]*)\)\.?\s*$/m;
const CHANGED = /^Host key for ([A-Za-z0-9._:%[\]-]+) has changed/m;
const OFFENDING = /^Offending (?:\S+ key|key) in (.+):(\d+)\s*$/m;

/** The failure of an ssh that ended before it was logged in. `target` names the host. */
export function loginFailure({ code, said, error }: SshEnd, target: string): Unreachable {
  if (error !== undefined) return notStarted(error);
  const words = lastWords(said);
  for (const { pattern, stage, code: name, words: meaning } of SIGNS) {
    if (!pattern.test(said)) continue;
    return new SshFailure(stage, `${target}: ${meaning} (${words})`, name, {
      commands: keyCommands(name, said, target),
    });
  }
  const methods = DENIED.exec(said)?.[1];
  if (methods !== undefined) {
    const tried = methods.split(',').join(', ');
    return new SshFailure('auth', `${target} let nobody in: it accepts ${tried}`, 'PERMISSION_DENIED');
  }
  if (code === 127)
    return new SshFailure('open', `${target} has no shell that could start libvirt (${words})`, 'NO_HELPER');
  return new SshFailure('connect', words === '' ? `ssh ended with ${code}` : words, 'LOST');
}

function notStarted(error: Error): Unreachable {
  if (systemCode(error) === 'ENOENT')
    return new SshFailure('connect', 'the program ssh is not installed on this computer', 'NO_SSH', {
      cause: error,
    });
  return new Unreachable('connect', error.message, { cause: error });
}

/** The line that forgets the old key, for the file that ssh names. */
function keyCommands(code: string, said: string, target: string): readonly string[] {
  if (code !== 'HOST_KEY_CHANGED') return [];
  const file = OFFENDING.exec(said)?.[1];
  // As the file names it: with its port when that is not the usual one, and whichever host of a chain it is.
  const name = CHANGED.exec(said)?.[1] ?? target;
  const where = file === undefined ? '' : ` -f ${quotedWord(file)}`;
  return [`ssh-keygen${where} -R '${name}'`];
}

/** The last line that is not empty. */
export function lastWords(said: string): string {
  return said.trim().split('\n').at(-1)?.trim() ?? '';
}
