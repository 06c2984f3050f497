// What is remembered between starts, and shown in every window.

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN';

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  /** Columns of the machines grid in order; absent means the usual ones. */
  readonly gridColumns?: readonly string[];
  readonly gridSort?: GridSort;
  /** ms between two ticks of statistics: 1,000 to 60,000. */
  readonly statisticsIntervalMs: number;
}

export interface About {
  readonly version: string;
  readonly electron?: string;
  readonly chromium?: string;
  readonly node: string;
  readonly platform: string;
  readonly settingsPath: string;
  readonly logPath: string;
  /** The libraries inside, with their licences. */
  readonly libraries: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
  }[];
}

/** The settings could not be read or written; said once in each window. */
export interface SettingsTrouble {
  readonly what: 'unreadable' | 'newer' | 'not-saved';
  /** Where the unreadable file was put aside. */
  readonly keptAs?: string;
  readonly message: string;
}
