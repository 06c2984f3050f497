// What was typed after the program's name.

export interface CommandLine {
  readonly serve: boolean;
  /** Connections to open. */
  readonly uris: readonly string[];
}

/** Tells an engine that it takes the place of one that died. */
export const RESTARTED = '--restarted';
/** An engine says so when it has stored the hosts that were named. */
export const STARTED = 'started';

/** A driver, then a colon: words that are no URI are for Chromium, or nothing. */
const URI = /^[a-z][a-z0-9+.-]*:/i;

/** Reads the words after the program and, when it is not packaged, the folder of the app. */
export function readCommandLine(words: readonly string[]): CommandLine {
  return {
    serve: words.includes('--serve'),
    uris: words.filter((word) => URI.test(word)),
  };
}
