// What is remembered between starts, and shown in every window.
import type { Group } from './labels.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN';

/** How close lists stand: rows of 24 px, or of 32. */
export type Density = 'compact' | 'comfortable';

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface ColumnChoice {
  readonly id: string;
  /** px; absent until a person chose one. */
  readonly width?: number;
}

export const MACHINE_GROUPINGS = ['none', 'host', 'group', 'state'] as const;
export type MachineGrouping = (typeof MACHINE_GROUPINGS)[number];

/** How the list of machines stands. */
export interface MachinesView {
  readonly kind: 'list' | 'tiles';
  /** In order; absent means the usual ones. */
  readonly columns?: readonly ColumnChoice[];
  /** The first weighs most. */
  readonly sort: readonly GridSort[];
  readonly groupBy: MachineGrouping;
}

export const USUAL_MACHINES_VIEW: MachinesView = {
  kind: 'list',
  sort: [{ column: 'name', descending: false }],
  groupBy: 'none',
};

export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  readonly machinesView: MachinesView;
  /** ms between two ticks of statistics: 1,000 to 60,000. */
  readonly statisticsIntervalMs: number;
  readonly density: Density;
  /** Totals of each connected host are measured once a minute, for the long history. */
  readonly backgroundStatistics: boolean;
  /** Questions that are no longer asked, by their names. */
  readonly skippedQuestions: readonly string[];
  /** Groups that no machine keeps: empty ones, and those that only hold other groups. */
  readonly groups: readonly Group[];
  /** Lists leave out machines that are off. */
  readonly hideStopped: boolean;
}

/** What holds until a person has chosen. */
export const USUAL_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  machinesView: USUAL_MACHINES_VIEW,
  statisticsIntervalMs: 2000,
  density: 'compact',
  backgroundStatistics: true,
  skippedQuestions: [],
  groups: [],
  hideStopped: false,
};

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

/** A file of ours could not be read or written; said in each window. */
export interface SettingsTrouble {
  /** Another each time, so that one that was read is not shown again. */
  readonly id: string;
  readonly file: 'settings' | 'secrets';
  readonly what: 'unreadable' | 'newer' | 'not-saved';
  readonly path: string;
  /** Where what could not be read was put; absent when it had to stay. */
  readonly keptAs?: string;
  /** Which settings hold instead: the usual ones, or those that were known before. */
  readonly inUse?: 'usual' | 'earlier';
  /** The system's code for the reason, like `ENOSPC`. */
  readonly code?: string;
  readonly message: string;
}
