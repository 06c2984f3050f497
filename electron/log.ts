// The log: lines of text in a file of the state folder, rotated by size. Nothing secret is written to it.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspect } from 'node:util';

export interface Log {
  readonly path: string;
  info(what: string, cause?: unknown): void;
  warn(what: string, cause?: unknown): void;
  error(what: string, cause?: unknown): void;
}

const ROTATE_AT_BYTES = 1_048_576;
const LONGEST_ENTRY = 8192;

/** The password of a URI, and values that name themselves as secret. */
const SECRETS = [
  { pattern: /(\/\/[^/\s:@]*):[^/\s@]+@/g, shown: '$1:…@' },
  { pattern: /\b(pass(?:word|wd|phrase)?|token|secret)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, shown: '$1$2…' },
] as const;

function withoutSecrets(text: string): string {
  return SECRETS.reduce((clean, { pattern, shown }) => clean.replace(pattern, shown), text);
}

function inWords(cause: unknown): string {
  if (cause === undefined) return '';
  if (cause instanceof Error) {
    const inner = cause.cause === undefined ? '' : `\n  caused by${inWords(cause.cause)}`;
    return `: ${cause.stack ?? cause.message}${inner}`;
  }
  // Not as JSON, which throws for a bigint or a circle: what is logged may be anything.
  return `: ${typeof cause === 'string' ? cause : inspect(cause, { depth: 4, breakLength: Number.POSITIVE_INFINITY })}`;
}

/** One entry: control characters of a host's message cannot forge another. */
function entry(level: string, what: string, cause: unknown): string {
  const text = withoutSecrets(`${what}${inWords(cause)}`).slice(0, LONGEST_ENTRY);
  const printable = text.replace(/\p{Cc}/gu, (c) => (c === '\n' ? '\n    ' : ' '));
  return `${new Date().toISOString()} ${level} ${printable}\n`;
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > ROTATE_AT_BYTES) renameSync(path, `${path}.1`);
}

/**
 * Opens the log at `path`. The file is opened anew for each entry, so that the desktop and `--serve` can share and rotate it.
 * A log that cannot be written goes to standard error instead: a full disk stops no machine. With `echo` it goes there too.
 */
export function openLog(path: string, { echo = false }: { readonly echo?: boolean } = {}): Log {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const write = (level: string, what: string, cause: unknown) => {
    const line = entry(level, what, cause);
    if (echo) process.stderr.write(line);
    try {
      rotate(path);
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      if (!echo) process.stderr.write(line);
    }
  };
  return {
    path,
    info: (what, cause) => write('info ', what, cause),
    warn: (what, cause) => write('warn ', what, cause),
    error: (what, cause) => write('error', what, cause),
  };
}
