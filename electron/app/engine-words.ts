// What main tells an engine on its command line, and how the engine reads it.

/** An engine says so when it has stored the hosts that were named. */
export const STARTED = 'started';

export interface EngineWords {
  /** Hosts to open beside what is stored. */
  readonly uris: readonly string[];
  /** It takes the place of one that died. */
  readonly restarted: boolean;
  /** The log goes to the terminal too. */
  readonly debug: boolean;
}

const RESTARTED = '--restarted';
const DEBUG = '--debug';

export function writeEngineWords({ uris, restarted, debug }: EngineWords): string[] {
  return [...(restarted ? [RESTARTED] : []), ...(debug ? [DEBUG] : []), ...uris];
}

/** No URI begins with a dash. */
export function readEngineWords(words: readonly string[]): EngineWords {
  return {
    uris: words.filter((word) => !word.startsWith('-')),
    restarted: words.includes(RESTARTED),
    debug: words.includes(DEBUG),
  };
}
